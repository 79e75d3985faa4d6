import type { Rule } from '../engine/rule.ts';
import { roBgScaledownLimit, roNegativeCounts, roProgressDeadlineShort } from './ro-counts.ts';
import { roAlbManagedRoutesPanic, roIngressNoRule } from './ro-ingress.ts';
import { roMergeConflict, roTemplateArgValueAndFrom } from './ro-merge.ts';
import { roNamedMissing } from './ro-named-missing.ts';
import { roPodTemplateInvalid } from './ro-pod-template-invalid.ts';
import {
  roAmbassadorMappings,
  roAppMeshRouter,
  roIstioMirrorUnnamedRoute,
  roOneOrMany,
  roRoutingApisixEmpty,
} from './ro-routers.ts';
import {
  roDynamicScaleNeedsRouting,
  roDynamicScaleWithDelay,
  roMaxWeightRouter,
  roScaledownNeedsRouting,
} from './ro-routing.ts';
import {
  roSelectorEmpty,
  roSelectorInvalid,
  roSelectorMissing,
  roTemplateAndWorkloadRef,
  roWorkloadRefAndTemplate,
} from './ro-selector.ts';
import {
  roServiceManagedElsewhere,
  roServiceMissing,
  roServiceSelector,
  roTwoRolloutsOneService,
} from './ro-service.ts';
import {
  roCanaryServicesRequired,
  roEqualServices,
  roPingPongAlbRoot,
  roPingPongRouter,
  roPingPongServiceEmpty,
} from './ro-services.ts';
import { roStepPluginUnknown } from './ro-step-plugin-unknown.ts';
import {
  roAntiAffinityOneOf,
  roAntiAffinityWeight,
  roStrategyBoth,
  roStrategyMissing,
  roSurgeUnavailableZero,
} from './ro-strategy.ts';
import { roVirtualServiceRoutes } from './ro-virtualservice-routes.ts';
import {
  analysisTemplatesEmpty,
  backgroundSingleShot,
  backgroundStartingStep,
  roInlineMetricEndless,
} from './rollout-analysis.ts';
import { roDeploymentStrategy, stepExpRetention, stepThresholdAsStep } from './rollout-unknown-field.ts';
import { selectorImmutable } from './selector-immutable.ts';
import { stepExpFirstLatest } from './step-exp-first-latest.ts';
import {
  stepExpWeightNeedsRouting,
  stepExpWeightNegative,
  stepExpWeightRouter,
  stepExpWeightSum,
  stepExpWeightWithoutPorts,
} from './step-exp-weight.ts';
import { stepExpNeverEnds, stepExpSelectorPanic, stepExpSpecRef, stepExpTemplatesEmpty } from './step-experiment.ts';
import { stepExperimentInconclusiveLoop } from './step-experiment-inconclusive-loop.ts';
import { stepEmpty, stepKindsUnchecked, stepMultipleKinds } from './step-kinds.ts';
import {
  stepHeaderAlbExact,
  stepHeaderRouter,
  stepManagedRoutesMissing,
  stepMatchOneOf,
  stepMirrorRouter,
  stepRouteNotManaged,
} from './step-routes.ts';
import { stepCanaryScaleNeedsRouting, stepPauseInvalid, stepWeightRange } from './step-values.ts';

/** Rollouts: strategies, steps, routing, references (2.7, 2.8, 3.7). */
export const ROLLOUT_RULES: readonly Rule[] = [
  ...roNegativeCounts,
  roProgressDeadlineShort,
  roBgScaledownLimit,
  roSelectorMissing,
  roSelectorEmpty,
  roSelectorInvalid,
  roTemplateAndWorkloadRef,
  roWorkloadRefAndTemplate,
  roPodTemplateInvalid,
  roStrategyMissing,
  roStrategyBoth,
  roDeploymentStrategy,
  roSurgeUnavailableZero,
  roAntiAffinityOneOf,
  roAntiAffinityWeight,
  ...roEqualServices,
  roPingPongRouter,
  roPingPongServiceEmpty,
  roPingPongAlbRoot,
  roCanaryServicesRequired,
  roScaledownNeedsRouting,
  roDynamicScaleNeedsRouting,
  roDynamicScaleWithDelay,
  roMaxWeightRouter,
  ...roOneOrMany,
  roRoutingApisixEmpty,
  roAmbassadorMappings,
  roAppMeshRouter,
  roIstioMirrorUnnamedRoute,
  stepMultipleKinds,
  stepKindsUnchecked,
  stepEmpty,
  stepWeightRange,
  stepPauseInvalid,
  stepCanaryScaleNeedsRouting,
  stepHeaderRouter,
  stepMirrorRouter,
  stepHeaderAlbExact,
  stepMatchOneOf,
  stepManagedRoutesMissing,
  stepRouteNotManaged,
  stepExpSpecRef,
  stepExpTemplatesEmpty,
  stepExpSelectorPanic,
  stepExpNeverEnds,
  stepExpRetention,
  stepThresholdAsStep,
  stepExpWeightNeedsRouting,
  stepExpWeightRouter,
  stepExpWeightNegative,
  stepExpWeightSum,
  stepExpWeightWithoutPorts,
  stepExpFirstLatest,
  stepExperimentInconclusiveLoop,
  analysisTemplatesEmpty,
  roInlineMetricEndless,
  backgroundSingleShot,
  backgroundStartingStep,
  roMergeConflict,
  roTemplateArgValueAndFrom,
  roServiceSelector,
  roServiceManagedElsewhere,
  roServiceMissing,
  roTwoRolloutsOneService,
  roIngressNoRule,
  roAlbManagedRoutesPanic,
  roVirtualServiceRoutes,
  ...roNamedMissing,
  roStepPluginUnknown,
  selectorImmutable,
];
