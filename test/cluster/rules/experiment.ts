/** Experiments that end too early, late or never, and what else they do unseen. */
import { BEFORE, deadline, labelled, SLOW, taken } from './experiment-texts.ts';
import { argValues, both, ends, makes, makesNo, sees, stays } from './outcomes.ts';
import type { Outcome, Proof, Staging } from './proof.ts';

/** Twenty minutes of a file in eight seconds. */
const SOON: Staging = { minute: 0.4 };
const ENDED = ends('Experiment', 'Successful');

/** The Experiment is still Running when the fixed one has ended long ago. */
function hangs(rule: string, staging: Staging = SOON): Proof {
  return {
    rule,
    level: 'trap',
    bad: stays('Experiment', 'Running', 16),
    fixed: ENDED,
    staging,
  };
}

function templateIs(template: string, status: string): Outcome {
  return sees(`template ${template} ${status}`, seen =>
    seen
      .names('Experiment')
      .some(each => seen.value(`Experiment/${each}`, `status.templateStatuses[${template}].status`) === status),
  );
}

/** The host that a run calls is the name of a Service, or of none. */
function callsService(isThere: boolean): Outcome {
  return sees(`the run calls ${isThere ? 'a Service that is there' : 'a host that no Service has'}`, seen => {
    const hosts = argValues(seen, 'url').flatMap(url => /^http:\/\/([^:/]+)/.exec(url)?.[1] ?? []);
    return hosts.length > 0 && hosts.every(host => seen.names('Service').includes(host) === isThere);
  });
}

function hashes(count: number): Outcome {
  return sees(`${count} pod hash${count === 1 ? '' : 'es'} for two templates`, seen => {
    const labels = seen
      .names('ReplicaSet')
      .map(name => seen.object(`ReplicaSet/${name}`)?.metadata.labels?.['rollouts-pod-template-hash']);
    return labels.length === 2 && new Set(labels).size === count;
  });
}

/** The endpoints of a Service hold a pod, or none. */
function serves(service: string, isServed: boolean): Outcome {
  return {
    says: `Service ${service} ${isServed ? 'sends requests to a pod of the Experiment' : 'has no pod'}`,
    holds: ({ seen, read }) => {
      const slices = read.filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service);
      const pods = slices.flatMap(slice => (slice as { endpoints?: object[] }).endpoints ?? []); // an EndpointSlice
      const isReady = seen.names('Experiment').some(each => seen.phase(`Experiment/${each}`) === 'Running');
      return isReady && slices.length > 0 && pods.length > 0 === isServed;
    },
  };
}

/** Whether a ReplicaSet of the Experiment has the image. */
function podsOf(image: string, isThere: boolean): Outcome {
  return sees(
    `${isThere ? 'a' : 'no'} ReplicaSet has ${image}`,
    seen =>
      seen.names('ReplicaSet').length > 0 &&
      seen
        .names('ReplicaSet')
        .some(name => JSON.stringify(seen.object(`ReplicaSet/${name}`)?.spec).includes(`"${image}"`)) === isThere,
  );
}

