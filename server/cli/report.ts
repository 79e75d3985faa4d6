/** What lint found, before it is printed. Lines and characters count from 0. */
import type { Severity } from '../core/index.ts';

export interface LintReport {
  /** Every file that was looked at, in order of its path; most have no problems. */
  readonly files: readonly FileReport[];
}

export interface FileReport {
  readonly path: string;
  readonly text: string;
  readonly problems: readonly ReportedProblem[];
}

export interface ReportedProblem {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** How often each severity occurs. */
export function countSeverities({ files }: LintReport): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { problems } of files) for (const { severity } of problems) counts[severity]++;
  return counts;
}
