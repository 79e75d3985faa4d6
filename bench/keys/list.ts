/** The list that VS Code shows for a server's answer: what fits the typed word, the best first. */
import type { CompletionItem, Range } from 'vscode-languageserver/node';
import { InsertReplaceEdit, InsertTextFormat, InsertTextMode } from 'vscode-languageserver/node';
import { type Piece, parseSnippet } from './snippet.ts';

export interface Row {
  readonly label: string;
  /** Column where the replaced text begins, and where it ends, in the line of the cursor. */
  readonly start: number;
  readonly end: number;
  readonly pieces: readonly Piece[];
  /** The list of what comes next opens by itself. */
  readonly opensNext: boolean;
}

const SUGGEST = 'editor.action.triggerSuggest';

/** @param line the cursor's line. @param column the cursor in it */
export function rowsOf(items: readonly CompletionItem[], line: string, column: number): readonly Row[] {
  return items
    .flatMap(item => {
      const row = rowOf(item, line, column);
      const word = row === undefined ? '' : line.slice(row.start, column).trimStart();
      const score = row === undefined ? undefined : scoreOf(word, item.filterText ?? item.label);
      return row === undefined || score === undefined ? [] : [{ row, score, item }];
    })
    .toSorted(
      (a, b) =>
        b.score - a.score ||
        compare(a.item.sortText ?? a.item.label, b.item.sortText ?? b.item.label) ||
        compare(a.item.label, b.item.label),
    )
    .toSorted((a, b) =>
      a.score === b.score ? Number(b.item.preselect === true) - Number(a.item.preselect === true) : 0,
    )
    .map(({ row }) => row);
}

function rowOf(item: CompletionItem, line: string, column: number): Row | undefined {
  if ((item.additionalTextEdits ?? []).length > 0) return undefined;
  const range = rangeOf(item, line, column);
  if (range.start.line !== range.end.line || range.end.character < column) return undefined;
  const text = item.textEdit?.newText ?? item.insertText ?? item.label;
  const indent = /^ */.exec(line)?.[0] ?? '';
  const adjusted = item.insertTextMode === InsertTextMode.asIs ? text : text.replaceAll('\n', `\n${indent}`);
  return {
    label: item.label,
    start: range.start.character,
    end: range.end.character,
    pieces: item.insertTextFormat === InsertTextFormat.Snippet ? parseSnippet(adjusted) : [adjusted],
    opensNext: item.command?.command === SUGGEST,
  };
}

/** Where an item does not say what it replaces, it is the word. */
function rangeOf({ textEdit }: CompletionItem, line: string, column: number): Range {
  if (textEdit !== undefined) return InsertReplaceEdit.is(textEdit) ? textEdit.insert : textEdit.range;
  const word = /[\w$]*$/.exec(line.slice(0, column))?.[0] ?? '';
  return { start: { line: 0, character: column - word.length }, end: { line: 0, character: column } };
}

/** What fits begins with the word, or has its letters in this order; undefined: it does not fit. */
function scoreOf(word: string, text: string): number | undefined {
  if (word === '') return 0;
  const [typed, whole] = [word.toLowerCase(), text.toLowerCase()];
  if (whole.startsWith(typed)) return text.startsWith(word) ? 1000 : 999;
  let [at, runs] = [0, 0];
  let last = -2;
  for (const letter of typed) {
    at = whole.indexOf(letter, at);
    if (at < 0) return undefined;
    if (at !== last + 1) runs += 1;
    last = at;
    at += 1;
  }
  return 100 - runs;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
