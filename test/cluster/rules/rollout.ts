/** Rollouts that run and do something else, or stand still. */
import { both, ends, makes, makesNo, refused, sees, stays } from './outcomes.ts';
import type { Outcome, Proof, Staging } from './proof.ts';
import { DEPLOYMENT, FIRST, rollout } from './rollout-texts.ts';
import { VIRTUAL_SERVICE } from './routers.ts';

/** A second revision of one pod. */
const UPDATED: Staging = { update: true, edits: [['replicas: 3', 'replicas: 1']] };
const ISTIO: Staging = { ...UPDATED, reads: [VIRTUAL_SERVICE] };

interface Route {
  readonly name?: string;
  readonly route?: readonly { readonly weight?: number; readonly destination?: { readonly host?: string } }[];
}

/** The VirtualService has an HTTP route so. */
function routes(says: string, isSo: (route: Route) => boolean): Outcome {
  return {
    says: `the VirtualService ${says}`,
    holds: ({ read }) => read.some(({ spec }) => ((spec as { http?: readonly Route[] }).http ?? []).some(isSo)), // a stored VirtualService
  };
}

const weights = ({ route = [] }: Route) => route.map(({ weight = 0 }) => weight);
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

function experiments(atLeast: number): Outcome {
  return sees(`${atLeast} Experiments or more`, seen => seen.names('Experiment').length >= atLeast);
}

/** The Rollout stands still at its second revision. */
function hangs(seconds: number, message?: string): Outcome {
  return message === undefined
    ? stays('Rollout', 'Progressing', seconds)
    : both(stays('Rollout', 'Progressing', seconds), ends('Rollout', 'Progressing', message));
}

const DONE = sees(
  'the second revision is out',
  seen =>
    seen.names('ReplicaSet').filter(name => /^shop-\w+$/.test(name)).length === 2 &&
    seen.phase('Rollout/shop') === 'Healthy',
);

