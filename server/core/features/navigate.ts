/** Definition and references, from which highlights come too: one look at what a name leads to. */
import type { SourceFile } from '../workspace/file.ts';
import type { Location, NamedLocation } from '../workspace/symbol.ts';
import { locate, type SymbolIndex } from '../workspace/symbols.ts';

/** Where the name under the offset is defined; on a definition: that place itself. */
export function define(file: SourceFile, offset: number, symbols: SymbolIndex): readonly Location[] {
  const found = symbols.at(file, offset);
  if (!found) return [];
  return symbols.resolve(found.occurrence, found.at).flatMap(symbol => {
    const definition = symbols.definition(symbol);
    return definition ? [locate(symbol.owner, definition)] : [];
  });
}

/** Every place where the name under the offset is written, its definitions included. */
export function refer(file: SourceFile, offset: number, symbols: SymbolIndex): readonly NamedLocation[] {
  const found = symbols.at(file, offset);
  return found ? symbols.places(symbols.resolve(found.occurrence, found.at)).map(({ location }) => location) : [];
}
