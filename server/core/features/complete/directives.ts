/** Completion in the comments that silence rules: the comment itself, and the rules, those that are reported there first. */

import { isInScope, readDirectives } from '../../rules/engine/suppress.ts';
import { RULES } from '../../rules/registry.ts';
import { lineAt } from '../../text/line-map.ts';
import type { Range } from '../../text/range.ts';
import { isKubeDocument, type SourceFile } from '../../workspace/file.ts';
import { type Chosen, choose } from './choice.ts';
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
    const words = WORDS.map(([label, detail]): Said => ({ label, detail, rank: 'known', fit: 'closed' }));
    return place(words, file.text, offset);
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
  const byId = RULES.filter(({ id }) => !taken.has(id)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const rules = byId.map(({ id, title, docs }): Said => {
    const isHere = here.has(id);
    const detail = isHere ? `reported here: ${title}` : title;
    return { label: id, detail, documentation: docs, rank: isHere ? 'known' : 'optional', fit: 'closed' };
  });
  return place(rules, file.text, offset);
}

interface Said extends Chosen {
  readonly detail: string;
  readonly documentation?: string;
}

function place(items: readonly Said[], text: string, offset: number): readonly Completion[] {
  const range = replaced(text, offset);
  const choices = choose(items, text.slice(range.start, offset), '');
  return items.flatMap(({ label, rank: _, fit: __, ...item }, index): readonly Completion[] => {
    const choice = choices[index];
    const edit = { range, newText: label };
    return choice ? [{ label, kind: 'value', ...item, ...choice, edit, snippet: false }] : [];
  });
}

/** The word around the offset. */
function replaced(text: string, offset: number): Range {
  const line = lineAt(text, offset);
  const before = /[\w-]*$/.exec(text.slice(line.start, offset))?.[0].length ?? 0;
  const after = /^[\w-]*/.exec(text.slice(offset, line.end))?.[0].length ?? 0;
  return { start: offset - before, end: offset + after };
}
