import { argumentProofs } from './argument.ts';
import { argumentRolloutProofs } from './argument-rollout.ts';
import { conditionProofs } from './condition.ts';
import { experimentProofs } from './experiment.ts';
import { experimentRefusedProofs } from './experiment-refused.ts';
import { metricProofs } from './metric.ts';
import type { Proof } from './proof.ts';
import { providerProofs } from './provider.ts';
import { rolloutProofs } from './rollout.ts';
import { rolloutRefusedProofs } from './rollout-refused.ts';
import { structureProofs } from './structure.ts';

/** Every staging of a rule. */
export const allProofs: readonly Proof[] = [
  ...metricProofs,
  ...experimentProofs,
  ...experimentRefusedProofs,
  ...argumentProofs,
  ...argumentRolloutProofs,
  ...conditionProofs,
  ...providerProofs,
  ...rolloutProofs,
  ...rolloutRefusedProofs,
  ...structureProofs,
];
