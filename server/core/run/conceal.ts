/**
 * Metrics with args whose values are not to be told (those of Secrets) or not known: measured with the values as far as they are known, and
 * told with the placeholders. Counts and intervals with a Secret are those that the controller validates, where a fixed text stands for it.
 */

import { judgeOf } from '../lifecycle/answers/providers.ts';
import type { Metric } from '../model/analysis.ts';
import { readProviderResult } from '../model/providers/providers.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import { stringAt, type YamlNode } from '../yaml/node.ts';
import { fillArgs, usesArgs } from './fill-args.ts';
import { type MeasuredMetric, readMeasuredMetric } from './metric.ts';
import type { RunArg, RunParts } from './parts.ts';
import { PACE_FIELDS } from './refuse.ts';

/** What the controller says may hold the value. */
const BROKEN =
  'The provider cannot work as it is written. What the controller says of it may hold the value of a Secret.';
const UNFIT = 'the value of a Secret does not fit into its metric';

export type Conceal = (spec: MeasuredMetric, index: number) => MeasuredMetric;

/** Or why the run ends before it begins. */
export function concealValues(parts: RunParts, argoVersion: ArgoVersion): Conceal | { readonly error: string } {
  const concealed = parts.args.filter(({ secret, isUnknown }) => secret !== undefined || isUnknown === true);
  if (concealed.length === 0) return spec => spec;
  const told = fillArgs(parts, arg => (concealed.includes(arg) ? `{{args.${arg.name}}}` : undefined));
  // What is not known stands in metrics that are not looked at.
  const real = fillArgs(parts, arg => (concealed.includes(arg) ? (secretOf(arg) ?? '') : undefined));
  if ('error' in told || 'error' in real) return { error: UNFIT };
  const names = namesOf(concealed);
  const unknown = namesOf(concealed.filter(arg => secretOf(arg) === undefined));
  const unpaced = namesOf(concealed.filter(({ secret }) => secret === undefined));
  return (spec, index) => {
    const written = parts.metrics[index];
    const [shown, measured] = [told.metrics[index], real.metrics[index]];
    const holds = (fields: readonly string[]): boolean => usesArgs(written, fields, names);
    const lacks = (fields: readonly string[]): boolean => usesArgs(written, fields, unknown);
    const isPaceUnknown = usesArgs(written, PACE_FIELDS, unpaced);
    if (!shown || !measured || !(isPaceUnknown || holds([...CONDITIONS, 'provider', 'name']))) return spec;
    const isWhole = !lacks([...CONDITIONS, 'provider', 'name']);
    const { node } = shown;
    return {
      ...conceal(spec, node, isWhole ? readMeasuredMetric(measured, argoVersion) : undefined, {
        conditions: holds(CONDITIONS),
        provider: holds(['provider']),
        isAnswerKnown: !lacks(['provider']) || answersAs(spec, shown, argoVersion),
      }),
      ...(isPaceUnknown ? { isPaceUnknown: true } : {}),
    };
  };
}

const CONDITIONS: readonly (keyof MeasuredMetric & string)[] = ['successCondition', 'failureCondition'];

function namesOf(args: readonly RunArg[]): ReadonlySet<string> {
  return new Set(args.map(({ name }) => name));
}

/** Undefined: it is not known. */
function secretOf({ secret }: RunArg): string | undefined {
  return secret?.answer.kind === 'value' ? secret.answer.text : undefined;
}

/** With its placeholders, too: what an unknown arg stands for in a query may be all of it. */
function answersAs({ shapes }: MeasuredMetric, shown: Metric, argoVersion: ArgoVersion): boolean {
  return (readProviderResult(shown, argoVersion)?.shapes ?? []).join() === shapes.join();
}

interface Holds {
  /** What of the metric holds a value. */
  readonly conditions: boolean;
  readonly provider: boolean;
  /** What the provider answers does not hang on a value that is not known. */
  readonly isAnswerKnown: boolean;
}

/** `real`: with the values; undefined: not all of them are known. */
function conceal(
  spec: MeasuredMetric,
  told: YamlNode,
  real: MeasuredMetric | undefined,
  { conditions, provider, isAnswerKnown }: Holds,
): MeasuredMetric {
  const { providerError, isRefused: isRefusedAsTold, ...rest } = spec;
  const error = provider ? real?.providerError && BROKEN : providerError;
  const isRefused = conditions ? real?.isRefused : isRefusedAsTold && isAnswerKnown;
  const isConditional = judgeOf(spec.provider) !== 'itself';
  const textOf = (field: string): string => (isConditional ? (stringAt(told, field) ?? '') : '');
  const { successCondition = '', failureCondition = '' } = real ?? {};
  const measured = real ? { secretConditions: { successCondition, failureCondition } } : { isOpaque: true };
  return {
    ...rest,
    ...(real ? { shapes: real.shapes } : {}),
    ...(isAnswerKnown ? {} : { shapes: ['unknown'] }),
    successCondition: textOf('successCondition'),
    failureCondition: textOf('failureCondition'),
    ...(error === undefined ? {} : { providerError: error }),
    ...(isRefused ? { isRefused } : {}),
    ...(conditions ? measured : {}),
  };
}
