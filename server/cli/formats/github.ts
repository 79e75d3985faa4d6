/** Annotations of GitHub Actions: one workflow command a line. */
import type { Severity } from '../../core/index.ts';
import type { LintReport } from '../lint/report.ts';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

export function formatGithub({ files }: LintReport): string {
  return files
    .flatMap(({ path, problems }) =>
      problems.map(({ start, end, severity, rule, message }) => {
        const place = [
          `file=${escapeProperty(path)}`,
          `line=${start.line + 1}`,
          `endLine=${end.line + 1}`,
          `col=${start.character + 1}`,
          `endColumn=${end.character + 1}`,
          `title=${escapeProperty(rule)}`,
        ];
        return `::${COMMANDS[severity]} ${place.join(',')}::${escapeData(message)}\n`;
      }),
    )
    .join('');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
