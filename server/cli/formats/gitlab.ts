/** GitLab's Code Quality report: https://docs.gitlab.com/ci/testing/code_quality/ */
import { createHash } from 'node:crypto';
import type { Severity } from '../../core/index.ts';
import type { LintReport } from '../lint/report.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'major',
  warning: 'minor',
  info: 'info',
  hint: 'info',
};

export function formatGitlab({ files }: LintReport): string {
  const issues = files.flatMap(({ path, problems }) => {
    const seen = new Map<string, number>();
    return problems.map(({ rule, severity, message, start, end }) => {
      // The same problem keeps its print when lines above it come or go; the second of two equal ones has its own.
      const same = `${path}\0${rule}\0${message}`;
      const count = seen.get(same) ?? 0;
      seen.set(same, count + 1);
      return {
        description: message,
        check_name: rule,
        fingerprint: createHash('sha256').update(`${same}\0${count}`).digest('hex'),
        severity: SEVERITIES[severity],
        location: { path, lines: { begin: start.line + 1, end: end.line + 1 } },
      };
    });
  });
  return `${JSON.stringify(issues, null, 2)}\n`;
}
