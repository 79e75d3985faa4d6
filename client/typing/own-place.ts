/** Whether the cursor is in a document of ours, seen from the text alone: the keyboard waits for no answer. */
import { OWN_GROUPS, OWN_KINDS } from '../../server/protocol.ts';

const [GROUPS, KINDS] = [OWN_GROUPS, OWN_KINDS].map(names => names.map(name => name.replaceAll('.', '\\.')).join('|'));
const API_VERSION = `["']?apiVersion["']?[ \\t]*:[ \\t]*["']?(?:${GROUPS})/`;
const KIND = `["']?kind["']?[ \\t]*:[ \\t]*["']?(?:${KINDS})["']?[ \\t]*(?:#.*)?\\r?$`;
const TOP = [new RegExp(`^${API_VERSION}`, 'm'), new RegExp(`^${KIND}`, 'm')];
const LIST = /^kind:[ \t]*["']?List["']?[ \t]*\r?$/m;
const ITEM = [new RegExp(`^[ \\t]*(?:- +)?${API_VERSION}`, 'm'), new RegExp(`^[ \\t]*(?:- +)?${KIND}`, 'm')];
const BLOCK_SCALAR = /(?:^|[:-])(?:[ \t]+[&!]\S*)*[ \t]+[|>][-+0-9]{0,2}[ \t]*(?:[ \t]#.*)?$/;

/** Whether YAML of ours is typed at this offset: in a document that says it is of our kinds, and not inside a text of several lines. */
export function isOwnPlace(text: string, offset: number): boolean {
  const { start, end } = documentAround(text, offset);
  return isOwnDocument(text.slice(start, end)) && !isInBlockScalar(text.slice(start, offset));
}

function documentAround(text: string, offset: number): { readonly start: number; readonly end: number } {
  let start = 0;
  for (const { index } of text.matchAll(/^---(?=\s|$)/gm)) {
    if (index > offset) return { start, end: index };
    start = index;
  }
  return { start, end: text.length };
}

function isOwnDocument(text: string): boolean {
  return TOP.every(line => line.test(text)) || (LIST.test(text) && ITEM.every(line => line.test(text)));
}

/** @param above a document up to the cursor */
function isInBlockScalar(above: string): boolean {
  const lines = above.split(/\r?\n/);
  let limit = blanksOf(lines.pop() ?? '');
  for (const line of lines.reverse()) {
    if (limit === 0) return false;
    const blanks = blanksOf(line);
    if (blanks === line.length || blanks >= limit) continue;
    if (BLOCK_SCALAR.test(line) && keyColumn(line) < limit) return true;
    limit = blanks;
  }
  return false;
}

function blanksOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}

/** Column of the field behind the dashes of a line, else of the last dash. */
function keyColumn(line: string): number {
  return /^ *(?:- +)*(?=[^\s|>&!])/.exec(line)?.[0].length ?? blanksOf(line);
}
