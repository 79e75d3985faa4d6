/**
 * Words that a pipeline replaces in the text before it is applied: `__NAME__`, `<name>`, `#{NAME}#`, `@@NAME@@`, `%NAME%`, `((name))`,
 * `[[name]]`, `$$name$$`, `SERVICE_NAME`, `...`. And variables of envsubst, Flux and their like.
 */
import type { Range } from '../text/range.ts';

/** `${NAME}`, also with a default (`${NAME:-10m}`), and `$NAME`. `$__interval` and its like are Grafana's. */
const VARIABLE = /\$\{(?!__)[A-Za-z_]\w*(?:[:\-+?=#%/^,][^}\n]{0,200})?\}|\$[A-Z_][A-Z0-9_]*\b/g;

/** Places that envsubst, Flux and their like fill in: what they hold later is not known. */
export function variablesIn(text: string): readonly Range[] {
  return text.includes('$') ? rangesOf(text, VARIABLE) : [];
}

const WORD = '[A-Za-z][\\w.-]*';

/** Those that YAML reads as text of a plain scalar. `__name__` and its like are labels of Prometheus. */
const PLAIN_TOKEN = new RegExp(
  [
    '__[A-Z][A-Z0-9_]*?__',
    `<${WORD}(?: [\\w.-]+){0,4}>`,
    `(?<!\\$)\\(\\(${WORD}\\)\\)`,
    `\\$\\$${WORD}\\$\\$`,
    '\\$\\([A-Za-z][\\w.-]*\\)',
    '(?<![\\w$.{])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?!\\w)',
    // What an example leaves out: a value of three dots alone.
    `(?<=[:\\-] {1,10}["']?)\\.\\.\\.(?=["']?[ \\t\\r]*$)`,
  ].join('|'),
  'gm',
);

/** Those that YAML cannot read at the beginning of a value, or takes for a list or a comment. */
const BREAKING_TOKEN = new RegExp(
  [
    `@@${WORD}@@`,
    `@${WORD}@`,
    `%[A-Za-z][\\w.-]{2,}%`,
    `(?<=[:\\-] {1,10}|["'\\w./:-])#\\{${WORD}\\}#?`,
    `\\[\\[ ?${WORD} ?\\]\\]`,
  ].join('|'),
  'g',
);

/** Tokens of both kinds, in order. A token says nothing wrong where any text may stand: only in a place that cannot hold it. */
export function tokensIn(text: string): readonly Range[] {
  const plain = /[<(_$]|[A-Z]_[A-Z]|\.\.\./.test(text) ? rangesOf(text, PLAIN_TOKEN) : [];
  const breaking = breakingTokensIn(text);
  return breaking.length === 0 ? plain : [...plain, ...breaking].sort((a, b) => a.start - b.start);
}

export function breakingTokensIn(text: string): readonly Range[] {
  return /[@%]\w|#\{|\[\[/.test(text) ? rangesOf(text, BREAKING_TOKEN) : [];
}

function rangesOf(text: string, pattern: RegExp): readonly Range[] {
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => ({ start: index, end: index + found.length }));
}
