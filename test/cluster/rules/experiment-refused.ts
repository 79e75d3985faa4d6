/** Experiments that the controller refuses, or that end in Error. */
import { ends, invalid, makes } from './outcomes.ts';
import type { Level, Proof } from './proof.ts';

/** The Experiment ends in Error with this message; the fixed one ends well. */
function wrecked(rule: string, message: string | RegExp, level: Level = 'run'): Proof {
  return { rule, level, bad: ends('Experiment', 'Error', message), fixed: ends('Experiment', 'Running') };
}

/** The Experiment is in Error as soon as it wants to make its run. */
function runless(rule: string, message: string | RegExp): Proof {
  return { rule, level: 'run', bad: ends('Experiment', 'Error', message), fixed: makes('AnalysisRun') };
}

function refusedSpec(rule: string, message: string): Proof {
  return { rule, level: 'run', bad: invalid(message) };
}

export const experimentRefusedProofs: readonly Proof[] = [
  refusedSpec(
    'exp-selector-empty',
    'This experiment is selecting all pods at index 0. A non-empty selector is required.',
  ),
  refusedSpec(
    'exp-min-ready-exceeds-deadline',
    'MinReadySeconds cannot be longer than ProgressDeadlineSeconds. Check template index 0',
  ),
  refusedSpec('exp-template-name-empty', 'Experiment shop has empty template name at index 0'),
  refusedSpec('exp-template-name-duplicate', "Experiment shop has repeated template name 'canary' in templates"),
  wrecked('exp-selector-mismatch', '`selector` does not match template `labels`'),
  wrecked(
    'exp-pod-template-invalid',
    'spec.template.spec.restartPolicy: Unsupported value: "OnFailure": supported values: "Always"',
  ),
  wrecked('exp-replicas-negative', 'spec.replicas: Invalid value: -1: must be greater than or equal to 0'),
  wrecked('exp-replicaset-name-invalid', 'ReplicaSet.apps "shop-Green_2" is invalid: metadata.name'),
  wrecked('exp-service-name-invalid', 'Failed to create Service Shop_Canary for template'),
  wrecked('exp-service-name-taken', 'already exists and is not owned by experiment template'),
  wrecked('exp-service-ports-unnamed', 'spec.ports[0].name: Required value'),
  wrecked('exp-service-ports-duplicate', 'spec.ports[1].name: Duplicate value: "http"'),
  wrecked('exp-name-digit-service', 'Service "2024-trial-baseline" is invalid: metadata.name', 'trap'),
  wrecked('exp-name-too-long', 'must be no more than 63 characters', 'trap'),
  runless(
    'exp-analysis-template-missing',
    `AnalysisTemplate verification failed for analysis 'health': analysistemplate.argoproj.io "helth" not found`,
  ),
  runless(
    'exp-nested-template-missing',
    `Failed to create AnalysisRun for analysis 'x': analysistemplate.argoproj.io "helth" not found`,
  ),
  runless('exp-dryrun-rule-duplicate', "two Dry-Run metric rules have the same name 'health'"),
  runless('exp-retention-rule-duplicate', "two Measurement Retention metric rules have the same name 'health'"),
  wrecked('exp-dryrun-not-everywhere', "Rule didn't match any metric name(s)", 'trap'),
  runless('exp-analysis-run-name-invalid', 'AnalysisRun.argoproj.io "shop-Success_Rate" is invalid: metadata.name'),
  refusedSpec('ro-analysis-template-missing', "AnalysisTemplate 'helth' not found"),
  refusedSpec('ro-cluster-template-missing', "ClusterAnalysisTemplate 'helth-"),
];
