/** Completion in the comments that silence rules: the comment itself, and the rules, those that are reported there first. */

import { isInScope, readDirectives } from '../../rules/engine/suppress.ts';
import { RULES } from '../../rules/registry.ts';
import { lineAt } from '../../text/line-map.ts';
import type { Range } from '../../text/range.ts';
import { isKubeDocument, type SourceFile } from '../../workspace/file.ts';
import type { Completion } from './item.ts';

const WORDS = [
  ['argo-experiments-ignore', 'silences rules in this line, or above a line in that one'],
  ['argo-experiments-ignore-file', 'silences rules in the whole file'],
] as const;

/** A problem as far as it matters where it may be silenced. */
export interface Silenceable {
  readonly rule: string;
  readonly range: Range;
}

/** Undefined: the offset is in no such comment. `problems`: those of the file, asked for when they are needed. */
export function completeDirectives(
  file: SourceFile,
  offset: number,
  problems: () => readonly Silenceable[],
): readonly Completion[] | undefined {
  const line = lineAt(file.text, offset);
  const before = file.text.slice(line.start, offset);
  const comment = /(?:^|[ \t])#[ \t]*([\w-]+)$/.exec(before)?.[1];
  const isOurs = file.documents.some(isKubeDocument);
  if (comment !== undefined && isOurs && WORDS.some(([word]) => word.startsWith(comment))) {
    return WORDS.map(([word, detail], index) => item(word, detail, replaced(file.text, offset), String(index)));
  }
  if (!/(?:^|[ \t])#[ \t]*argo-experiments-ignore(?:-file)?[ \t](?:(?!--[ \t])[\w, \t-])*$/.test(before))
    return undefined;
  if (!isOurs) return [];
  const directive = readDirectives(file.text).find(({ range }) => range.start >= line.start && range.start <= offset);
  const word = replaced(file.text, offset);
  const others = (directive?.rules ?? []).filter(({ range }) => range.end < word.start || range.start > word.end);
  const taken = new Set(others.map(({ id }) => id));
  const here = new Set(
    problems()
      .filter(({ range }) => directive !== undefined && isInScope(range, directive))
      .map(({ rule }) => rule),
  );
  return RULES.filter(({ id }) => !taken.has(id)).map(({ id, title, docs }) => ({
    ...item(id, here.has(id) ? `reported here: ${title}` : title, word, `${here.has(id) ? 0 : 1}${id}`),
    documentation: docs,
  }));
}

/** The word around the offset. */
function replaced(text: string, offset: number): Range {
  const line = lineAt(text, offset);
  const before = /[\w-]*$/.exec(text.slice(line.start, offset))?.[0].length ?? 0;
  const after = /^[\w-]*/.exec(text.slice(offset, line.end))?.[0].length ?? 0;
  return { start: offset - before, end: offset + after };
}

function item(label: string, detail: string, range: Range, sortText: string): Completion {
  const edit = { range, newText: label };
  return { label, kind: 'value', detail, edit, snippet: false, sortText, filterText: label };
}
