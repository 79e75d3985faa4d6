/** Why an AnalysisRun or an Experiment cannot be made out of what was written elsewhere. */

import type { L10n } from '../values/l10n.ts';
import type { ClusterFailureWords } from './cluster-failure.ts';

export type MakingFailure =
  /** A template that another one names is neither in the workspace nor on the cluster. */
  | {
      readonly kind: 'no-template';
      readonly name: string;
      readonly clusterScope: boolean;
      readonly namespace: string;
    }
  /** Templates that are merged have something of the same name. */
  | {
      readonly kind: 'template-conflict';
      readonly what: 'metric' | 'arg' | 'dryRun' | 'measurementRetention';
      readonly name: string;
      readonly templates: readonly string[];
    }
  | StepFailure;

/** A step of a Rollout takes its pods, and some values, from the Rollout on the cluster. */
export interface StepFailure {
  readonly kind: 'step';
  readonly rollout: string;
  readonly namespace: string;
  /** `not-stable`: no version of it has ever been. `no-pods`: the ReplicaSet is not there. */
  readonly why: 'no-rollout' | 'not-stable' | 'no-pods' | 'no-step' | 'spec-ref' | 'field';
  /** The ReplicaSet's hash, the word of `specRef`, or the path of the field. May be empty. */
  readonly detail: string;
}

export function describeMakingFailure(failure: MakingFailure, l10n: L10n): ClusterFailureWords {
  switch (failure.kind) {
    case 'no-template': {
      const { name, namespace, clusterScope } = failure;
      return {
        sentence: clusterScope
          ? l10n.t('There is no ClusterAnalysisTemplate {0}, neither in this workspace nor on the cluster.', name)
          : l10n.t(
              'There is no AnalysisTemplate {0}, neither in this workspace nor in namespace {1}.',
              name,
              namespace,
            ),
      };
    }
    case 'template-conflict': {
      const { what, name, templates } = failure;
      const list = templates.join(', ');
      return {
        sentence:
          what === 'arg'
            ? l10n.t(
                'The templates {0} give arg {1} different values, so the controller refuses them together.',
                list,
                name,
              )
            : l10n.t('The templates {0} both have {1} {2}, so the controller refuses them together.', list, what, name),
      };
    }
    case 'step':
      return { sentence: describeStep(failure, l10n) };
  }
}

function describeStep({ rollout, namespace, why, detail }: StepFailure, l10n: L10n): string {
  switch (why) {
    case 'no-rollout':
      return l10n.t(
        'There is no Rollout {0} in namespace {1}, and a step takes its pods from there. Apply the Rollout first, or rehearse the step here.',
        rollout,
        namespace,
      );
    case 'not-stable':
      return l10n.t(
        'Rollout {0} has no stable version yet, and a step takes its pods from there. Wait until it is Healthy.',
        rollout,
      );
    case 'no-pods':
      return l10n.t('Rollout {0} has no ReplicaSet {1}, which this step takes pods from.', rollout, detail);
    case 'no-step':
      return l10n.t('There is no experiment at this step of Rollout {0} any more.', rollout);
    case 'spec-ref':
      return l10n.t('`specRef` is {0}, but only stable and canary mean something.', detail === '' ? '""' : detail);
    case 'field':
      return l10n.t(
        'Rollout {0} on the cluster has no single value at {1}, which an arg takes its value from.',
        rollout,
        detail,
      );
  }
}
