import type { Rule } from '../engine/rule.ts';
import { yamlDocumentEnd } from './yaml-document-end.ts';
import { yamlNoBreakSpace } from './yaml-no-break-space.ts';
import { yamlSeparatorMissing } from './yaml-separator-missing.ts';
import { yamlSpaceBeforeColon } from './yaml-space-before-colon.ts';
import { yamlSyntax } from './yaml-syntax.ts';
import { yamlTab } from './yaml-tab.ts';
import { yamlTextDropped } from './yaml-text-dropped.ts';

/** The text itself (docs/controller/checks.md#any-file, docs/controller/traps.md#yaml-shape). */
export const YAML_RULES: readonly Rule[] = [
  yamlSyntax,
  yamlTab,
  yamlNoBreakSpace,
  yamlSeparatorMissing,
  yamlTextDropped,
  yamlDocumentEnd,
  yamlSpaceBeforeColon,
];
