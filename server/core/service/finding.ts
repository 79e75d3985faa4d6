/** Where things are, and what they are called. Verbs on a file that is not known answer nothing. */
import { type FoundName, findNames } from '../features/find-names.ts';
import { templateNames, type UseLens, useLenses } from '../features/lenses.ts';
import { type Link, links } from '../features/links.ts';
import { define, refer } from '../features/navigate.ts';
import { foldable, type OutlineSymbol, outline, selections } from '../features/outline.ts';
import { type RenameResult, renamable, rename } from '../features/rename.ts';
import type { Range } from '../text/range.ts';
import type { Location, NamedLocation } from '../workspace/symbol.ts';
import type { Parts } from './parts.ts';

export interface Finding {
  /** Where the name under the offset is defined. */
  define(uri: string, offset: number): readonly Location[];
  /** Every place where the name under the offset is written. */
  refer(uri: string, offset: number): readonly NamedLocation[];
  renamable(uri: string, offset: number): { readonly range: Range; readonly name: string } | undefined;
  rename(uri: string, offset: number, newName: string): RenameResult | undefined;
  /** Names of documents and of what is in them that contain `query`, letters of any case. */
  findNames(query: string): readonly FoundName[];
  outline(uri: string): readonly OutlineSymbol[];
  foldable(uri: string): readonly Range[];
  /** Growing spans around an offset, the smallest first. */
  selections(uri: string, offset: number): readonly Range[];
  /** Files that a kustomization names, and addresses of the web. */
  links(uri: string): readonly Link[];
  /** Analysis templates with those who use them; nothing of one whose uses are not all known. */
  useLenses(uri: string): readonly UseLens[];
  /** Every name of an analysis template that the file defines or refers to, as one text: equal as long as none changes. */
  templateNames(uri: string): string;
}

export function createFinding({ store, symbols, withFile }: Parts): Finding {
  return {
    define: (uri, offset) => withFile(uri, file => define(file, offset, symbols)) ?? [],
    refer: (uri, offset) => withFile(uri, file => refer(file, offset, symbols)) ?? [],
    renamable: (uri, offset) => withFile(uri, file => renamable(file, offset, symbols)),
    rename: (uri, offset, newName) => withFile(uri, file => rename(file, offset, newName, symbols)),
    findNames: query => findNames(query, symbols),
    outline: uri => withFile(uri, outline) ?? [],
    foldable: uri => withFile(uri, foldable) ?? [],
    selections: (uri, offset) => withFile(uri, file => selections(file, offset)) ?? [],
    links: uri => withFile(uri, file => links(file, store)) ?? [],
    useLenses: uri => withFile(uri, file => useLenses(file, symbols)) ?? [],
    templateNames: uri => withFile(uri, file => templateNames(file, symbols)) ?? '',
  };
}
