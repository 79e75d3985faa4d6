/** Every rule, once: each family lists its own. Order is the order of findings at one place. */
import { ARGUMENT_RULES } from './argument/list.ts';
import { CONDITION_RULES } from './condition/list.ts';
import { EXPERIMENT_RULES } from './experiment/list.ts';
import { METRIC_RULES } from './metric/list.ts';
import { PROVIDER_RULES } from './provider/list.ts';
import { ROLLOUT_RULES } from './rollout/list.ts';
import type { Rule } from './rule.ts';
import { STRUCTURE_RULES } from './structure/list.ts';
import { YAML_RULES } from './yaml/list.ts';

export const RULES: readonly Rule[] = [
  ...YAML_RULES,
  ...STRUCTURE_RULES,
  ...EXPERIMENT_RULES,
  ...METRIC_RULES,
  ...ARGUMENT_RULES,
  ...PROVIDER_RULES,
  ...CONDITION_RULES,
  ...ROLLOUT_RULES,
];
