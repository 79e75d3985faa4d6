/** Workspace symbols: every named thing of our kinds, by a part of its name. */
import { type Range, shiftRange } from '../text/range.ts';
import type { SymbolIndex } from '../workspace/symbols.ts';

export interface FoundName {
  readonly name: string;
  /** `Experiment`, or what it is in one: `metric`, `arg`, `template`. */
  readonly type: string;
  /** The document it stands in; absent for documents. */
  readonly container?: string;
  readonly uri: string;
  /** Offsets of the file. */
  readonly range: Range;
}

const TYPES = {
  'analysis-template': 'template',
  arg: 'arg',
  metric: 'metric',
  'experiment-template': 'template',
} as const;
/** More than anybody reads; the editor asks again with each letter. */
const MAX_FOUND = 500;

export function findNames(query: string, symbols: SymbolIndex): readonly FoundName[] {
  const wanted = query.toLowerCase();
  const found: FoundName[] = [];
  for (const { at, occurrences } of symbols.all()) {
    const { identity } = at.document.content;
    const place = (range: Range) => ({ uri: at.file.uri, range: shiftRange(range, at.document.start) });
    const { nameNode } = identity;
    if (nameNode?.text.toLowerCase().includes(wanted)) {
      found.push({ name: nameNode.text, type: identity.kind, ...place(nameNode.range) });
    }
    for (const { kind, name, role, range } of occurrences) {
      if (
        role !== 'definition' ||
        kind === 'analysis-template' ||
        kind === 'experiment' ||
        !name.toLowerCase().includes(wanted)
      )
        continue;
      found.push({ name, type: TYPES[kind], container: identity.name ?? identity.kind, ...place(range) });
    }
    if (found.length >= MAX_FOUND) break;
  }
  return found.slice(0, MAX_FOUND);
}
