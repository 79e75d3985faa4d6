/** `args.limit` in a condition, where `{{args.limit}}` is meant. */
import type { Range } from '../../text/range.ts';
import { findBuiltin } from '../builtins/builtins.ts';

export interface BareArg {
  /** From `args` to the end of the name. */
  readonly range: Range;
  readonly name: string;
}

/** Read as the name of an arg: with dashes, unless what follows one is a number or a name that conditions know. */
export function readBareArg(text: string, start: number): BareArg | undefined {
  const written = /args(?:\.([A-Za-z_]\w*(?:-\w+)*)|\[(["'])([\w.-]+)\2\])/y;
  written.lastIndex = start;
  const [whole, dotted, , quoted] = written.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const name = quoted ?? cut(dotted ?? '');
  const length = quoted === undefined ? 'args.'.length + name.length : whole.length;
  return { range: { start, end: start + length }, name };
}

/** Names of all args that a condition's text names so. */
export function readBareArgs(text: string): readonly string[] {
  return [...text.matchAll(/\bargs\b/g)].flatMap(({ index }) => readBareArg(text, index)?.name ?? []);
}

function cut(dashed: string): string {
  const words = dashed.split('-');
  const isOther = (word: string): boolean => /^\d+$/.test(word) || word === 'result' || findBuiltin(word) !== undefined;
  const end = words.findIndex((word, index) => index > 0 && isOther(word));
  return words.slice(0, end < 0 ? words.length : end).join('-');
}
