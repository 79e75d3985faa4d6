/** For a person at a terminal: the line, what is marked in it, and the sentence. */
import { countSeverities, type FileReport, type LintReport, type ReportedProblem } from './report.ts';

export function formatText(report: LintReport): string {
  const found = report.files.flatMap(file => file.problems.map(problem => formatProblem(file, problem)));
  return `${[...found, summary(report)].join('\n')}\n`;
}

function formatProblem(file: FileReport, { start, end, severity, rule, message }: ReportedProblem): string {
  const source = (file.text.split(/\r?\n|\r/)[start.line] ?? '').replaceAll('\t', ' ');
  const number = String(start.line + 1);
  const margin = ' '.repeat(number.length + 2);
  const last = end.line === start.line ? end.character : source.length;
  const carets = '^'.repeat(Math.max(1, last - start.character));
  return [
    `${file.path}:${number}:${start.character + 1}  ${severity}  ${rule}`,
    `  ${number} │ ${source}`,
    `${margin} │ ${' '.repeat(start.character)}${carets} ${message}`,
  ].join('\n');
}

function summary(report: LintReport): string {
  const counts = countSeverities(report);
  const words = [
    plural(counts.error, 'error'),
    plural(counts.warning, 'warning'),
    ...(counts.info > 0 ? [`${counts.info} of information`] : []),
    ...(counts.hint > 0 ? [plural(counts.hint, 'hint')] : []),
  ];
  const bad = report.files.filter(({ problems }) => problems.length > 0).length;
  return `${words.join(', ')} in ${bad} of ${plural(report.files.length, 'file')}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
