/**
 * How the controller validates the analysis of a step or of a promotion, before any run: each template by itself, with its own defaults,
 * whatever the Rollout passes (docs/controller/args.md). An arg without a default, or from a Secret, is `dummy-value` then.
 */
import type { Arg, Metric } from '../model/analysis.ts';
import { variablesIn } from '../templating/tokens.ts';
import type { From, ResolvedAnalysis, ResolvedTemplate } from '../workspace/resolve.ts';
import { stringAt, valueAt } from '../yaml/node.ts';
import { argsIn, fillArgs } from './fill-args.ts';
import type { RunArg } from './parts.ts';
import { readInteger } from './refuse.ts';

/** A metric that has no end as it is validated: the Rollout is refused. */
export interface EndlessWhenValidated {
  readonly metric: From<Metric>;
  /** The arg that `count` is taken from. */
  readonly arg?: From<Arg>;
}

const PLACEHOLDER = 'dummy-value';

export function endlessWhenValidated({ templates }: ResolvedAnalysis): readonly EndlessWhenValidated[] {
  return templates.flatMap(endlessOf);
}

function endlessOf({ at, analysis }: ResolvedTemplate): readonly EndlessWhenValidated[] {
  const filled = fillArgs(
    { metrics: analysis.metrics.map(({ node }) => node), args: analysis.args.map(asValidated) },
    () => undefined,
  );
  if ('error' in filled) return [];
  const unknown = new Set(analysis.args.filter(isUnknown).map(({ name }) => name?.text ?? ''));
  return filled.metrics.flatMap((metric, index): readonly EndlessWhenValidated[] => {
    const written = analysis.metrics[index];
    const hasInterval = (stringAt(metric.node, 'interval') ?? '') !== '';
    if (!written || !hasInterval || readInteger(metric.node, 'count', 0) !== 0) return [];
    const names = argsIn(valueAt(written.node, 'count'));
    if (names.some(name => unknown.has(name))) return [];
    const arg = analysis.args.find(({ name }) => name?.text === names[0]);
    return [{ metric: { what: written, at }, ...(arg ? { arg: { what: arg, at } } : {}) }];
  });
}

function asValidated({ name, value, valueFrom }: Arg): RunArg {
  return { name: name?.text ?? '', value: valueFrom ? PLACEHOLDER : (value?.text ?? PLACEHOLDER) };
}

function isUnknown({ value }: Arg): boolean {
  return value !== undefined && variablesIn(value.text).length > 0;
}
