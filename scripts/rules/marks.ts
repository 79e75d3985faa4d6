/**
 * The marks of a fixture: comments under a line that say what is reported there. Carets stand under a problem, tildes under
 * a place that has to do with one; what does not fit on a line goes on below, three blanks in.
 *
 *     failureCondition: result > 5
 *                     # ^^^^^^^^^^ metric-overlap (warning): The value 7 meets both conditions, which is Inconclusive. Write
 *                     #   `result >= 10`.
 *                     #   fix: Write `result >= 10`
 */
import { LineMap, type Problem, RULES, type Severity } from '../../server/core/index.ts';

/** The mark of a problem. */
export interface Mark {
  /** 0-based line and columns of the text without marks. */
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly rule: string;
  /** Where it is not the rule's own. */
  readonly severity: Severity | undefined;
  /** Undefined: the mark says where and which rule only, and waits to be filled in. */
  readonly message: string | undefined;
  readonly fixes: readonly MarkedFix[];
}

export interface MarkedFix {
  readonly title: string;
  readonly isSafe: boolean;
}

export interface WithMarks {
  readonly text: string;
  readonly marks: readonly Mark[];
}

/** A line of the text, and the lines of marks under it. */
export interface MarkedLine {
  readonly line: string;
  readonly under: readonly string[];
}

