/** Every rule, once: each family lists its own. Order is the order of findings at one place. */
import { ARGUMENT_RULES } from './argument/list.ts';
import { UNDECIDED as ARGUMENT_UNDECIDED } from './argument/undecided.ts';
import { CONDITION_RULES } from './condition/list.ts';
import { UNDECIDED as CONDITION_UNDECIDED } from './condition/undecided.ts';
import type { Rule, UndecidedRule } from './engine/rule.ts';
import { EXPERIMENT_RULES } from './experiment/list.ts';
import { UNDECIDED as EXPERIMENT_UNDECIDED } from './experiment/undecided.ts';
import { METRIC_RULES } from './metric/list.ts';
import { UNDECIDED as METRIC_UNDECIDED } from './metric/undecided.ts';
import { PROVIDER_RULES } from './provider/list.ts';
import { UNDECIDED as PROVIDER_UNDECIDED } from './provider/undecided.ts';
import { REHEARSAL_RULES } from './rehearsal/list.ts';
import { ROLLOUT_RULES } from './rollout/list.ts';
import { UNDECIDED as ROLLOUT_UNDECIDED } from './rollout/undecided.ts';
import { STRUCTURE_RULES } from './structure/list.ts';
import { UNDECIDED as STRUCTURE_UNDECIDED } from './structure/undecided.ts';
import { YAML_RULES } from './yaml/list.ts';
import { UNDECIDED as YAML_UNDECIDED } from './yaml/undecided.ts';

export const RULES: readonly Rule[] = [
  ...YAML_RULES,
  ...STRUCTURE_RULES,
  ...EXPERIMENT_RULES,
  ...METRIC_RULES,
  ...ARGUMENT_RULES,
  ...PROVIDER_RULES,
  ...CONDITION_RULES,
  ...ROLLOUT_RULES,
  ...REHEARSAL_RULES,
];

/** Rules about a metric by itself. */
export const RULES_OF_METRICS: readonly Rule[] = [...METRIC_RULES, ...PROVIDER_RULES, ...CONDITION_RULES];

/** Known mistakes that no rule reports, each with its reason: with the rules they account for all that is known. */
export const UNDECIDED_RULES: readonly UndecidedRule[] = [
  ...YAML_UNDECIDED,
  ...STRUCTURE_UNDECIDED,
  ...EXPERIMENT_UNDECIDED,
  ...METRIC_UNDECIDED,
  ...ARGUMENT_UNDECIDED,
  ...PROVIDER_UNDECIDED,
  ...CONDITION_UNDECIDED,
  ...ROLLOUT_UNDECIDED,
];
