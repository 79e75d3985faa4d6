import type { Scenario } from '../scenario.ts';
import { analysisStarts } from './analysis-starts.ts';
import { badAnalyses } from './bad-analyses.ts';
import { invalidRuns } from './invalid-runs.ts';
import { invalidSpecs } from './invalid-spec.ts';
import { jobs } from './jobs.ts';
import { lifecycle } from './lifecycle.ts';
import { measuredExperiments } from './measured-experiments.ts';
import { metricAnswers } from './metric-answers.ts';
import { metricLimits } from './metric-limits.ts';
import { requiredAndOptional } from './required.ts';
import { services } from './services.ts';
import { templates } from './templates.ts';

/** All scenarios, in the order of a reader's interest. */
export const allScenarios: readonly Scenario[] = [
  ...lifecycle,
  ...requiredAndOptional,
  ...badAnalyses,
  ...analysisStarts,
  ...templates,
  ...services,
  ...invalidSpecs,
  ...metricLimits,
  ...metricAnswers,
  ...measuredExperiments,
  ...jobs,
  ...invalidRuns,
];
