import { argumentProofs } from './argument.ts';
import { conditionProofs } from './condition.ts';
import { metricProofs } from './metric.ts';
import type { Proof } from './proof.ts';
import { providerProofs } from './provider.ts';
import { structureProofs } from './structure.ts';

export const allProofs: readonly Proof[] = [
  ...metricProofs,
  ...argumentProofs,
  ...conditionProofs,
  ...providerProofs,
  ...structureProofs,
];
