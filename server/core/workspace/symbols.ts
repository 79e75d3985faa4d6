/** Every name of every file: who defines it, and who refers to it. */
import { ANALYSIS_KINDS } from '../model/analysis.ts';
import { REHEARSAL_KIND } from '../model/rehearsal.ts';
import type { DocumentContent } from './file.ts';
import { readOccurrences } from './occurrences.ts';
import type { NamedSymbol, Occurrence, Symbols } from './symbol.ts';
import type { Placed, Workspace } from './workspace.ts';

/** The occurrences of all files, read once for each document. */
export class SymbolIndex implements Symbols {
  readonly workspace: Workspace;
  readonly #byContent = new WeakMap<DocumentContent, readonly Occurrence[]>();

  constructor(workspace: Workspace) {
    this.workspace = workspace;
  }

  of(at: Placed): readonly Occurrence[] {
    const { content } = at.document;
    const known = this.#byContent.get(content) ?? readOccurrences(at);
    this.#byContent.set(content, known);
    return known;
  }

  all(): readonly { readonly at: Placed; readonly occurrences: readonly Occurrence[] }[] {
    return KINDS.flatMap(kind => this.workspace.documents(kind)).map(at => ({ at, occurrences: this.of(at) }));
  }

  resolve(occurrence: Occurrence, at: Placed): readonly NamedSymbol[] {
    return occurrence.resolve(at, this);
  }

  definition({ kind, name, owner }: NamedSymbol): Occurrence | undefined {
    return this.of(owner).find(each => each.role === 'definition' && each.kind === kind && each.name === name);
  }
}

const KINDS = [...ANALYSIS_KINDS, 'Experiment', 'Rollout', REHEARSAL_KIND];
