/** For programs. Lines and columns count from 1, columns in UTF-16 units; `end` is exclusive. */
import { countSeverities, type LintReport } from '../lint/report.ts';

export function formatJson(report: LintReport): string {
  const files = report.files.flatMap(({ path, isRendered, problems }) =>
    problems.length === 0
      ? []
      : [
          {
            path,
            ...(isRendered ? { rendered: true } : {}),
            problems: problems.map(({ rule, severity, message, start, end }) => ({
              rule,
              severity,
              message,
              start: { line: start.line + 1, column: start.character + 1 },
              end: { line: end.line + 1, column: end.character + 1 },
            })),
          },
        ],
  );
  const { failures } = report;
  const partly = report.files.flatMap(({ path, templateOf }) => (templateOf ? [{ path, tool: templateOf }] : []));
  const whole = {
    counts: countSeverities(report),
    checkedFiles: report.files.length,
    ...(partly.length > 0 ? { checkedInPart: partly } : {}),
    ...(failures.length > 0 ? { failures } : {}),
    files,
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}
