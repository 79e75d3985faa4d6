/** Every name of every file: who defines it, and who refers to it. */
import { ANALYSIS_KINDS } from '../model/analysis.ts';
import { REHEARSAL_KIND } from '../model/rehearsal.ts';
import { shiftRange, touches } from '../text/range.ts';
import { type DocumentContent, documentAt, isKubeDocument, type SourceFile } from './file.ts';
import { readOccurrences } from './occurrences.ts';
import type { Location, NamedLocation, NamedSymbol, Occurrence, Symbols } from './symbol.ts';
import type { Placed, Workspace } from './workspace.ts';

export interface PlacedOccurrence {
  readonly at: Placed;
  readonly occurrence: Occurrence;
}

/** A place where one of several symbols is written. */
export interface Place {
  readonly at: Placed;
  readonly location: NamedLocation;
  /** Those that it means; several: each fits as well. */
  readonly symbols: readonly NamedSymbol[];
}

export function locate({ file, document }: Placed, { range }: Occurrence): Location {
  return { uri: file.uri, range: shiftRange(range, document.start) };
}

function isSame(a: NamedSymbol, b: NamedSymbol): boolean {
  return (
    a.kind === b.kind &&
    a.name === b.name &&
    a.owner.document.content === b.owner.document.content &&
    a.owner.file.uri === b.owner.file.uri
  );
}

interface Occurrences {
  readonly all: readonly Occurrence[];
  /** By kind and name; of several the first. */
  readonly definitions: ReadonlyMap<string, Occurrence>;
}

/** The occurrences of all files, read once for each document. */
export class SymbolIndex implements Symbols {
  readonly workspace: Workspace;
  readonly #byContent = new WeakMap<DocumentContent, Occurrences>();

  constructor(workspace: Workspace) {
    this.workspace = workspace;
  }

  of(at: Placed): readonly Occurrence[] {
    return this.#read(at).all;
  }

  all(): readonly { readonly at: Placed; readonly occurrences: readonly Occurrence[] }[] {
    return KINDS.flatMap(kind => this.workspace.documents(kind)).map(at => ({ at, occurrences: this.of(at) }));
  }

  /** The name under an offset of a file. */
  at(file: SourceFile, offset: number): PlacedOccurrence | undefined {
    const document = documentAt(file, offset);
    if (!document || !isKubeDocument(document)) return undefined;
    const at = { file, document };
    const occurrence = this.of(at).find(({ range }) => touches(range, offset - document.start));
    return occurrence && { at, occurrence };
  }

  /** Every place where one of the symbols is written. */
  places(targets: readonly NamedSymbol[]): readonly Place[] {
    const wanted = new Map<string, NamedSymbol[]>();
    for (const target of targets) {
      const key = `${target.kind} ${target.name}`;
      wanted.set(key, [...(wanted.get(key) ?? []), target]);
    }
    return this.all().flatMap(({ at, occurrences }) =>
      occurrences.flatMap((each): readonly Place[] => {
        const named = wanted.get(`${each.kind} ${each.name}`);
        if (!named) return [];
        const meant = this.resolve(each, at);
        const symbols = named.filter(target => meant.some(symbol => isSame(symbol, target)));
        return symbols.length === 0 ? [] : [{ at, location: { ...locate(at, each), role: each.role }, symbols }];
      }),
    );
  }

  resolve(occurrence: Occurrence, at: Placed): readonly NamedSymbol[] {
    return occurrence.resolve(at, this);
  }

  definition({ kind, name, owner }: NamedSymbol): Occurrence | undefined {
    return this.#read(owner).definitions.get(`${kind} ${name}`);
  }

  #read(at: Placed): Occurrences {
    const { content } = at.document;
    let known = this.#byContent.get(content);
    if (!known) {
      const all = readOccurrences(at);
      const defining = all.filter(({ role }) => role === 'definition').toReversed();
      known = { all, definitions: new Map(defining.map(each => [`${each.kind} ${each.name}`, each])) };
      this.#byContent.set(content, known);
    }
    return known;
  }
}

const KINDS = [...ANALYSIS_KINDS, 'Experiment', 'Rollout', REHEARSAL_KIND];
