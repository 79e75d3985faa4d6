/** Conditions that YAML reads as something else than what is written. */
import { lineAt } from '../text/line-map.ts';
import type { Range } from '../text/range.ts';
import type { YamlEntry } from '../yaml/node.ts';

export interface Misread {
  /** All that is written behind the colon. */
  readonly range: Range;
  readonly written: string;
  readonly reason: string;
  /** Where that begins which YAML takes as the condition, if that is what its author means. */
  readonly meantFrom?: number;
}

/** Undefined: YAML takes the condition as it is written. */
export function findMisread({ key, value }: YamlEntry, text: string): Misread | undefined {
  const line = lineAt(text, key.range.end);
  const colon = text.indexOf(':', key.range.end);
  if (colon < 0 || colon >= line.end) return undefined;
  const rest = text.slice(colon + 1, line.end);
  const start = colon + 1 + (rest.length - rest.trimStart().length);
  const range = { start, end: Math.max(start, colon + 1 + rest.trimEnd().length) };
  const written = text.slice(range.start, range.end);
  if (value.kind === 'scalar' && value.anchor !== undefined && written.startsWith('&')) {
    const mark = `&${value.anchor}`;
    // An anchor that an alias takes up is meant as one.
    if (text.split(/[\s,[\]{}]+/).includes(`*${value.anchor}`)) return undefined;
    return {
      range: { start: range.start, end: range.start + mark.length },
      written: mark,
      reason: `YAML reads \`${mark}\` as an anchor, which no alias takes up: it is no part of the condition.`,
      meantFrom: value.range.start,
    };
  }
  const reason = reasonOf(value, written, range);
  return reason === undefined ? undefined : { range, written, reason };
}

function reasonOf(value: YamlEntry['value'], written: string, range: Range): string | undefined {
  const first = `\`${written.split(/\s/)[0] ?? ''}\``;
  if (value.kind === 'map' && value.flow) {
    return 'YAML reads this as an object, and the API server refuses it: a condition is text.';
  }
  if (value.kind !== 'scalar') return undefined;
  if (value.tag !== undefined && value.tag !== '!!str' && written.startsWith('!')) {
    const left = value.text === '' ? 'an empty one, so that every measurement is Successful' : 'the negation is lost';
    return `YAML reads ${first} as a tag, and the condition as the text behind it: ${left}.`;
  }
  const endsEarly = value.style === 'plain' && value.range.end < range.end && / #/.test(written);
  return endsEarly && isCut(written)
    ? 'YAML reads what follows ` #` as a comment: the condition ends before it.'
    : undefined;
}

/** What stands before the ` #` is no whole condition: a bracket is open, or an operator waits. */
function isCut(written: string): boolean {
  const before = written.slice(0, written.indexOf(' #')).trimEnd();
  const opened = (before.match(/[([{]/g) ?? []).length > (before.match(/[)\]}]/g) ?? []).length;
  return opened || /(?:[<>=!&|+\-*/%?:,]|\b(?:and|or|not|in))$/.test(before);
}
