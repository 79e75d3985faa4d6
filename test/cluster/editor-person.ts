/** What a person does in the window of VS Code, beyond what every test of it needs. */
import type { Locator } from 'playwright-core';
import type { Session } from '../ui/support/session.ts';

export class Person {
  readonly session: Session;
  /** How the place with the namespace of the test is called. */
  readonly place: string;

  constructor(session: Session, namespace: string) {
    this.session = session;
    this.place = `argo-experiments / ${namespace}`;
  }

  get quick(): Locator {
    return this.session.page.locator('.quick-input-widget');
  }

  option(name: string | RegExp): Locator {
    return this.quick.getByRole('option', { name });
  }

  get dialog(): Locator {
    return this.session.page.locator('.monaco-dialog-box');
  }

  async answer(button: string): Promise<void> {
    await this.dialog.getByRole('button', { name: button, exact: true }).click();
  }

  async run(file: string): Promise<void> {
    await this.session.openFile(file);
    await this.session.page.locator('.editor-actions').getByRole('button', { name: 'Run Experiment' }).click();
    await this.option(new RegExp(this.place)).click();
  }

  /** As `chooseOfRow`, where a question follows. */
  async askOfRow(row: Locator, entry: string): Promise<void> {
    await this.chooseOfRow(row, entry, this.dialog);
  }

  /** `shown`: what follows; a menu that is closed just before Enter is pressed does nothing. */
  async chooseOfRow(row: Locator, entry: string, shown: Locator): Promise<void> {
    await this.session.pressUntil(shown, `${entry} does nothing`, () => this.#pressInMenu(row, entry));
  }

  async #pressInMenu(row: Locator, entry: string): Promise<void> {
    const { page } = this.session;
    const found = page.locator('.context-view .action-label', { hasText: entry }).first();
    // A menu that opens just when its row is drawn again is closed by that.
    for (let tries = 0; !(await found.isVisible()); tries += 1) {
      if (tries === 10) throw new Error(`This row does not offer ${entry}: ${await row.textContent()}`);
      await row.click({ button: 'right' });
      await page.waitForTimeout(300);
    }
    // The editor takes no notice of a click that follows the opening of a menu at once.
    await found.hover();
    await page.keyboard.press('Enter');
  }

  /** The row may move away under the mouse while others come and go, so a click is looked after. */
  async open(row: Locator): Promise<void> {
    for (let tries = 0; (await row.getAttribute('aria-expanded')) !== 'true'; tries += 1) {
      if (tries === 10) throw new Error(`This row does not open: ${await row.textContent()}`);
      await row.locator('.monaco-tl-twistie').click();
      await this.session.page.waitForTimeout(300);
    }
  }

  /** A button in the title of the tree. */
  title(name: string): Locator {
    return this.session.page
      .locator('.part.sidebar .title-actions, .part.sidebar .pane-header')
      .getByRole('button', { name });
  }

  /** What stands above the rows while there is a filter. */
  filtered(text: RegExp): Locator {
    return this.session.page.locator('.part.sidebar .message', { hasText: text });
  }

  line(text: string | RegExp): Locator {
    return this.session.page.locator('.monaco-editor .view-line', { hasText: text }).first();
  }
}
