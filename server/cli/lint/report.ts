/** What lint found, before it is printed. Lines and characters count from 0. */
import type { Severity, Tool } from '../../core/index.ts';

export interface LintReport {
  /** Every file that was asked for and holds something to check, in order of its path; most have no problems. */
  readonly files: readonly FileReport[];
  /** What could not be done: each makes the exit code 2. */
  readonly failures: readonly Failure[];
}

export interface Failure {
  /** Relative to the working folder; undefined: it is about no file. */
  readonly path?: string;
  readonly reason: string;
}

export interface FileReport {
  /** Relative to the working folder, with slashes; of rendered text the file that it was made from. */
  readonly path: string;
  readonly text: string;
  /** Lines are those of the text that a tool rendered from the file, not of the file. */
  readonly isRendered: boolean;
  /** The tool that makes YAML of it later: only what is certain before that was checked. */
  readonly templateOf?: Tool;
  readonly problems: readonly ReportedProblem[];
}

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface ReportedProblem {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly start: Position;
  readonly end: Position;
  /** Worked out when a format asks for it. */
  readonly fixes: () => readonly ReportedFix[];
}

/** A fix that changes its own file alone. */
export interface ReportedFix {
  readonly title: string;
  readonly edits: readonly { readonly start: Position; readonly end: Position; readonly text: string }[];
}

/** How often each severity occurs. */
export function countSeverities({ files }: LintReport): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { problems } of files) for (const { severity } of problems) counts[severity]++;
  return counts;
}

/** How a severity is called in words. */
export const SEVERITY_NAMES: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'information',
  hint: 'hint',
};