export const rolloutProofs: readonly Proof[] = [
  {
    rule: 'ro-selector-invalid',
    level: 'lint',
    bad: stays('Rollout', '', 10),
    fixed: makes('Pod'),
  },
  {
    rule: 'ro-routing-apisix-empty',
    level: 'trap',
    bad: both(
      stays('Rollout', 'Progressing', 8),
      sees('all its pods are there', seen =>
        seen.names('ReplicaSet').some(name => seen.value(`ReplicaSet/${name}`, 'status.availableReplicas') === 3),
      ),
    ),
    fixed: ends('Rollout', 'Healthy'),
    staging: {
      also: `
apiVersion: apisix.apache.org/v2
kind: ApisixRoute
metadata: { name: route }
spec:
  http: [{ name: route, backends: [{ serviceName: shop-stable, weight: 100 }, { serviceName: shop-canary, weight: 0 }] }]
`,
    },
  },
  {
    rule: 'ro-alb-managed-routes-panic',
    level: 'trap',
    bad: both(stays('Rollout', 'Progressing', 10), makesNo('Pod')),
    fixed: makes('Pod'),
  },
  {
    rule: 'selector-immutable',
    level: 'apply',
    bad: refused('spec.selector: Invalid value: "object": .spec.selector is immutable'),
    staging: { before: FIRST },
  },
  {
    rule: 'ro-step-plugin-unknown',
    level: 'trap',
    bad: hangs(10),
    fixed: DONE,
    staging: {
      ...UPDATED,
      edits: [],
      instead: {
        because: 'this controller has no plugin at all',
        bad: rollout('shop', '{ plugin: { name: argoproj-labs/sample } }'),
        fixed: rollout('shop', '{ setWeight: 50 }'),
      },
    },
  },
  {
    rule: 'ro-workloadref-and-template',
    level: 'trap',
    bad: both(
      ends('Rollout', 'Healthy'),
      sees('its pods are those of the Deployment', seen =>
        JSON.stringify(seen.names('ReplicaSet').map(name => seen.object(`ReplicaSet/${name}`)?.spec)).includes(
          'of-the-deployment',
        ),
      ),
    ),
    same: 'the template is ignored',
    staging: { also: DEPLOYMENT },
  },
  {
    rule: 'step-exp-specref',
    level: 'run',
    bad: both(
      hangs(10),
      sees('no Experiment', seen => seen.names('Experiment').length === 0),
    ),
    fixed: experiments(1),
    staging: UPDATED,
  },
  {
    rule: 'step-exp-templates-empty',
    level: 'run',
    bad: both(
      hangs(10),
      sees('no Experiment', seen => seen.names('Experiment').length === 0),
    ),
    fixed: DONE,
    staging: UPDATED,
  },
  {
    rule: 'step-exp-selector-panic',
    level: 'run',
    bad: both(
      hangs(10),
      sees('no Experiment', seen => seen.names('Experiment').length === 0),
    ),
    fixed: experiments(1),
    staging: UPDATED,
  },
  {
    rule: 'step-exp-never-ends',
    level: 'trap',
    bad: both(stays('Experiment', 'Running', 12), stays('Rollout', 'Progressing', 12)),
    fixed: DONE,
    staging: { ...UPDATED, minute: 0.4 },
  },
  {
    rule: 'step-experiment-inconclusive-loop',
    level: 'trap',
    bad: experiments(3),
    fixed: ends('Rollout', 'Degraded', 'RolloutAborted: Rollout aborted update to revision 2'),
    staging: { ...UPDATED, busy: true, minute: 0.02, answers: { errors: [{ errors: 7 }] } },
  },
  {
    rule: 'analysis-templates-empty',
    level: 'trap',
    bad: hangs(12),
    fixed: DONE,
    staging: { ...UPDATED, minute: 0.1 },
  },
  {
    rule: 'background-single-shot',
    level: 'trap',
    bad: sees('one measurement, and the run is over', seen =>
      seen.names('AnalysisRun').some(run => seen.phase(`AnalysisRun/${run}`) === 'Successful'),
    ),
    fixed: stays('AnalysisRun', 'Running', 8),
    staging: UPDATED,
  },
  {
    rule: 'background-starting-step',
    level: 'trap',
    bad: both(makesNo('AnalysisRun'), DONE),
    fixed: makes('AnalysisRun'),
    staging: {
      ...UPDATED,
      edits: [
        ['replicas: 3', 'replicas: 1'],
        ['pause: {}', 'pause: { duration: 1s }'],
      ],
    },
  },
  {
    rule: 'step-exp-first-latest',
    level: 'trap',
    bad: sees('the run asks for the hash of a ReplicaSet without pods', seen => latestPods(seen) === 0),
    fixed: sees('the run asks for the hash of pods of the Experiment', seen => (latestPods(seen) ?? 0) > 0),
    staging: UPDATED,
  },
  {
    rule: 'step-exp-weight-sum',
    level: 'trap',
    bad: routes('gives away more than 100', route => sum(weights(route)) > 100),
    fixed: routes(
      'gives 30 to each template, 100 in all',
      route => weights(route).filter(each => each === 30).length === 2 && sum(weights(route)) === 100,
    ),
    staging: {
      ...ISTIO,
      edits: [
        ['replicas: 3', 'replicas: 1'],
        ['pause: {}', 'pause: { duration: 1s }'],
      ],
    },
  },
  {
    rule: 'step-exp-weight-negative',
    level: 'trap',
    bad: routes('has a negative weight', route => weights(route).some(each => each < 0)),
    fixed: experiments(1),
    staging: ISTIO,
  },
  {
    rule: 'step-exp-weight-without-ports',
    level: 'trap',
    bad: routes('has an empty host', ({ route = [] }) =>
      route.some(({ destination }) => (destination?.host ?? '') === ''),
    ),
    fixed: routes(
      'has the host of the template',
      ({ route = [] }) => route.length === 3 && route.every(({ destination }) => destination?.host),
    ),
    staging: ISTIO,
  },
  {
    rule: 'ro-istio-mirror-unnamed-route',
    level: 'trap',
    bad: routes(
      'keeps its main route at 20 when the mirror has 50',
      ({ name, route = [] }) => name === 'primary' && route.some(({ weight }) => weight === 20),
    ),
    fixed: routes(
      'has its main route at 50',
      ({ name, route = [] }) => name === 'primary' && route.some(({ weight }) => weight === 50),
    ),
    staging: {
      ...ISTIO,
      edits: [
        ['replicas: 3', 'replicas: 1'],
        ['- setWeight: 50', '- setWeight: 50\n        - pause: { duration: 2s }'],
      ],
    },
  },
  {
    rule: 'step-kinds-unchecked',
    level: 'trap',
    bad: DONE,
    fixed: stays('Rollout', 'Paused', 4),
    staging: ISTIO,
  },
];

/** Pods of the ReplicaSet whose hash a run was given. */
function latestPods(seen: Parameters<Outcome['holds']>[0]['seen']): number | undefined {
  const run = seen.names('AnalysisRun')[0];
  const spec = seen.object(`AnalysisRun/${run}`)?.spec as { args?: { name?: string; value?: string }[] } | undefined; // a stored AnalysisRun
  const hash = spec?.args?.find(({ name }) => name === 'hash')?.value;
  const owner = seen
    .names('ReplicaSet')
    .find(name => seen.object(`ReplicaSet/${name}`)?.metadata.labels?.['rollouts-pod-template-hash'] === hash);
  return owner === undefined ? undefined : Number(seen.value(`ReplicaSet/${owner}`, 'spec.replicas') ?? 0);
}
