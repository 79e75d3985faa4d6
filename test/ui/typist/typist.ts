/**
 * A person who writes a file by keyboard, in VS Code with its default settings, from the first character to the last.
 *
 * - Every character is one key press, at a {@link Pace}. What the editor adds by itself is used as people use it: a closing bracket or quote is typed
 *   over; what of them is left behind the cursor at the end of a line is deleted before Enter.
 * - After Enter the person looks where the cursor is, and goes on from there: Space to the right, Backspace to the left.
 * - A list that has come up is not in the way of Enter: when the line says what was meant, Enter is pressed, list or not. Where Enter only closes
 *   the list it is pressed again, which is counted.
 * - Of every third word the first letters are typed; when the list then shows that word in its focused row, it is taken, with Tab and Enter in turn. When
 *   what was inserted does not lead to what is meant, one undo must bring back the text as it was, and the word is typed out.
 * - Of every third word a list that has come up is closed with Escape, and the word typed out.
 *
 * What is not as it was meant is a slip. The typist mends it, so that one run finds all of them.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { LookingGlass, Seen } from '../support/looking-glass.ts';

export interface Pace {
  readonly name: string;
  /** Between two keys, in milliseconds. */
  readonly key: number;
  /** Before Enter, and before the list is looked at, in milliseconds. */
  readonly rest: number;
}

export const PACES = [
  { name: 'all at once', key: 0, rest: 0 },
  { name: 'fluently', key: 40, rest: 100 },
  { name: 'with care', key: 130, rest: 400 },
] as const satisfies readonly Pace[];

export interface Report {
  /** What the file did not hold as it was meant, in words. */
  readonly slips: readonly string[];
  /** Items that were taken from the list. */
  readonly taken: number;
  /** Times that Enter only closed a list. */
  readonly swallowed: number;
}

const WORD = /[\w$./-]/;
/** Letters of a word before the person looks at the list. */
const LETTERS = 2;

export class Typist {
  readonly #page: Page;
  readonly #glass: LookingGlass;
  readonly #pace: Pace;
  readonly #slips: string[] = [];
  #taken = 0;
  #swallowed = 0;
  #words = 0;
  #meant = '';
  /** How much of what is meant the file holds. */
  #at = 0;

  constructor(page: Page, glass: LookingGlass, pace: Pace) {
    this.#page = page;
    this.#glass = glass;
    this.#pace = pace;
  }

