/** What a person asks of `lint`, as commander reads it. */
import type { ArgoVersion, Severity } from '../../core/index.ts';
import type { FormatName } from '../formats/format.ts';

export interface LintOptions {
  readonly format: FormatName;
  readonly argoVersion?: ArgoVersion;
  readonly severity?: Readonly<Record<string, Severity | 'off'>>;
  readonly exclude?: readonly string[];
  /** False: files that `.gitignore` leaves out are read, too. */
  readonly gitignore: boolean;
  readonly config: boolean;
  readonly context?: string;
  readonly clusterObjects?: string;
  readonly namespace?: string;
  readonly stdinFilename?: string;
  readonly fix?: boolean;
  readonly dryRun?: boolean;
  readonly strict?: boolean;
  readonly failOn: Severity;
  readonly maxWarnings?: number;
  readonly quiet?: boolean;
  readonly color?: boolean;
  readonly watch?: boolean;
}