export const experimentProofs: readonly Proof[] = [
  {
    rule: 'exp-analysis-name-duplicate',
    level: 'trap',
    bad: both(makes('AnalysisRun', 'shop-health'), makes('AnalysisRun', 'shop-health.1')),
    fixed: both(makes('AnalysisRun', 'shop-health'), makes('AnalysisRun', 'shop-health-2')),
    staging: {
      edits: [
        ['name: other\nspec:\n  metrics:\n    - name: health', 'name: other\nspec:\n  metrics:\n    - name: other'],
      ],
    },
  },
  hangs('exp-never-ends'),
  hangs('exp-optional-endless-metric'),
  hangs('exp-required-endless'),
  hangs('exp-required-mixed-hang', {
    minute: 0.4,
    nudge: true,
    also: SLOW,
    edits: [['- name: second\n      templateName: health', '- name: second\n      templateName: slow']],
  }),
  {
    rule: 'exp-duration-invalid',
    level: 'run',
    bad: stays('Experiment', 'Running', 6),
    fixed: ENDED,
    staging: { edits: [['120h', '2m']], busy: true },
  },
  {
    rule: 'exp-quantity-invalid',
    level: 'run',
    bad: both(stays('Experiment', 'Pending', 14), makes('Pod')),
    fixed: ENDED,
    staging: SOON,
  },
  {
    rule: 'exp-name-collision',
    level: 'trap',
    bad: both(
      stays('Experiment', 'Pending', 12),
      sees('one of two', seen => seen.names('Experiment').length === 2),
    ),
    fixed: sees(
      'both Experiments Successful',
      seen =>
        seen.names('Experiment').length === 2 &&
        seen.names('Experiment').every(each => seen.phase(`Experiment/${each}`) === 'Successful'),
    ),
    staging: { ...SOON, busy: true },
  },
  {
    rule: 'exp-replicaset-name-taken',
    level: 'run',
    bad: both(stays('Experiment', 'Pending', 8), makesNo('Pod')),
    fixed: ENDED,
    staging: {
      busy: true,
      instead: {
        because: 'who has the name is found in the cluster; the rule of files is exp-name-collision',
        bad: taken('e-a'),
        fixed: taken('e-b'),
      },
    },
  },
  {
    rule: 'exp-progress-deadline-exceeded',
    level: 'run',
    bad: ends('Experiment', 'Failed', "Template 'a' exceeded its progressDeadlineSeconds (3)"),
    fixed: ENDED,
    staging: {
      minute: 60,
      instead: {
        because: 'the rehearsal tells it; the rule of files is exp-deadline-too-short',
        bad: deadline(3),
        fixed: deadline(60),
      },
    },
  },
  {
    rule: 'exp-deadline-too-short',
    level: 'trap',
    bad: ends('Experiment', 'Failed', "Template 'baseline' exceeded its progressDeadlineSeconds (3)"),
    fixed: ENDED,
    staging: {
      ...SOON,
      edits: [
        ['progressDeadlineSeconds: 55', 'progressDeadlineSeconds: 3'],
        ['minReadySeconds: 10', 'minReadySeconds: 1'],

        [
          'metadata:\n          labels:',
          'metadata:\n          annotations: { play/ready-after: 12s }\n          labels:',
        ],
      ],
    },
  },
  {
    rule: 'exp-delay-exceeds-duration',
    level: 'trap',
    bad: both(
      ENDED,
      ends('AnalysisRun', 'Successful', 'Run Terminated'),
      sees('nothing was measured', seen => !seen.changes.some(({ field }) => field.includes('.measurement.'))),
    ),
    fixed: sees('it was measured', seen => seen.changes.some(({ field }) => field.includes('.measurement.'))),
    staging: {
      minute: 0.5,
      edits: [
        ['initialDelay: 2m', 'initialDelay: 20m'],
        ['duration: 7m', 'duration: 90m'],
      ],
    },
  },
  {
    rule: 'exp-optional-cut-off',
    level: 'trap',
    bad: both(ENDED, ends('AnalysisRun', 'Successful', 'Run Terminated')),
    fixed: sees('all 10 measurements', seen => seen.changes.some(({ field }) => field.includes('.measurement.10.'))),
    staging: { minute: 1.5, edits: [[/duration: 9m\d*s?|duration: 1\dm/g, 'duration: 20m']] },
  },
  {
    rule: 'exp-required-outlives-pods',
    level: 'trap',
    bad: both(templateIs('baseline', 'Successful'), stays('AnalysisRun', 'Running', 4)),
    fixed: both(
      ENDED,
      sees(
        'the templates ended after the run',
        seen =>
          seen.changes.findIndex(
            ({ field, to }) => field === 'status.templateStatuses[baseline].status' && to === 'Successful',
          ) >
          seen.changes.findIndex(
            ({ object, field, to }) =>
              object.startsWith('AnalysisRun/') && field === 'status.phase' && to === 'Successful',
          ),
      ),
    ),
    staging: { minute: 1.5, edits: [['count: 10', 'count: 6']] },
  },
  { rule: 'exp-duration-zero', level: 'trap', bad: ENDED, fixed: stays('Experiment', 'Running', 5) },
  {
    rule: 'exp-templates-empty',
    level: 'trap',
    bad: both(ENDED, makesNo('ReplicaSet')),
    fixed: makes('Pod'),
  },
  { rule: 'exp-terminate-committed', level: 'trap', bad: both(ENDED, makesNo('Pod')), fixed: makes('Pod') },
  { rule: 'exp-status-in-file', level: 'trap', bad: both(ENDED, makesNo('Pod')), fixed: makes('Pod') },
  {
    rule: 'exp-replicas-zero',
    level: 'trap',
    bad: both(ends('Experiment', 'Running'), makesNo('Pod')),
    fixed: makes('Pod'),
  },
  {
    rule: 'exp-service-without-ports',
    level: 'trap',
    bad: both(stays('Experiment', 'Running', 3), makesNo('Service')),
    fixed: makes('Service', 'shop-baseline'),
  },
  { rule: 'exp-templates-identical', level: 'trap', bad: hashes(1), fixed: hashes(2) },
  {
    rule: 'exp-pods-join-service',
    level: 'trap',
    bad: serves('storefront', true),
    fixed: serves('storefront', false),
    staging: { reads: [{ apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' }] },
  },
  { rule: 'exp-host-without-service', level: 'trap', bad: callsService(false), fixed: callsService(true) },
  { rule: 'exp-host-is-template-name', level: 'trap', bad: callsService(false), fixed: callsService(true) },
  {
    rule: 'exp-spec-edit-no-effect',
    level: 'trap',
    bad: both(podsOf('web:1', true), podsOf('web:2', false), stays('Experiment', 'Running', 5)),
    fixed: podsOf('web:2', true),
    staging: { before: BEFORE },
  },
  {
    rule: 'instance-id-missing',
    level: 'trap',
    bad: stays('Experiment', '', 8),
    fixed: ends('Experiment', 'Running'),
    staging: {
      instead: {
        because: 'this controller has no instance id, so it is the other way round: it does not see what carries one',
        bad: labelled('{ argo-rollouts.argoproj.io/controller-instance-id: shop }'),
        fixed: labelled('{}'),
      },
    },
  },
  {
    rule: 'integer-too-large',
    level: 'trap',
    bad: sees('the ReplicaSet wants 1 pod', seen => seen.value('ReplicaSet/shop-baseline', 'spec.replicas') === 1),
    same: '4294967297 is cut to 1',
  },
  {
    rule: 'step-exp-analysis-template-missing',
    level: 'run',
    bad: both(
      ends('Experiment', 'Error', `analysistemplate.argoproj.io "helth" not found`),
      ends(
        'Rollout',
        'Degraded',
        'RolloutAborted: Rollout aborted update to revision 2: Experiment analysis phase is error/failed',
      ),
    ),
    fixed: ENDED,
    staging: { update: true, edits: [['replicas: 3', 'replicas: 1']] },
  },
];