  /** Writes into the editor in front, which is empty. */
  async write(text: string): Promise<Report> {
    this.#meant = text;
    while (this.#at < text.length) {
      if (this.#isLineStart()) await this.#indent();
      if (text[this.#at] === '\n') await this.#pressEnter();
      else if (this.#at < text.length) await this.#typeWord();
    }
    if (this.#isLineStart()) await this.#indent();
    await this.#clearRest();
    const seen = await this.#glass.look();
    if (seen.text !== text) this.#slip('at the end', seen);
    return { slips: this.#slips, taken: this.#taken, swallowed: this.#swallowed };
  }

  #isLineStart(): boolean {
    return this.#at === 0 || this.#meant[this.#at - 1] === '\n';
  }

  /** Puts the cursor where the line is to begin; an empty line stays as the editor left it, for Enter to clear. */
  async #indent(): Promise<void> {
    const blanks = /^ *(?!\n)/.exec(this.#meant.slice(this.#at))?.[0].length ?? 0;
    const isEmpty = this.#meant[this.#at] === '\n';
    if (isEmpty) return;
    let column = await this.#column();
    while (column > blanks) {
      await this.#press('Backspace');
      column = await this.#column();
    }
    for (; column < blanks; column += 1) await this.#press('Space');
    this.#at += blanks;
  }

  async #column(): Promise<number> {
    const { text, cursor } = await this.#glass.look();
    return cursor - (text.lastIndexOf('\n', cursor - 1) + 1);
  }

  /** One word, or one character between words. */
  async #typeWord(): Promise<void> {
    const rest = this.#meant.slice(this.#at);
    const word = /^[\w$./-]+/.exec(rest)?.[0] ?? rest.charAt(0);
    if (!WORD.test(word)) return this.#type(word);
    this.#words += 1;
    const choice = this.#words % 3;
    if (choice === 0 || word.length <= LETTERS + 1) return this.#type(word);
    await this.#type(word.slice(0, LETTERS));
    await sleep(this.#pace.rest);
    const focused = await this.focusedLabel();
    if (choice === 1 && focused !== undefined) await this.#press('Escape');
    if (choice === 2 && focused === word && (await this.#take())) return;
    await this.#type(word.slice(LETTERS));
  }

  /** Takes the focused item; undoes it and answers `false` where it does not lead to what is meant. */
  async #take(): Promise<boolean> {
    const before = await this.#glass.look();
    await this.#press(this.#taken % 2 === 0 ? 'Tab' : 'Enter');
    const after = await this.#glass.look();
    this.#taken += 1;
    const { start, end } = after.selections[0] ?? { start: 0, end: 0 };
    if (
      start >= this.#at &&
      after.text.slice(0, start) === this.#meant.slice(0, start) &&
      after.text.slice(end) === ''
    ) {
      this.#at = start;
      return true;
    }
    await this.#press('Control+Z');
    const undone = await this.#glass.look();
    if (undone.text !== before.text || undone.cursor !== before.cursor) {
      this.#slip('one undo after an item was taken', undone);
      await this.#mend();
    }
    return false;
  }

  async #pressEnter(): Promise<void> {
    await sleep(this.#pace.rest);
    await this.#clearRest();
    const before = await this.#glass.look();
    const blanks = /^ *$/.test(before.text.slice(this.#at)) && this.#isLineStart() ? before.text.slice(this.#at) : '';
    if (before.text !== this.#meant.slice(0, this.#at) + blanks) {
      this.#slip('before Enter', before);
      await this.#mend();
    }
    const focused = await this.focusedLabel();
    await this.#press('Enter');
    let after = await this.#glass.look();
    if (after.text === before.text) {
      this.#swallowed += 1;
      await this.#press('Enter');
      after = await this.#glass.look();
    }
    this.#at += 1;
    const written = this.#meant.slice(0, this.#at);
    if (after.text.startsWith(written) && /^ *$/.test(after.text.slice(written.length))) return;
    this.#slip(
      focused === undefined ? 'after Enter' : `after Enter with ${JSON.stringify(focused)} in the list`,
      after,
    );
    await this.#mend();
  }

  /** Deletes what the editor has closed by itself and nobody typed over. */
  async #clearRest(): Promise<void> {
    const { text, cursor } = await this.#glass.look();
    const rest = text.slice(cursor);
    if (/^["'\])}]+$/.test(rest)) for (const _ of rest) await this.#press('Delete');
  }

  /** Label of the row that Enter and Tab would take; undefined: no list is shown. */
  async focusedLabel(): Promise<string | undefined> {
    return await this.#page.evaluate(() => {
      const row = document.querySelector('.suggest-widget.visible .monaco-list-row.focused .label-name');
      return row?.textContent ?? undefined;
    });
  }

  async #type(text: string): Promise<void> {
    for (const character of text) {
      await this.#page.keyboard.type(character);
      await sleep(this.#pace.key);
    }
    this.#at += text.length;
  }

  async #press(key: string): Promise<void> {
    await this.#page.keyboard.press(key);
    await sleep(this.#pace.key);
  }

  #slip(when: string, { text }: Seen): void {
    const line = this.#meant.slice(0, this.#at).split('\n').length;
    const meantSoFar = this.#meant.slice(0, this.#at);
    const same = meantSoFar.split('').findIndex((character, index) => character !== text[index]);
    const from = Math.max(0, (same < 0 ? this.#at : same) - 30);
    const meant = JSON.stringify(this.#meant.slice(from, this.#at));
    this.#slips.push(`line ${line}, ${when}: meant ${meant}, found ${JSON.stringify(text.slice(from, this.#at + 60))}`);
  }

  /** Writes what is meant so far over everything, at once. */
  async #mend(): Promise<void> {
    for (const _ of 'ab') await this.#page.keyboard.press('Escape');
    await this.#glass.write(this.#meant.slice(0, this.#at));
  }
}
