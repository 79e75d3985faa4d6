/**
 * Names and where they stand. A symbol is a thing with a name that files define and refer to: an analysis template, an
 * arg or metric of one, an Experiment, a template of one. The way from a reference to its definition is the controller's.
 */
import type { Range } from '../text/range.ts';
import type { YamlScalar } from '../yaml/node.ts';
import type { Placed, Workspace } from './workspace.ts';

/** The owner of an `analysis-template` or `experiment` is its own document, that of all others the document that defines it. */
export type SymbolKind = 'analysis-template' | 'arg' | 'metric' | 'experiment' | 'experiment-template';

export interface NamedSymbol {
  readonly kind: SymbolKind;
  readonly name: string;
  readonly owner: Placed;
}

/** A place in a document where a name is written. */
export interface Occurrence {
  readonly kind: SymbolKind;
  readonly name: string;
  readonly role: 'definition' | 'reference';
  /** Just the name; offsets of the document. */
  readonly range: Range;
  /** The scalar that holds it, where it is written whole and plain or quoted. */
  readonly scalar?: YamlScalar;
  /** What it leads to; several: each fits as well. */
  readonly resolve: (at: Placed, symbols: Symbols) => readonly NamedSymbol[];
}

/** A span of a file. */
export interface Location {
  readonly uri: string;
  readonly range: Range;
}

export interface NamedLocation extends Location {
  readonly role: 'definition' | 'reference';
}

/** What a reference is followed with. */
export interface Symbols {
  readonly workspace: Workspace;
  /** Where a symbol is defined; undefined: its owner does not define it. */
  readonly definition: (symbol: NamedSymbol) => Occurrence | undefined;
}
