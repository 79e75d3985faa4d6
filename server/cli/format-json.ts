/** For programs. Lines and columns count from 1, columns in UTF-16 units; `end` is exclusive. */
import { countSeverities, type LintReport } from './report.ts';

export function formatJson(report: LintReport): string {
  const files = report.files.flatMap(({ path, problems }) =>
    problems.length === 0
      ? []
      : [
          {
            path,
            problems: problems.map(({ start, end, ...problem }) => ({
              ...problem,
              start: { line: start.line + 1, column: start.character + 1 },
              end: { line: end.line + 1, column: end.character + 1 },
            })),
          },
        ],
  );
  return `${JSON.stringify({ counts: countSeverities(report), checkedFiles: report.files.length, files }, null, 2)}\n`;
}
