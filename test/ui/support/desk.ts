/** One editor in front, written into by keyboard. `<|` marks the cursor in texts; keys are characters, `⏎` Enter, `⇥` Tab, `⎋` Escape. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { LookingGlass } from './looking-glass.ts';

/** Between two keys, in milliseconds: a fluent typist. */
const PACE = 40;
/** Before Enter, Tab and Escape, in milliseconds: a list that is to come has come. */
const REST = 700;

const NAMES: Readonly<Record<string, string>> = { '⏎': 'Enter', '⇥': 'Tab', '⎋': 'Escape' };

export class Desk {
  readonly #page: Page;
  readonly #glass: LookingGlass;

  constructor(page: Page, glass: LookingGlass) {
    this.#page = page;
    this.#glass = glass;
  }

  /** Puts the text into the editor in front, types, rests, and answers what the editor holds then. */
  async type(before: string, keys: string): Promise<string> {
    await this.lay(before);
    await this.press(keys);
    return await this.read();
  }

  async lay(text: string): Promise<void> {
    for (const _ of 'ab') await this.#page.keyboard.press('Escape'); // a list, then a snippet
    await this.#glass.write(text.replace('<|', ''), text.indexOf('<|'));
  }

  async press(keys: string): Promise<void> {
    for (const key of keys) {
      const name = NAMES[key];
      if (name === undefined) await this.#page.keyboard.type(key);
      else {
        await sleep(REST);
        await this.#page.keyboard.press(name);
      }
      await sleep(PACE);
    }
  }

  /** A key by its name, at once. */
  async hit(...names: readonly string[]): Promise<void> {
    for (const name of names) await this.#page.keyboard.press(name);
  }

  async read(): Promise<string> {
    const { text, cursor } = await this.#glass.look();
    return `${text.slice(0, cursor)}<|${text.slice(cursor)}`;
  }

  /** Labels of the list once it had time to come up, the focused one first; empty: there is none. */
  async list(): Promise<readonly string[]> {
    await sleep(REST);
    return await this.#page.evaluate(() => {
      const rows = [...document.querySelectorAll('.suggest-widget.visible .monaco-list-row')];
      const focusedFirst = rows.sort((a, b) => Number(b.matches('.focused')) - Number(a.matches('.focused')));
      return focusedFirst.map(row => row.querySelector('.label-name')?.textContent ?? '');
    });
  }
}