const MARK = /^\s*(?:#[ \t]*)?(\^+|~+)[ \t]+([\w-]+)(?: \(([a-z, ]+)\))?(?:: (.*))?[ \t]*$/;
const CONTINUED = /^\s*# {3}(.*)$/;
/** What follows the message. */
const FIX = /^(safe )?fix: (.*)$/;
const ELSEWHERE = /^see [^ ]+: /;

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** Columns of a line of marks, unless a word is longer. */
const WIDTH = 140;
/** So many columns of words there are at least, however far to the right the mark begins. */
const MIN_WORDS = 60;

/** The lines of a text, those of marks apart. The `#` is left out where a mark begins in the first columns. */
export function readMarkedLines(marked: string): readonly MarkedLine[] {
  const lines: { readonly line: string; readonly under: string[] }[] = [];
  for (const line of marked.split('\n')) {
    const last = lines.at(-1);
    const goesOn = last && last.under.length > 0 && CONTINUED.test(line);
    if (last && (goesOn || MARK.test(line))) last.under.push(line);
    else lines.push({ line, under: [] });
  }
  return lines;
}

/** The text as it was before {@link writeMarks}, and its marks. */
export function readMarks(marked: string): WithMarks {
  const lines = readMarkedLines(marked);
  const marks = lines.flatMap(({ under }, line) => {
    const starts = under.flatMap((each, index) => (MARK.test(each) ? [index] : []));
    return starts.flatMap((start, index) => readMark(under.slice(start, starts[index + 1]), line));
  });
  return { text: lines.map(({ line }) => line).join('\n'), marks };
}

/** Nothing of the mark of a place that only has to do with a problem. */
function readMark([head = '', ...below]: readonly string[], line: number): readonly Mark[] {
  const [, sign = '', rule = '', notes = '', message] = MARK.exec(head) ?? [];
  if (!sign.startsWith('^')) return [];
  const words = below.map(each => CONTINUED.exec(each)?.[1] ?? '');
  const end = words.findIndex(each => FIX.test(each) || ELSEWHERE.test(each));
  const more = end < 0 ? words : words.slice(0, end);
  const from = head.indexOf(sign);
  return [
    {
      line,
      from,
      to: from + sign.length,
      rule,
      severity: SEVERITIES.find(each => notes.split(', ').includes(each)),
      message: message === undefined ? undefined : [message, ...more].join(' '),
      fixes: readFixes(words.slice(more.length)),
    },
  ];
}

/** What goes on on another line begins with two more blanks. */
function readFixes(lines: readonly string[]): readonly MarkedFix[] {
  const joined = lines.join('\n').replaceAll('\n  ', ' ').split('\n');
  return joined.flatMap(each => {
    const [, safe, title] = FIX.exec(each) ?? [];
    return title === undefined ? [] : [{ title, isSafe: safe !== undefined }];
  });
}

/** The text with a mark for each problem of it, and for each place that has to do with one; `uri` is the text's own. */
export function writeMarks(text: string, uri: string, problems: readonly Problem[]): string {
  const under = new Map<number, string[]>();
  const lineMap = new LineMap(text);
  const add = (sign: string, { start, end }: Problem['range'], told: readonly string[]): void => {
    const [from, to] = [lineMap.position(start), lineMap.position(end)];
    if (from.line !== to.line || from.character === to.character) {
      throw new Error(
        `what lies at ${from.line + 1}:${from.character} to ${to.line + 1}:${to.character} cannot be marked`,
      );
    }
    const carets = sign.repeat(to.character - from.character);
    under.set(from.line, [...(under.get(from.line) ?? []), ...drawMark(from.character, carets, told)]);
  };
  for (const problem of problems.toSorted(inOrder)) add('^', problem.range, [head(problem), ...tail(problem, uri)]);
  const related = problems.flatMap(each => each.related.map(place => ({ rule: each.rule, ...place })));
  for (const { uri: at, range, rule, message } of related.toSorted(inOrder)) {
    if (at === uri) add('~', range, [`${rule}: ${oneLine(message)}`]);
  }
  const lines = text.split('\n');
  return lines.flatMap((line, index) => [line, ...(under.get(index) ?? [])]).join('\n');
}

function inOrder(a: Pick<Problem, 'range' | 'rule' | 'message'>, b: typeof a): number {
  const places = a.range.start - b.range.start || a.range.end - b.range.end;
  return places || (`${a.rule} ${a.message}` < `${b.rule} ${b.message}` ? -1 : 1);
}

function head({ rule, severity, unnecessary, message }: Problem): string {
  const own: Severity = RULES.find(({ id }) => id === rule)?.severity ?? 'info';
  const notes = [...(severity === own ? [] : [severity]), ...(unnecessary ? ['unnecessary'] : [])];
  return `${rule}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}: ${oneLine(message)}`;
}

function tail({ fixes, related }: Problem, uri: string): readonly string[] {
  return [
    ...related.filter(place => place.uri !== uri).map(place => `see ${place.uri}: ${oneLine(place.message)}`),
    ...fixes.map(({ title, isSafe }) => `${isSafe ? 'safe fix' : 'fix'}: ${oneLine(title)}`),
  ];
}

function oneLine(text: string): string {
  return text.replaceAll('\n', '\\n');
}

/** The lines of one mark; `told`: what it says beside the carets, then below. */
function drawMark(column: number, carets: string, [first = '', ...rest]: readonly string[]): readonly string[] {
  const blanks = ' '.repeat(Math.max(0, column - 2));
  const start = column < 2 ? `${' '.repeat(column)}${carets} ` : `${blanks}# ${carets} `;
  const [beside = '', ...more] = wrap(first, WIDTH - start.length, WIDTH - blanks.length - 4);
  const below = rest.flatMap(each => {
    const [begin = '', ...end] = wrap(each, WIDTH - blanks.length - 4, WIDTH - blanks.length - 6);
    return [begin, ...end.map(line => `  ${line}`)];
  });
  return [`${start}${beside}`, ...[...more, ...below].map(line => `${blanks}#   ${line}`)];
}

/** Lines of whole words: the first of one width, the others of another one. */
function wrap(text: string, first: number, others: number): readonly string[] {
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of text.split(' ')) {
    const width = Math.max(MIN_WORDS, lines.length === 0 ? first : others);
    if (line !== undefined && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === undefined ? word : `${line} ${word}`;
    }
  }
  return line === undefined ? lines : [...lines, line];
}
