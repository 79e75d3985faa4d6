/** Marks of the template languages that are not Go's: found by their delimiters alone. */
import type { Mark, MarkKind, Tool } from './mark.ts';

interface Delimiter {
  readonly open: string;
  readonly close: string;
  readonly kind: MarkKind;
  /** Braces inside it pair up, as in `${join(",", [for x in xs : "${x}"])}`. */
  readonly nests?: true;
}

const BRACES: Delimiter = { open: '{{', close: '}}', kind: 'value' };
const STATEMENT: Delimiter = { open: '{%', close: '%}', kind: 'control' };
const COMMENT: Delimiter = { open: '{#', close: '#}', kind: 'note' };

/** In the order in which they are tried at one place. */
const DELIMITERS = {
  jinja: [STATEMENT, COMMENT, BRACES],
  backstage: [{ open: '${{', close: '}}', kind: 'value' }, STATEMENT, COMMENT],
  terraform: [
    { open: '%{', close: '}', kind: 'control', nests: true },
    { open: '${', close: '}', kind: 'value', nests: true },
  ],
  erb: [
    { open: '<%#', close: '%>', kind: 'note' },
    { open: '<%=', close: '%>', kind: 'value' },
    { open: '<%', close: '%>', kind: 'control' },
  ],
  other: [BRACES, { open: '[[', close: ']]', kind: 'value' }],
} as const satisfies Record<Exclude<Tool, 'helm'>, readonly Delimiter[]>;

/** A longer text between two delimiters is not one mark: somebody forgot to close it. */
const MAX_LENGTH = 5000;

export function scanDelimited(text: string, tool: keyof typeof DELIMITERS): readonly Mark[] {
  const delimiters: readonly Delimiter[] = DELIMITERS[tool];
  const marks: Mark[] = [];
  const opening = new RegExp(delimiters.map(({ open }) => open.replaceAll(/[{}[\]$%#<=]/g, '\\$&')).join('|'), 'g');
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const delimiter = delimiters.find(({ open }) => open === match?.[0]);
    const end = delimiter && isReal(text, match.index) ? endOf(text, match.index, delimiter) : undefined;
    if (!delimiter || end === undefined) continue;
    const inner = text.slice(match.index + delimiter.open.length, end - delimiter.close.length);
    marks.push({ range: { start: match.index, end }, kind: kindOf(delimiter, inner), body: inner.trim() });
    opening.lastIndex = end;
  }
  return marks;
}

/** `$${` and `%%{` are how Terraform writes the delimiters themselves. */
function isReal(text: string, at: number): boolean {
  const sign = text.charAt(at);
  return !((sign === '$' || sign === '%') && text.charAt(at - 1) === sign);
}

function endOf(text: string, start: number, { open, close, nests }: Delimiter): number | undefined {
  if (!nests) {
    const end = text.indexOf(close, start + open.length);
    return end < 0 || end - start > MAX_LENGTH ? undefined : end + close.length;
  }
  let depth = 1;
  for (let at = start + open.length; at < text.length && at - start < MAX_LENGTH; at++) {
    const char = text.charAt(at);
    if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}

/** Mustache's sections and Go's words between other delimiters decide about lines. */
function kindOf({ kind }: Delimiter, inner: string): MarkKind {
  if (kind !== 'value') return kind;
  const body = inner.replace(/^[-~]/, '').trimStart();
  if (/^(?:!|\/\*)/.test(body)) return 'note';
  return /^(?:[#^/>]|(?:if|else|end|range|with|define|block)\b)/.test(body) ? 'control' : 'value';
}
