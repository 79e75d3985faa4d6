/**
 * Comments that silence rules: `# argo-experiments-ignore <rule>, <rule>` behind a line, or above it on a line of its
 * own; `# argo-experiments-ignore-file <rule>` anywhere in the file. Words behind a `--` are a reason for people.
 */
import { lineAt } from '../../text/line-map.ts';
import type { Range } from '../../text/range.ts';

export interface Directive {
  /** From `#` to the end of the comment. Offsets of the file, as all here. */
  readonly range: Range;
  readonly rules: readonly { readonly id: string; readonly range: Range }[];
  /** The line it speaks of; `file`: all of them. */
  readonly scope: Range | 'file';
}

export function readDirectives(text: string): readonly Directive[] {
  if (!text.includes('argo-experiments-ignore')) return [];
  const found: Directive[] = [];
  for (const match of text.matchAll(/(?<=^|[ \t])#[ \t]*argo-experiments-ignore(-file)?(?![\w-])([^\r\n]*)/gm)) {
    const range = { start: match.index, end: match.index + match[0].trimEnd().length };
    const list = (match[2] ?? '').split(/\s--(?:\s|$)/)[0] ?? '';
    const listStart = match.index + match[0].length - (match[2] ?? '').length;
    const rules = [...list.matchAll(/[\w-]+/g)].map(word => {
      const start = listStart + word.index;
      return { id: word[0], range: { start, end: start + word[0].length } };
    });
    found.push({ range, rules, scope: match[1] ? 'file' : scopeOf(text, match.index) });
  }
  return found;
}

export function isSilenced(rule: string, range: Range, directive: Directive): boolean {
  return directive.rules.some(({ id }) => id === rule) && isInScope(range, directive);
}

/** Whether the directive speaks of a place. */
export function isInScope(range: Range, { scope }: Directive): boolean {
  return scope === 'file' || (range.start >= scope.start && range.start <= scope.end);
}

function scopeOf(text: string, at: number): Range {
  const own = lineAt(text, at);
  if (text.slice(own.start, at).trim() !== '') return own;
  // The next line that is not itself a comment or blank.
  let line = own;
  while (line.end < text.length) {
    const start = line.end + (text.startsWith('\r\n', line.end) ? 2 : 1);
    line = lineAt(text, start);
    if (!/^\s*(#.*)?$/.test(text.slice(line.start, line.end))) break;
  }
  return line;
}
