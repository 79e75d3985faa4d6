/**
 * One YAML document to our tree. Total: any text gives a tree (or none) and problems. What kubectl reads is read as it reads it; what it
 * does not read is mended, each mend a problem, so that the rest of a half-typed document keeps its meaning.
 */
import type { Range, TextEdit } from '../text/range.ts';
import { mendBracketInName } from './mend/colons.ts';
import { mendFirstLines } from './mend/indentation.ts';
import { replaceSpaces } from './mend/no-break-spaces.ts';
import { PatchedText } from './mend/patched-text.ts';
import type { Repair } from './mend/repair.ts';
import { repairsOf } from './mend/repairs.ts';
import type { YamlDocument, YamlProblem, YamlScalar } from './node.ts';
import type { YamlProblemCode } from './problem.ts';
import { ReadFailure } from './read/failure.ts';
import { readText } from './read/read-text.ts';
import type { ReadTree } from './read/tree-reader.ts';
import { resolvePlain } from './scalar.ts';
import { moveNode } from './shift.ts';

/** A longer document cannot be stored by a cluster (etcd takes 1.5 MiB), so it is not read either. */
export const MAX_DOCUMENT_LENGTH = 1_500_000;
/** Repairs after which a text is taken for something other than YAML. */
const MAX_REPAIRS = 20;
/** Characters that mending may read in all: a big broken document is read a few times only. */
const MEND_BUDGET = 400_000;
/** Problems of the text that are reported: kubectl stops at the first, and nobody reads more. */
const MAX_PROBLEMS = 100;

/** Another reading of a text: what its scalars say is put back from the text that was replaced in it. */
export interface Reading {
  /** As long as the source. */
  readonly text: string;
  readonly restore: (scalar: string, range: Range) => { readonly text: string; readonly isKnown: boolean };
}

/** `reading`: what is parsed in place of the source. */
export function parseDocument(written: string, reading?: Reading): YamlDocument {
  const source = reading?.text ?? written;
  if (source.length > MAX_DOCUMENT_LENGTH)
    return { problems: [{ code: 'TOO_LARGE', range: firstLine(source) }], ellipses: [] };
  const ellipses: Range[] = [];
  const { text, problem: spaces } = replaceSpaces(maskEllipses(source, ellipses));
  const { tree, patched, problems } = mend(PatchedText.of(text), ellipses);
  const isAsRead = patched.isAligned && !reading;
  const to = (offset: number): number => patched.toSource(offset);
  const root = tree.root && (isAsRead ? tree.root : moveNode(tree.root, to, scalar => restored(scalar, reading)));
  const own = tree.problems.map(problem => ({ ...problem, range: patched.rangeToSource(problem.range) }));
  const dropped = tree.rest === undefined ? [] : droppedFrom(source, patched.toSource(tree.rest));
  const all = untilTooDeep([...(spaces ? [spaces] : []), ...problems, ...own, ...dropped]).slice(0, MAX_PROBLEMS);
  return { ...(root ? { root } : {}), problems: all, ellipses };
}

/** A text that is not known yet is text, whatever it becomes. */
function restored(read: YamlScalar, reading: Reading | undefined): YamlScalar {
  const other = reading?.restore(read.text, read.range);
  if (other === undefined || other.text === read.text) return read;
  const { text, isKnown } = other;
  const isPlain = isKnown && read.style === 'plain' && read.tag === undefined;
  return { ...read, text, value: isPlain ? resolvePlain(text) : text };
}

interface Mended {
  readonly tree: ReadTree;
  readonly patched: PatchedText;
  readonly problems: readonly YamlProblem[];
}

/** Repairs a text until it can be read; `ellipses` gets what stands for left-out text. */
function mend(source: PatchedText, ellipses: Range[]): Mended {
  const problems: YamlProblem[] = [];
  const tell = (repair: Repair, before: PatchedText): void => {
    if (repair.code === 'ELLIPSIS') ellipses.push(before.rangeToSource(repair.range));
    else problems.push(toProblem(repair.code, repair, before));
  };
  let patched = source;
  let read = tryRead(patched.text);
  let budget = MEND_BUDGET - patched.text.length;
  for (let repairs = 0; read instanceof ReadFailure; repairs++) {
    const failure: ReadFailure = read;
    const isOver = repairs >= MAX_REPAIRS || budget < patched.text.length;
    const chosen = isOver ? cutOff(patched, failure) : choose(patched, failure, repairsOf(patched.text, failure));
    budget -= chosen.cost;
    tell(chosen.repair, patched);
    ({ patched, read } = chosen);
  }
  let tree = read;
  for (let repairs = 0; repairs < MAX_REPAIRS; repairs++) {
    const repair = misreadIn(patched.text, tree);
    const next = repair && patched.apply(repair.edits);
    const other = next && tryRead(next.text);
    if (!other || other instanceof ReadFailure) break;
    tell(repair, patched);
    patched = next;
    tree = other;
  }
  return { tree, patched, problems };
}

