/** One line each, `file:line:column: level: text [rule]`, as compilers print it: editors and `grep` read it. */
import { type LintReport, SEVERITY_NAMES } from '../lint/report.ts';
import { printable } from '../printable.ts';

export function formatLine({ files }: LintReport): string {
  return files
    .flatMap(({ path, problems }) =>
      problems.map(({ start, severity, message, rule }) => {
        const place = `${printable(path)}:${start.line + 1}:${start.character + 1}`;
        return `${place}: ${SEVERITY_NAMES[severity]}: ${printable(message)} [${rule}]\n`;
      }),
    )
    .join('');
}
