/** From a problem to what its rule is about: by the keyboard, by its code in the list of problems, and from the palette. */
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import { Session } from './support/session.ts';

const WORKSPACE = path.join(import.meta.dirname, '../vscode/workspace');

describe('the page of a rule', () => {
  let session: Session;
  beforeAll(async () => {
    session = await Session.open({ source: WORKSPACE });
  });
  afterAll(() => session?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await session.screenshot(`failed-${task.name.replaceAll(/\W+/g, '-')}`);
    await session.runCommand('View: Close All Editors');
  });
  const preview = () => session.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  const heading = (rule: string) => preview().getByRole('heading', { level: 1, name: rule, exact: true });

  it('opens beside the text by a quick fix', async () => {
    const { page } = session;
    const editor = await session.openFile('broken.yaml');
    await editor.locator('.squiggly-error').first().waitFor();
    await page.keyboard.press('F8');
    await page.keyboard.press('Escape');
    const entry = page.locator('.action-widget').getByText('Show the rule `unknown-field`');
    await session.pressUntil(entry, 'There are no quick fixes', () => page.keyboard.press('Control+.'));
    await session.screenshot('rule-quick-fix');
    const chosen = page.locator('.action-widget .monaco-list-row.focused');
    for (let tries = 0; tries < 20 && !(await chosen.textContent())?.includes('Show the rule'); tries += 1) {
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    await heading('unknown-field').waitFor();
    await preview().getByText('Mended:').waitFor();
    await editor.locator('.view-line', { hasText: 'replica: 2' }).waitFor();
    await session.screenshot('rule-page');
  });

  it('opens by the code of a problem, and leads to all rules', async () => {
    const { page } = session;
    await session.openFile('broken.yaml');
    await page.keyboard.press('Control+Shift+M');
    await page.locator('.markers-panel a', { hasText: 'unknown-field' }).click();
    await heading('unknown-field').waitFor();
    await page.keyboard.press('Control+Shift+M');
    await preview().getByRole('link', { name: 'All rules' }).click();
    await heading('Rules').waitFor();
    await session.screenshot('rule-pages');
    await preview().getByRole('link', { name: 'metric-overlap' }).click();
    await heading('metric-overlap').waitFor();
  });

  it('opens by the code in the hover of a problem', async () => {
    const { page } = session;
    const editor = await session.openFile('broken.yaml');
    await editor.locator('.squiggly-error').first().waitFor();
    await editor
      .locator('.view-line span', { hasText: /^replica$/ })
      .first()
      .hover();
    const link = page.locator('.monaco-hover:not(.hidden)').locator('a', { hasText: 'unknown-field' });
    await link.waitFor();
    await session.screenshot('rule-hover');
    await link.click();
    await heading('unknown-field').waitFor();
  });

  it('is asked for in the palette, the problems at the cursor first', async () => {
    const { page } = session;
    await session.openFile('broken.yaml');
    await page.keyboard.press('F8');
    await page.keyboard.press('Escape');
    await session.runCommand('Argo Experiments: Show Rule…');
    const quick = page.locator('.quick-input-widget');
    await quick.getByPlaceholder('Which rule?').waitFor();
    await session.screenshot('rule-choice');
    await page.keyboard.press('Enter');
    await heading('unknown-field').waitFor();
  });
});
