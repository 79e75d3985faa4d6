/** Every condition of a document, with where its characters are written and what its `result` can be. */

import type { ExprVersion } from '../expr/builtins/version.ts';
import { type Checked, checkCondition } from '../expr/check/check.ts';
import type { CheckOptions } from '../expr/check/check-context.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import { entryOf, resolveAlias, type YamlNode, type YamlScalar } from '../yaml/node.ts';
import { mapScalar, type ScalarSource } from '../yaml/scalar-source.ts';
import { type Metric, readAnalysis } from './analysis.ts';
import { findMisread } from './condition-misread.ts';
import { readProviderResult } from './providers/providers.ts';

export type ConditionField = 'successCondition' | 'failureCondition';

export interface Condition {
  readonly metric: Metric;
  readonly field: ConditionField;
  readonly scalar: YamlScalar;
  /** The expression: the scalar's text. */
  readonly text: string;
  /** Absent: its characters cannot be followed, and only the whole scalar can be pointed at. */
  readonly source?: ScalarSource;
  readonly options: CheckOptions;
}

/** Conditions that are evaluated: not those of jobs, of metrics without a provider, or that are no text. */
export function readConditions(
  root: YamlNode | undefined,
  documentText: string,
  argoVersion: ArgoVersion,
): readonly Condition[] {
  return readFields(root, documentText, argoVersion).filter(({ scalar }) => typeof scalar.value === 'string');
}

/** Those that are not written yet (`successCondition:`) too. `isTyped`: a metric without a provider will have one; its result may be any. */
function readFields(
  root: YamlNode | undefined,
  documentText: string,
  argoVersion: ArgoVersion,
  isTyped = false,
): readonly Condition[] {
  const version = exprVersion(argoVersion);
  return readAnalysis(root).metrics.flatMap(metric => {
    const isOpen = isTyped && metric.providers.length === 0;
    const result = isOpen ? { shapes: [] } : readProviderResult(metric, argoVersion);
    if (!result) return [];
    const written = FIELDS.flatMap(field => {
      const entry = entryOf(metric.node, field);
      // What YAML cuts off is reported as such, not as a condition that ends too early.
      if (!entry || findMisread(entry, documentText)) return [];
      const scalar = resolveAlias(entry.value);
      const isText = scalar?.kind === 'scalar' && (typeof scalar.value === 'string' || scalar.style === 'empty');
      return isText ? [{ field, scalar }] : [];
    });
    return written.map(({ field, scalar }): Condition => {
      const source = mapScalar(documentText, scalar);
      const which = field === 'successCondition' ? 'success' : 'failure';
      const alone = written.length === 1 ? ({ alone: which } as const) : {};
      return {
        metric,
        field,
        scalar,
        text: scalar.text,
        ...(source ? { source } : {}),
        options: { version, ...result, field: which, ...alone },
      };
    });
  });
}

export interface CheckedCondition extends Condition {
  readonly checked: Checked;
}

export function checkConditions(conditions: readonly Condition[]): readonly CheckedCondition[] {
  return conditions.map(condition => ({ ...condition, checked: checkCondition(condition.text, condition.options) }));
}

/** Argo 1.10 changed the library that reads conditions. */
export function exprVersion(argoVersion: ArgoVersion): ExprVersion {
  return argoVersion === '1.10' || argoVersion === 'next' ? '1.17' : '1.15';
}

const FIELDS: readonly ConditionField[] = ['successCondition', 'failureCondition'];

/** A place in a condition: the condition, and the offset in its text. */
export interface ConditionPlace {
  readonly condition: Condition;
  readonly offset: number;
  /** Blanks between the end of the condition and the place, on the same line. */
  readonly behind: number;
}

/** The condition at an offset of the document, or the empty place where one could be written. */
export function conditionAt(
  root: YamlNode | undefined,
  documentText: string,
  at: number,
  argoVersion: ArgoVersion,
): ConditionPlace | undefined {
  for (const condition of readFields(root, documentText, argoVersion, true)) {
    const offset = condition.source?.toText(at);
    if (offset !== undefined) return { condition, offset, behind: 0 };
    const between = documentText.slice(condition.scalar.range.end, at);
    if (condition.source && at > condition.scalar.range.end && /^[ \t]+$/.test(between)) {
      return { condition, offset: condition.text.length, behind: between.length };
    }
  }
  return undefined;
}
