import type { Rule } from '../engine/rule.ts';
import { yamlDocumentEnd } from './yaml-document-end.ts';
import { yamlSpaceBeforeColon } from './yaml-space-before-colon.ts';
import { yamlSyntax } from './yaml-syntax.ts';
import { yamlTab } from './yaml-tab.ts';

/** The text itself (docs/controller/checks.md#any-file, docs/controller/traps.md#yaml-shape). */
export const YAML_RULES: readonly Rule[] = [yamlSyntax, yamlTab, yamlDocumentEnd, yamlSpaceBeforeColon];
