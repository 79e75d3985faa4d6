import type { Rule } from '../engine/rule.ts';
import { analysisOtherNamespace, analysisScopeMismatch } from './analysis-reference.ts';
import { argEmptyValue } from './arg-empty-value.ts';
import { argNameDuplicate } from './arg-name-duplicate.ts';
import { argNameSpaces } from './arg-name-spaces.ts';
import { argFieldRefUnsupported, argNotSupplied } from './arg-of-run.ts';
import { argPassedUnknown } from './arg-passed-unknown.ts';
import { argSecretShadowsValue } from './arg-secret-shadows-value.ts';
import { argTwoSources } from './arg-two-sources.ts';
import { argUndeclared, nestedArgNotDeclared } from './arg-undeclared.ts';
import { argUnused } from './arg-unused.ts';
import { argValueHasPlaceholder } from './arg-value-has-placeholder.ts';
import { expArgFinishedAtWithoutDuration, expArgPlaceholderUnknown } from './exp-arg-placeholder.ts';
import {
  expArgUnresolved,
  roArgUnresolved,
  roBackgroundArgsMissing,
  stepExpArgUnresolved,
} from './exp-arg-unresolved.ts';
import { expArgValueFromDropped } from './exp-arg-valuefrom-dropped.ts';
import { helmEatsPlaceholder } from './helm-eats-placeholder.ts';
import { helmEscapeOutsideChart } from './helm-escape-outside-chart.ts';
import {
  mergeArgConflict,
  mergeDryRunConflict,
  mergeMetricConflict,
  mergeRetentionConflict,
} from './merge-conflict.ts';
import {
  argWrongPrefix,
  placeholderTripleBrace,
  placeholderUnclosed,
  placeholderUnknown,
} from './placeholder-in-metric.ts';
import { placeholderNotSubstituted } from './placeholder-not-substituted.ts';
import { placeholderInTypedField, placeholderUnquoted } from './placeholder-shape.ts';
import { roArgPodHashTypo, roArgTwoSources, roArgWithoutValue } from './ro-arg-source.ts';
import { secretInPlainText, secretInQuery, secretKeyNotFound } from './secret.ts';
import { stepArgFieldPathInvalid, stepArgFieldRefMetadata } from './step-arg-field-path.ts';
import { templateCycle } from './template-cycle.ts';

/** Args, placeholders and references to templates (2.4, 2.6, 2.8, 3.3). */
export const ARGUMENT_RULES: readonly Rule[] = [
  expArgUnresolved,
  expArgPlaceholderUnknown,
  expArgFinishedAtWithoutDuration,
  expArgValueFromDropped,
  argUnused,
  argTwoSources,
  argUndeclared,
  nestedArgNotDeclared,
  argPassedUnknown,
  argEmptyValue,
  argSecretShadowsValue,
  argValueHasPlaceholder,
  argNameDuplicate,
  argNameSpaces,
  argWrongPrefix,
  argNotSupplied,
  argFieldRefUnsupported,
  placeholderUnknown,
  placeholderUnclosed,
  placeholderTripleBrace,
  placeholderNotSubstituted,
  placeholderInTypedField,
  placeholderUnquoted,
  helmEatsPlaceholder,
  helmEscapeOutsideChart,
  mergeMetricConflict,
  mergeArgConflict,
  mergeDryRunConflict,
  mergeRetentionConflict,
  templateCycle,
  analysisScopeMismatch,
  analysisOtherNamespace,
  secretKeyNotFound,
  secretInQuery,
  secretInPlainText,
  roArgUnresolved,
  roBackgroundArgsMissing,
  stepExpArgUnresolved,
  roArgWithoutValue,
  roArgPodHashTypo,
  roArgTwoSources,
  stepArgFieldRefMetadata,
  stepArgFieldPathInvalid,
];