/** What kubectl reads, and nobody can have meant. */
function misreadIn(text: string, { root, rest }: ReadTree): Repair | undefined {
  return (rest === undefined ? undefined : mendFirstLines(text, rest)) ?? mendBracketInName(text, root);
}

/** What was done, and what came of it. */
interface Attempt {
  readonly repair: Repair;
  readonly patched: PatchedText;
  readonly read: ReadTree | ReadFailure;
  /** Characters that were read. */
  readonly cost: number;
}

/** The first repair after which all can be read, else the one that leads furthest. */
function choose(patched: PatchedText, failure: ReadFailure, repairs: readonly Repair[]): Attempt {
  let best: Attempt | undefined;
  let furthest = -1;
  let cost = 0;
  for (const repair of repairs.slice(0, MAX_TRIES)) {
    const next = patched.apply(repair.edits);
    if (next.text === patched.text) continue;
    const read = tryRead(next.text);
    cost += next.text.length;
    if (!(read instanceof ReadFailure)) return { repair, patched: next, read, cost };
    const reached = next.toSource(read.range.start);
    if (reached > furthest) {
      furthest = reached;
      best = { repair, patched: next, read, cost };
    }
  }
  return best ? { ...best, cost } : cutOff(patched, failure);
}

/** Repairs that are tried for one failure. */
const MAX_TRIES = 6;

/** The text ends before the line that cannot be read; when that is the first, there is none. */
function cutOff(patched: PatchedText, { range }: ReadFailure): Attempt {
  const { text } = patched;
  const start = text.lastIndexOf('\n', Math.min(range.start, text.length) - 1) + 1;
  const from = start < text.length ? start : 0;
  const line = { start: from, end: Math.max(from, text.slice(from).search(/[\r\n]|$/) + from) };
  const repair: Repair = {
    code: 'UNREADABLE',
    range: line,
    edits: [{ range: { start: from, end: text.length }, newText: '' }],
  };
  const next = patched.apply(repair.edits);
  return { repair, patched: next, read: tryRead(next.text), cost: next.text.length };
}

function tryRead(text: string): ReadTree | ReadFailure {
  try {
    return readText(text);
  } catch (error) {
    if (error instanceof ReadFailure) return error;
    throw error;
  }
}

function toProblem(code: YamlProblemCode, repair: Repair, patched: PatchedText): YamlProblem {
  const { range, fix } = repair;
  const edits: readonly TextEdit[] | undefined = fix?.map(({ range: at, newText }) => ({
    range: patched.rangeToSource(at),
    newText,
  }));
  const guessed = patched.rangeToSource(repair.guessed ?? spanOf([range, ...repair.edits.map(edit => edit.range)]));
  return { code, range: patched.rangeToSource(range), guessed, ...(edits ? { fix: edits } : {}) };
}

function spanOf(ranges: readonly Range[]): Range {
  return { start: Math.min(...ranges.map(({ start }) => start)), end: Math.max(...ranges.map(({ end }) => end)) };
}

/** What is wrong with brackets and names behind too many levels is only a consequence of them. */
function untilTooDeep(problems: readonly YamlProblem[]): readonly YamlProblem[] {
  const tooDeep = problems.find(({ code }) => code === 'TOO_DEEP');
  if (!tooDeep) return problems;
  return problems.filter(
    ({ code, range }) =>
      code === 'TOO_DEEP' || (range.end < tooDeep.range.start && code !== 'OPEN_BRACKET' && code !== 'BAD_KEY'),
  );
}

/** The rest of the text that nobody reads, shown by its first line; marks of an end and comments are none. */
function droppedFrom(source: string, rest: number): readonly YamlProblem[] {
  const lines = source.slice(rest).split('\n');
  const index = lines.findIndex(line => !/^(\.\.\.\s*)?(#.*)?$/.test(line.trim()));
  const line = lines[index];
  if (line === undefined) return [];
  const start = rest + lines.slice(0, index).join('\n').length + (index > 0 ? 1 : 0);
  return [{ code: 'TEXT_DROPPED', range: { start, end: start + line.trimEnd().length } }];
}

/** A line `...` at column 0 with more of the object behind it stands for left-out text. */
function maskEllipses(source: string, ellipses: Range[]): string {
  return source.replace(/^\.\.\.[ \t]*$/gm, (line, offset: number) => {
    const rest = source.slice(offset + line.length);
    if (!/^[ \t]*[^\s#]/m.test(rest.slice(0, 2000))) return line;
    ellipses.push({ start: offset, end: offset + 3 });
    return ' '.repeat(line.length);
  });
}

function firstLine(text: string): Range {
  const end = text.search(/[\r\n]/);
  return { start: 0, end: Math.min(end < 0 ? text.length : end, 200) };
}
