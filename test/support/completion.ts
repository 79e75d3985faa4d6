/** Completion as a person sees it: the items in their order, and the text after one was accepted. */

import { applyEdits } from '../../scripts/rules/apply-edits.ts';
import type { Completion } from '../../server/core/index.ts';
import { expandSnippet } from '../../server/core/text/snippet.ts';
import { readCursor } from './marked.ts';
import { newService } from './service.ts';

export interface CompletionTest {
  items(marked: string, trigger?: string): readonly Completion[];
  labels(marked: string, trigger?: string): readonly string[];
  /** The whole text after accepting the item with that label, all its tab stops left as they are. */
  accept(marked: string, label: string): string;
}

/** `marked` is the text at `uri`; `files` are the others. What keeps a list closed is not shown. */
export function completionAt(uri: string, files: Readonly<Record<string, string>> = {}): CompletionTest {
  const items = (marked: string, trigger?: string): readonly Completion[] => {
    const { text, offset } = readCursor(marked);
    return shown(newService({ ...files, [uri]: text }).complete(uri, offset, undefined, trigger));
  };
  const labels = (marked: string, trigger?: string): readonly string[] =>
    items(marked, trigger).map(({ label }) => label);
  const accept = (marked: string, label: string): string => {
    const item = items(marked).find(each => each.label === label);
    if (!item) throw new Error(`no item ${label}; there are: ${labels(marked).join(', ')}`);
    return accepted(readCursor(marked).text, item);
  };
  return { items, labels, accept };
}

export function shown(items: readonly Completion[]): readonly Completion[] {
  return items.filter(({ kind }) => kind !== 'typed').toSorted((a, b) => (a.sortText < b.sortText ? -1 : 1));
}

export function accepted(text: string, { edit, additionalEdits = [], snippet }: Completion): string {
  const newText = snippet ? expandSnippet(edit.newText) : edit.newText;
  return applyEdits(text, [{ range: edit.range, newText }, ...additionalEdits]);
}
