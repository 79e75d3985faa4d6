/** All formats of `lint`, by name. */

import { formatGithub } from './github.ts';
import { formatGitlab } from './gitlab.ts';
import { formatJson } from './json.ts';
import { formatJunit } from './junit.ts';
import { formatLine } from './line.ts';
import type { Format } from './report-format.ts';
import { formatSarif } from './sarif.ts';
import { formatText } from './text.ts';

export type FormatName = 'text' | 'line' | 'json' | 'sarif' | 'github' | 'gitlab' | 'junit';

export const FORMATS = {
  text: formatText,
  line: formatLine,
  json: formatJson,
  sarif: formatSarif,
  github: formatGithub,
  gitlab: formatGitlab,
  junit: formatJunit,
} as const satisfies Record<FormatName, Format>;
