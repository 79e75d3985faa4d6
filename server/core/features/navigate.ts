/** Definition, references, highlights and rename: one look at what a name leads to, four answers. */
import { type Range, shiftRange, touches } from '../text/range.ts';
import { isOnCluster } from '../workspace/cluster.ts';
import { documentAt, isKubeDocument, type SourceFile } from '../workspace/file.ts';
import type { NamedSymbol, Occurrence, SymbolIndex } from '../workspace/symbols.ts';
import type { Placed } from '../workspace/workspace.ts';

/** A span of a file. */
export interface Location {
  readonly uri: string;
  readonly range: Range;
}

export interface NamedLocation extends Location {
  readonly role: 'definition' | 'reference';
}

/** Where the name under the offset is defined; on a definition: that place itself. */
export function define(file: SourceFile, offset: number, symbols: SymbolIndex): readonly Location[] {
  const found = occurrenceAt(file, offset, symbols);
  if (!found) return [];
  return symbols.resolve(found.occurrence, found.at).flatMap(symbol => {
    const definition = symbols.definition(symbol);
    return definition ? [locate(symbol.owner, definition)] : [];
  });
}

/** Every place where the name under the offset is written, its definitions included. */
export function refer(file: SourceFile, offset: number, symbols: SymbolIndex): readonly NamedLocation[] {
  const found = occurrenceAt(file, offset, symbols);
  if (!found) return [];
  return occurrencesOf(symbols.resolve(found.occurrence, found.at), symbols);
}

/** The range that a rename would replace; undefined: nothing here can be renamed. */
export function renamable(
  file: SourceFile,
  offset: number,
  symbols: SymbolIndex,
): { readonly range: Range; readonly name: string } | undefined {
  const found = occurrenceAt(file, offset, symbols);
  if (!found || symbols.resolve(found.occurrence, found.at).length === 0) return undefined;
  return { range: locate(found.at, found.occurrence).range, name: found.occurrence.name };
}

export type RenameResult =
  | { readonly kind: 'edits'; readonly places: readonly Location[]; readonly newName: string }
  | { readonly kind: 'refused'; readonly message: string };

export function rename(file: SourceFile, offset: number, newName: string, symbols: SymbolIndex): RenameResult {
  const found = occurrenceAt(file, offset, symbols);
  const targets = found ? symbols.resolve(found.occurrence, found.at) : [];
  const [target] = targets;
  if (!found || !target)
    return {
      kind: 'refused',
      message: 'Its definition is in no file of the workspace, so its other uses are not known.',
    };
  const refusal = refuse(targets, target, newName, symbols);
  if (refusal !== undefined) return { kind: 'refused', message: refusal };
  return { kind: 'edits', places: occurrencesOf(targets, symbols), newName };
}

function refuse(
  targets: readonly NamedSymbol[],
  target: NamedSymbol,
  newName: string,
  symbols: SymbolIndex,
): string | undefined {
  const name = `\`${newName}\``;
  if (newName === '') return 'A name cannot be empty.';
  if (isOnCluster(target.owner.file)) return 'Its definition is on the cluster, in no file of the workspace.';
  if (
    target.kind === 'arg'
      ? /^\s|\s$|\}\}|["'\\\n]/.test(newName)
      : !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(newName) && target.kind !== 'metric'
  ) {
    return target.kind === 'arg'
      ? `${name} cannot be the name of an arg: it has blanks around it, quotes, or \`}}\`.`
      : `${name} is no name that Kubernetes takes: small letters, digits, \`-\` and \`.\` only.`;
  }
  if (/[:#{}[\],&*!|>'"%@`\n]/.test(newName) && target.kind === 'metric')
    return `${name} would need quotes; rename it by hand.`;
  if (targets.some(({ owner }) => symbols.definition({ ...target, owner, name: newName })))
    return `${name} is taken already.`;
  if (target.owner.file.templating) return 'The file is a template of another tool; rename it by hand.';
  return undefined;
}

function occurrencesOf(targets: readonly NamedSymbol[], symbols: SymbolIndex): readonly NamedLocation[] {
  return symbols.all().flatMap(({ at, occurrences }) =>
    occurrences
      .filter(each => targets.some(target => each.kind === target.kind && each.name === target.name))
      .filter(each => symbols.resolve(each, at).some(symbol => targets.some(target => isSame(symbol, target))))
      .map(each => ({ ...locate(at, each), role: each.role })),
  );
}

function isSame(a: NamedSymbol, b: NamedSymbol): boolean {
  return (
    a.kind === b.kind &&
    a.name === b.name &&
    a.owner.document.content === b.owner.document.content &&
    a.owner.file.uri === b.owner.file.uri
  );
}

function occurrenceAt(
  file: SourceFile,
  offset: number,
  symbols: SymbolIndex,
): { readonly at: Placed; readonly occurrence: Occurrence } | undefined {
  const document = documentAt(file, offset);
  if (!document || !isKubeDocument(document)) return undefined;
  const at = { file, document };
  const occurrence = symbols.of(at).find(({ range }) => touches(range, offset - document.start));
  return occurrence && { at, occurrence };
}

function locate({ file, document }: Placed, { range }: Occurrence): Location {
  return { uri: file.uri, range: shiftRange(range, document.start) };
}
