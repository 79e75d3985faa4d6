/** What the rules of this family share: they read the Rollout once, and say in one way what becomes of a wrong one. */
import { type Rollout, readRollout } from '../../model/rollout.ts';
import type { YamlMap } from '../../yaml/node.ts';
import { removeOne } from '../engine/fix.ts';
import type { Finding, Fix, Rule, RuleContext } from '../engine/rule.ts';

export const REFUSED = 'The controller refuses the Rollout (InvalidSpec), and it is Degraded.';

export interface RolloutRule extends Pick<Rule, 'id' | 'title' | 'docs'> {
  /** `error` without. */
  readonly severity?: Rule['severity'];
  /** `document` without. */
  readonly needs?: Rule['needs'];
  /** It judges what is written alone, so that it also looks at what is half typed, and at patches. */
  readonly isPartial?: boolean;
  readonly check: (rollout: Rollout, context: RuleContext) => Iterable<Finding>;
}

export function rolloutRule({ severity = 'error', needs = 'document', isPartial, check, ...named }: RolloutRule): Rule {
  return {
    ...named,
    severity,
    needs,
    kinds: ['Rollout'],
    *check(context) {
      const mayLook = context.isWhole || isPartial === true || needs === 'value';
      const rollout = mayLook ? readRollout(context.root) : undefined;
      if (rollout) yield* check(rollout, context);
    },
  };
}

/** Takes a canary step out, by its map. */
export function removeStep(context: RuleContext, { canary, steps }: Rollout, node: YamlMap): readonly Fix[] {
  const step = steps.find(each => each.node === node);
  return canary && step ? removeOne(context, canary, 'steps', step.index, 'the step') : [];
}
