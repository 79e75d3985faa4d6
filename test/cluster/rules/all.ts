import { argumentProofs } from './argument.ts';
import { conditionProofs } from './condition.ts';
import { experimentProofs } from './experiment.ts';
import { metricProofs } from './metric.ts';
import type { Proof } from './proof.ts';
import { providerProofs } from './provider.ts';
import { rolloutProofs } from './rollout.ts';
import { structureProofs } from './structure.ts';

export const allProofs: readonly Proof[] = [
  ...metricProofs,
  ...experimentProofs,
  ...argumentProofs,
  ...conditionProofs,
  ...providerProofs,
  ...rolloutProofs,
  ...structureProofs,
];
