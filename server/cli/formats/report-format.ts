/** The shape of a format. */
import type { LintReport } from '../lint/report.ts';

export interface FormatOptions {
  /** Of this program. */
  readonly version: string;
  readonly colours: boolean;
  /** Only what is wrong is printed, without a summary. */
  readonly isQuiet: boolean;
}

export type Format = (report: LintReport, options: FormatOptions) => string;
