/**
 * A person who types a document into VS Code, key by key: when the editor asks, what it keeps of an earlier answer, and what
 * Enter would do at each moment, however late the answers come.
 */
import { type Completion, type Service, TRIGGER_CHARACTERS } from '../../../server/core/index.ts';
import { expandSnippet } from '../../../server/core/text/snippet.ts';
import { type Answer, suggestions, taken } from './suggest-list.ts';

/** A moment at which Enter does not do what was meant. */
export interface Spoilt {
  readonly line: string;
  readonly label: string;
  readonly why: 'typed text is lost' | 'the line break is lost' | 'a list outlives its letters';
}

export interface Typed {
  /** How often Enter was tried. */
  readonly moments: number;
  readonly spoilt: readonly Spoilt[];
}

/** How many answers before may still come: with a key every 40 ms, half a second. */
const LATE = 12;

/**
 * Types `to - from` characters of `text` at `from`, on one line. `textAt`: the file when it is typed up to an offset. At the end of
 * what is typed Enter is a line break.
 */
export function typeLine(
  service: Service,
  uri: string,
  textAt: (offset: number) => string,
  from: number,
  to: number,
  words: Words = 'plain',
): Typed {
  const spoilt: Spoilt[] = [];
  const answers: Answer[] = [];
  let moments = 0;
  for (let cursor = from; cursor <= to; cursor++) {
    const text = textAt(cursor);
    const before = text.charAt(cursor - 1);
    const trigger = cursor > from || before === ' ' ? before : undefined;
    if (trigger !== undefined) spoilt.push(...outliving(answers, text, cursor, trigger));
    const answer = ask(service, uri, text, cursor, trigger, words);
    if (answer) answers.push(answer);
    for (const earlier of answers.slice(-LATE)) {
      moments += 1;
      const found = judge(earlier, text, cursor, textAt(to), cursor === to);
      if (found) spoilt.push(found);
    }
  }
  return { moments, spoilt };
}

/** What the editor takes for a word: by itself, and with the YAML extension of Red Hat. */
const WORDS = {
  plain: /-?\d*\.\d\w*|[^`~!@#%^&*()\-=+[{\]}\\|;:'",.<>/?\s]+/g,
  redHat: /(?:^.?[^\s]+)+|[^\s\n={[][\w\-./$%&*:"']+/g,
};
export type Words = keyof typeof WORDS;

/** The editor asks behind a letter of a word that is no number, not in comments, and behind the server's own characters. */
function ask(
  service: Service,
  uri: string,
  text: string,
  at: number,
  typed: string | undefined,
  words: Words,
): Answer | undefined {
  const line = lineTo(text, at);
  const word = [...line.matchAll(WORDS[words])].find(
    ({ 0: found, index }) => index + found.length === line.length,
  )?.[0];
  const isWord = word !== undefined && Number.isNaN(Number(word)) && !/(?:^|\s)#/.test(line);
  const isTrigger = !isWord && typed !== undefined && TRIGGER_CHARACTERS.includes(typed);
  if (!isWord && !isTrigger) return undefined;
  service.update(uri, text);
  return { items: service.complete(uri, at, undefined, isTrigger ? typed : undefined), at };
}

function judge(answer: Answer, text: string, cursor: number, whole: string, isLineEnd: boolean): Spoilt | undefined {
  const item = taken(answer, text, cursor);
  if (!item || isOfOtherKey(item, answer, whole)) return undefined;
  const line = lineTo(text, cursor);
  if (isLineEnd) return { line, label: item.label, why: 'the line break is lost' };
  return keeps(item, text, cursor) ? undefined : { line, label: item.label, why: 'typed text is lost' };
}

/** The key that is being typed is unknown there, or is there already: nothing in the list can be it. */
function isOfOtherKey({ kind, edit }: Completion, { items }: Answer, whole: string): boolean {
  const meant = /^["']?([\w./-]+)/.exec(whole.slice(edit.range.start).trimStart())?.[1];
  return kind === 'field' && !items.some(({ label }) => label === meant);
}

/** Whether all that is typed is still there when the item has taken its place; blanks may be others, and quotes may come. */
export function keeps(item: Completion, text: string, cursor: number): boolean {
  const { edit, additionalEdits = [], snippet, kind, label } = item;
  const typed = text.slice(edit.range.start, cursor).trim();
  // A whole document takes the place of the letters that led to it.
  if (kind === 'document') return label.toLowerCase().startsWith(typed.toLowerCase());
  // The values of a set that knows no others are found by letters of any case.
  if (kind === 'value' && item.detail?.startsWith('value'))
    return edit.newText.toLowerCase().startsWith(typed.toLowerCase());
  const written = (snippet ? expandSnippet(edit.newText) : edit.newText).trim();
  const isInserted = additionalEdits.every(
    ({ range, newText }) => range.start === range.end && /^["'\\]+$/.test(newText),
  );
  return isInserted && (written.startsWith(typed) || written.replace(/^["']/, '').startsWith(typed));
}

/** Behind a character that makes the editor ask, an open list stays as it is until the answer comes. */
function outliving(answers: readonly Answer[], text: string, cursor: number, typed: string): readonly Spoilt[] {
  const last = answers.at(-1);
  if (!last || !TRIGGER_CHARACTERS.includes(typed)) return [];
  const left = suggestions(last, text, cursor).find(({ kind }) => kind === 'value');
  return left ? [{ line: lineTo(text, cursor), label: left.label, why: 'a list outlives its letters' }] : [];
}

function lineTo(text: string, cursor: number): string {
  return text.slice(text.lastIndexOf('\n', cursor - 1) + 1, cursor);
}
