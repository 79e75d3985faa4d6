/** Actions `{{ … }}` of Go templates, as Helm reads them. Source: text/template/parse/lex.go. */
import type { Mark, MarkKind } from './mark.ts';

/** A longer text between two braces is not one action: somebody forgot to close it. */
const MAX_LENGTH = 20_000;

export function scanGoActions(text: string): readonly Mark[] {
  const marks: Mark[] = [];
  for (let start = text.indexOf('{{'); start >= 0; ) {
    const end = endOfAction(text, start + 2, Math.min(text.length, start + MAX_LENGTH));
    // An action that is not closed is taken to end with its line.
    const stop = end ?? endOfLine(text, start);
    const inner = text.slice(start + 2, end === undefined ? stop : stop - 2);
    marks.push({ range: { start, end: stop }, ...readBody(inner.replace(/^-(?=\s)/, '').replace(/(?<=\s)-$/, '')) });
    start = text.indexOf('{{', stop);
  }
  return marks;
}

/** Offset behind the `}}` that closes an action; strings, characters and comments inside of it may hold braces. */
function endOfAction(text: string, start: number, limit: number): number | undefined {
  const comment = /-?\s*\/\*/y;
  comment.lastIndex = start;
  if (comment.test(text)) {
    const end = text.indexOf('*/', comment.lastIndex);
    const close = end < 0 ? end : text.indexOf('}}', end);
    return close < 0 || close > limit ? undefined : close + 2;
  }
  for (let at = start; at < limit; at++) {
    const char = text.charAt(at);
    if (char === '}' && text.charAt(at + 1) === '}') return at + 2;
    if (char !== '"' && char !== '`' && char !== "'") continue;
    const end = endOfString(text, at, char, limit);
    if (end === undefined) return undefined;
    at = end;
  }
  return undefined;
}

/** Offset of the closing quote. */
function endOfString(text: string, start: number, quote: string, limit: number): number | undefined {
  for (let at = start + 1; at < limit; at++) {
    const char = text.charAt(at);
    if (char === quote) return at;
    if (quote === '`') continue;
    if (char === '\n') return undefined;
    if (char === '\\') at++;
  }
  return undefined;
}

function endOfLine(text: string, start: number): number {
  const end = text.slice(start, start + MAX_LENGTH).search(/\r?\n|\r/);
  return end < 0 ? Math.min(text.length, start + MAX_LENGTH) : start + end;
}

function readBody(inner: string): Omit<Mark, 'range'> {
  const body = inner.trim();
  const text = literalOf(body);
  return text === undefined ? { kind: kindOf(body), body } : { kind: 'literal', body, text };
}

function kindOf(body: string): MarkKind {
  if (body.startsWith('/*') || /^\$\w*\s*:?=/.test(body)) return 'note';
  return /^(if|else|end|range|with|define|block|break|continue)\b/.test(body) ? 'control' : 'value';
}

/** The output of an action that is one string or one whole number. */
function literalOf(body: string): string | undefined {
  if (/^`[^`]*`$/.test(body)) return body.slice(1, -1);
  if (/^-?\d{1,15}$/.test(body)) return body;
  if (!/^"(?:\\["\\]|[^"\\\n])*"$/.test(body)) return undefined;
  return body.slice(1, -1).replaceAll(/\\(["\\])/g, '$1');
}
