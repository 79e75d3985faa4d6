/** Edits of a document that is written as JSON, so that it stays JSON: rules write YAML, whose plain words JSON does not know. */
import type { TextEdit } from '../text/range.ts';

export function isJson(text: string): boolean {
  return /^\s*[{[]/.test(text);
}

/** The edit with keys and words in double quotes, where they are not part of a text already. */
export function editJson(text: string, edit: TextEdit): TextEdit {
  const { range, newText } = edit;
  const old = text.slice(range.start, range.end);
  if (newText.trim() === '' || newText.includes('\n') || isInString(text, range.start)) return edit;
  if (/^[\s,]*[{[]/.test(newText) || (old === '' && /^[\s,]*[\w./-]+:\s/.test(newText))) {
    return { range, newText: newText.replace(PIECE, quoteWord) };
  }
  return isScalar(old) && !isScalar(newText) ? { range, newText: quote(newText) } : edit;
}

/** A text in quotes, a tab stop with its text, or a word; what lies between are brackets, commas, colons and blanks. */
const PIECE = /"(?:[^"\\]|\\.)*"|\$\{\d+:[^}]*\}|(?:[^\s{}[\],:"]|:(?=\S))+/g;

function quoteWord(piece: string): string {
  return isScalar(piece) || /^\$\{\d+:(?:true|false|-?\d+)\}$/.test(piece) ? piece : quote(piece);
}

function quote(text: string): string {
  return `"${text.replaceAll(/["\\](?![$}])/g, '\\$&')}"`;
}

function isScalar(text: string): boolean {
  return /^(?:"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null)$/.test(text);
}

/** A line of more is not looked at: whoever writes JSON on one line gets YAML into it, which is as good for Kubernetes. */
const MOST = 10_000;

/** No text of JSON goes over the end of its line. */
function isInString(text: string, offset: number): boolean {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(start, offset);
  return before.length > MOST || /"/.test(before.replaceAll(/"(?:[^"\\]|\\.)*"/g, ''));
}
