/** The shape of most rules about Rollouts: they read the Rollout once, and say in one way what becomes of a wrong one. */
import { type Rollout, readRollout } from '../../model/rollout.ts';
import type { YamlMap } from '../../yaml/node.ts';
import { removeOne } from './fix.ts';
import { type Finding, type Fix, fromWords, looksAt, type Rule, type RuleContext, type RuleWords } from './rule.ts';

export const REFUSED = 'The controller refuses the Rollout (InvalidSpec), and it is Degraded.';

export interface RolloutRule extends RuleWords {
  readonly check: (rollout: Rollout, context: RuleContext) => Iterable<Finding>;
}

export function rolloutRule(rule: RolloutRule): Rule {
  return {
    ...fromWords(rule),
    kinds: ['Rollout'],
    stops: true,
    *check(context) {
      const rollout = looksAt(rule, context) ? readRollout(context.root) : undefined;
      if (rollout) yield* rule.check(rollout, context);
    },
  };
}

/** Takes a canary step out, by its map. */
export function removeStep(context: RuleContext, { canary, steps }: Rollout, node: YamlMap): readonly Fix[] {
  const step = steps.find(each => each.node === node);
  return canary && step ? removeOne(context, canary, 'steps', step.index, 'the step') : [];
}
