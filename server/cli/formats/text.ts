/** For a person at a terminal: the line, what is marked in it, and the sentence. */
import { type Severity, TOOL_NAMES, type Tool } from '../../core/index.ts';
import {
  countSeverities,
  type FileReport,
  type LintReport,
  type ReportedProblem,
  SEVERITY_NAMES,
} from '../lint/report.ts';
import { excerpt, printable } from '../printable.ts';
import type { FormatOptions } from './report-format.ts';

/** Codes of the terminal. */
const COLOURS: Readonly<Record<Severity | 'dim', number>> = { error: 31, warning: 33, info: 34, hint: 36, dim: 2 };

export function formatText(report: LintReport, { colours, isQuiet }: FormatOptions): string {
  const paint = (text: string, colour: Severity | 'dim'): string =>
    colours ? `\u001b[${COLOURS[colour]}m${text}\u001b[0m` : text;
  const found = report.files.flatMap(file => {
    const lines = file.problems.length > 0 ? file.text.split(/\r\n|[\n\r]/) : [];
    return file.problems.map(problem => formatProblem(file, lines, problem, paint));
  });
  const all = isQuiet ? found : [...found, summary(report)];
  return all.length === 0 ? '' : `${all.join('\n')}\n`;
}

function formatProblem(
  { path, isRendered }: FileReport,
  lines: readonly string[],
  { start, end, severity, rule, message }: ReportedProblem,
  paint: (text: string, colour: Severity | 'dim') => string,
): string {
  const line = lines[start.line] ?? '';
  const shown = excerpt(line, start.character);
  const number = String(start.line + 1);
  const margin = ' '.repeat(number.length + 2);
  const length = (end.line === start.line ? end.character : line.length) - start.character;
  const carets = '^'.repeat(Math.max(1, Math.min(length, shown.text.length - shown.start)));
  const place = `${printable(path)}:${number}:${start.character + 1}${isRendered ? ' (rendered)' : ''}`;
  return [
    `${place}  ${paint(SEVERITY_NAMES[severity], severity)}  ${paint(rule, 'dim')}`,
    `  ${paint(`${number} │`, 'dim')} ${printable(shown.text)}`,
    `${margin} ${paint('│', 'dim')} ${' '.repeat(shown.start)}${paint(carets, severity)} ${printable(message)}`,
  ].join('\n');
}

function summary(report: LintReport): string {
  const counts = countSeverities(report);
  const words = [
    plural(counts.error, 'error'),
    plural(counts.warning, 'warning'),
    ...(counts.info > 0 ? [`${counts.info} information`] : []),
    ...(counts.hint > 0 ? [plural(counts.hint, 'hint')] : []),
  ];
  const bad = report.files.filter(({ problems }) => problems.length > 0).length;
  return [`${words.join(', ')} in ${bad} of ${plural(report.files.length, 'file')}`, ...inPart(report)].join('\n');
}

/** `7 templates of Helm were checked in part: what they render to is not known here.` */
function inPart({ files }: LintReport): readonly string[] {
  const counts = new Map<Tool, number>();
  for (const { templateOf } of files) if (templateOf) counts.set(templateOf, (counts.get(templateOf) ?? 0) + 1);
  return [...counts].map(([tool, count]) => {
    const verb = count === 1 ? 'was' : 'were';
    const name = TOOL_NAMES[tool] ?? 'another tool';
    return `${plural(count, 'template')} of ${name} ${verb} checked in part: only what is written out in it can be judged.`;
  });
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
