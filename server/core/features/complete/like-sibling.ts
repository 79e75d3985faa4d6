/** A new item of a list like one that is there, under a name of its own. */
import type { PathStep } from '../../schema/walk.ts';
import { lineAt } from '../../text/line-map.ts';
import { escapeSnippet } from '../../text/snippet.ts';
import { itemsAt, scalarAt, type YamlMap, type YamlNode, type YamlScalar } from '../../yaml/node.ts';
import type { CompleteInput, Item } from './item.ts';

/** The last ones of a list, the newest first. */
const MOST = 3;
const LONGEST = 10_000;
const OPPOSITES: Readonly<Record<string, string>> = { baseline: 'canary', stable: 'canary', canary: 'baseline' };

export function completeLikeSiblings(
  { text, written, layout }: CompleteInput,
  path: readonly PathStep[],
  column: number,
  dash: string,
): readonly Item[] {
  const siblings = itemsAt(written, ...path).flatMap((node): readonly (readonly [YamlMap, string])[] => {
    const name = scalarAt(node, 'name')?.text;
    const isCopied = node.kind === 'map' && !node.flow && node.range.end - node.range.start <= LONGEST;
    return isCopied && name !== undefined && name !== '' ? [[node, name]] : [];
  });
  const taken = new Set(siblings.map(([, name]) => name));
  return siblings
    .reverse()
    .slice(0, MOST)
    .map(([node, name]): Item => {
      const lines = copy(text, node, name, nextName(name, taken)).split('\n');
      return {
        label: `${dash}like ${name}`,
        kind: 'snippet',
        detail: 'the same under another name',
        newText: dash + lines.join(layout.lineBreak + ' '.repeat(column)),
        snippet: true,
        rank: 'whole',
        fit: 'loose',
      };
    });
}

/** `baseline` comes with `canary`; of any other name the next number. */
function nextName(name: string, taken: ReadonlySet<string>): string {
  const opposite = OPPOSITES[name];
  if (opposite !== undefined && !taken.has(opposite)) return opposite;
  const [, stem = name, digits] = /^(.*?)-?(\d+)?$/.exec(name) ?? [];
  for (let number = Number(digits ?? 1) + 1; ; number++)
    if (!taken.has(`${stem}-${number}`)) return `${stem}-${number}`;
}

interface Piece {
  readonly start: number;
  readonly end: number;
  /** Snippet text; absent: a text over several lines, which stays as it is. */
  readonly newText?: string;
}

/** As snippet text at column 0: every text that is the name is one tab stop, every image another. Comments stay behind. */
function copy(text: string, node: YamlMap, name: string, next: string): string {
  let stop = 1;
  const pieces: Piece[] = [];
  visitScalars(node, '', (scalar, key) => {
    if (scalar.style === 'literal' || scalar.style === 'folded') pieces.push(scalar.range);
    const isName = scalar.text === name;
    if (scalar.style === 'literal' || scalar.style === 'folded' || scalar.style === 'empty') return;
    if (!isName && key !== 'image') return;
    const quote = scalar.style === 'plain' ? 0 : 1;
    const [start, end] = [scalar.range.start + quote, scalar.range.end - quote];
    const own = isName ? next : text.slice(start, end);
    pieces.push({ start, end, newText: `\${${isName ? 1 : ++stop}:${escapeSnippet(own)}}` });
  });
  const indent = node.range.start - lineAt(text, node.range.start).start;
  const lines: string[] = [];
  for (let at = node.range.start; at < node.range.end; ) {
    const end = Math.min(lineAt(text, at).end, node.range.end);
    const isText = pieces.some(piece => piece.newText === undefined && piece.start < at && end <= piece.end);
    const line = fill(text, at, end, pieces);
    if (isText || !/^\s*(#.*)?$/.test(line)) lines.push(at === node.range.start ? line : outdent(line, indent));
    at = end + (text.startsWith('\r\n', end) ? 2 : 1);
  }
  return lines.join('\n');
}

function fill(text: string, start: number, end: number, pieces: readonly Piece[]): string {
  let [result, at] = ['', start];
  for (const piece of pieces) {
    if (piece.newText === undefined || piece.start < at || piece.end > end) continue;
    result += escapeSnippet(text.slice(at, piece.start)) + piece.newText;
    at = piece.end;
  }
  return result + escapeSnippet(text.slice(at, end));
}

function outdent(line: string, by: number): string {
  return line.slice(Math.min(by, /^ */.exec(line)?.[0].length ?? 0));
}

function visitScalars(node: YamlNode, key: string, visit: (scalar: YamlScalar, key: string) => void): void {
  if (node.kind === 'scalar') visit(node, key);
  else if (node.kind === 'seq') for (const item of node.items) visitScalars(item, key, visit);
  else if (node.kind === 'map') for (const entry of node.entries) visitScalars(entry.value, entry.key.text, visit);
}
