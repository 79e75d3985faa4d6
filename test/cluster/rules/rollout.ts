/** Rollouts that the controller refuses as `kubectl argo rollouts lint` does, and those that it finds out while it runs them. */
import { both, ends, invalid, makes, makesNo, refused, sees, stays } from './outcomes.ts';
import type { Level, Outcome, Proof, Staging } from './proof.ts';
import { VIRTUAL_SERVICE } from './routers.ts';

function refusedSpec(rule: string, message: string | RegExp, level: Level = 'lint', staging: Staging = {}): Proof {
  return { rule, level, bad: invalid(message), staging };
}

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

const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
spec:
  replicas: 0
  selector: { matchLabels: { app: shop } }
  template: { metadata: { labels: { app: shop } }, spec: { containers: [{ name: shop, image: of-the-deployment }] } }
`;

const INGRESS = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop }
spec:
  rules:
    - http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: shop-stable, port: { number: 80 } } } }] }
`;

const VIRTUAL = `
apiVersion: networking.istio.io/v1alpha3
kind: VirtualService
metadata: { name: shop }
spec:
  hosts: [shop.example]
  http: [{ name: primary, route: [{ destination: { host: shop-stable }, weight: 100 }, { destination: { host: shop-canary }, weight: 0 }] }]
`;

function service(name: string): string {
  return `
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { selector: { app: shop }, ports: [{ port: 80 }] }
`;
}

function rollout(app: string, steps: string): string {
  return `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: shop }
spec:
  replicas: 1
  selector: { matchLabels: { app: ${app} } }
  template: { metadata: { labels: { app: ${app} } }, spec: { containers: [{ name: shop, image: "shop:1" }] } }
  strategy: { canary: { steps: [${steps}] } }
`;
}

const FIRST = rollout('shop', '{ setWeight: 20 }');

/** An inline analysis of a template that merges another one in. */
function nested(name: string): string {
  const metric = 'metrics: [{ name: m, provider: { web: { url: "http://shop/" } } }]';
  const template = (own: string, spec: string) =>
    `\napiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata: { name: ${own} }\nspec: { ${spec} }\n`;
  return [
    rollout('shop', '{ analysis: { templates: [{ templateName: all }] } }'),
    template('all', `templates: [{ templateName: ${name} }]`),
    template('leaf', metric),
  ].join('---');
}

export const rolloutProofs: readonly Proof[] = [
  refusedSpec('ro-selector-missing', "spec.selector: Required value: Rollout has missing field '.spec.selector'"),
  refusedSpec('ro-selector-empty', 'empty selector is invalid for deployment'),
  {
    rule: 'ro-selector-invalid',
    level: 'lint',
    bad: stays('Rollout', '', 10),
    fixed: makes('Pod'),
  },
  refusedSpec('ro-template-and-workloadref', 'template must be empty for workload reference rollout'),
  refusedSpec(
    'ro-pod-template-invalid',
    'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
  ),
  refusedSpec('ro-min-ready-negative', 'spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0'),
  refusedSpec(
    'ro-revision-limit-negative',
    'spec.revisionHistoryLimit: Invalid value: -1: must be greater than or equal to 0',
  ),
  refusedSpec(
    'ro-progress-deadline-negative',
    'spec.progressDeadlineSeconds: Invalid value: -1: must be greater than or equal to 0',
  ),
  refusedSpec('ro-progress-deadline-short', 'must be greater than minReadySeconds'),
  refusedSpec('ro-strategy-missing', "Rollout has missing field '.spec.strategy.canary or .spec.strategy.blueGreen'"),
  refusedSpec('ro-strategy-both', 'Multiple Strategies can not be listed'),
  refusedSpec('ro-bg-services-equal', 'This rollout uses the same service for the active and preview services'),
  refusedSpec(
    'ro-bg-scaledown-limit',
    "This rollout's revision history limit can not be smaller than the rollout's scale down limit",
  ),
  refusedSpec('ro-antiaffinity-one-of', 'AntiAffinity must have exactly one strategy listed'),
  refusedSpec('ro-antiaffinity-weight', 'AntiAffinity weight must be between 1-100'),
  refusedSpec('ro-surge-unavailable-zero', 'MaxSurge and MaxUnavailable both can not be zero'),
  refusedSpec('ro-canary-services-equal', 'This rollout uses the same service for the stable and canary services'),
  refusedSpec(
    'ro-pingpong-router',
    'Ping-pong feature works with the ALB, Istio, and plugin-based traffic routers only',
  ),
  refusedSpec('ro-pingpong-service-empty', 'Ping service and Pong service must to be set to use Ping-Pong feature'),
  refusedSpec('ro-pingpong-services-equal', 'This rollout uses the same service for the ping and pong services'),
  refusedSpec(
    'ro-pingpong-alb-root',
    'Root service field is required for the configuration with ALB and ping-pong feature enabled',
  ),
  refusedSpec('ro-canary-services-required', 'Canary service and Stable service must to be set to use Traffic Routing'),
  refusedSpec('ro-scaledown-needs-routing', 'Canary scaleDownDelaySeconds can only be used with traffic routing'),
  refusedSpec('ro-dynamic-scale-needs-routing', 'Canary dynamicStableScale can only be used with traffic routing'),
  refusedSpec('ro-dynamic-scale-with-delay', 'Canary dynamicStableScale cannot be used with scaleDownDelaySeconds'),
  refusedSpec('ro-max-weight-router', 'Canary maxTrafficWeight in traffic routing only supported in Nginx and Plugins'),
  refusedSpec(
    'step-multiple-kinds',
    'step.Experiment: false step.Pause: true step.SetWeight: true step.Analysis: false',
  ),
  refusedSpec(
    'step-empty',
    'Step must have one of the following set: experiment, setWeight, setCanaryScale, plugin or pause',
  ),
  refusedSpec('step-weight-range', 'SetWeight needs to be between 0 and 100'),
  refusedSpec('step-pause-invalid', 'Duration needs to be greater than 0'),
  refusedSpec('step-canaryscale-needs-routing', 'SetCanaryScale requires TrafficRouting to be set'),
  refusedSpec('step-header-router', 'SetHeaderRoute requires TrafficRouting, supports Istio and ALB and Apisix'),
  refusedSpec('step-header-alb-exact', "SetHeaderRoute match value invalid. ALB supports 'exact' value only"),
  refusedSpec(
    'step-match-one-of',
    'StringMatch match value must have exactly one of the following: exact, regex, prefix',
  ),
  refusedSpec('step-mirror-router', 'SetMirrorRoute requires TrafficRouting, supports Istio and Plugins'),
  refusedSpec(
    'step-managed-routes-missing',
    "Rollout has missing field 'spec.strategy.canary.trafficRouting.managedRoutes'",
  ),
  refusedSpec(
    'step-route-not-managed',
    'Steps define a route that does not exist in spec.strategy.canary.trafficRouting.managedRoutes',
  ),
  refusedSpec(
    'step-exp-weight-needs-routing',
    'Experiment template weight cannot be set unless TrafficRouting is enabled',
  ),
  refusedSpec(
    'step-exp-weight-router',
    'Experiment template weight is only available for TrafficRouting with SMI, ALB, Istio and Plugins at this time',
  ),
  refusedSpec('ro-service-selector', '" has unmatch label "'),
  refusedSpec('ro-ingress-no-rule', 'ingress `shop` has no rules using service shop-stable backend', 'run'),
  refusedSpec('ro-virtualservice-routes', "Canary Service 'shop-canary' not found in route"),
  refusedSpec('ro-service-missing', 'service "shop-cannary" not found', 'run', { unaided: true }),
  refusedSpec('ro-service-managed-elsewhere', 'Service "shop" is managed by another Rollout', 'run'),
  refusedSpec('ro-two-rollouts-one-service', 'is managed by another Rollout', 'trap'),
  refusedSpec('ro-merge-conflict', "two metrics have the same name 'ok'", 'run'),
  refusedSpec(
    'ro-inline-metric-endless',
    'AnalysisTemplate health has metric ok which runs indefinitely. Invalid value for count: <nil>',
    'run',
  ),
  refusedSpec(
    'ro-template-arg-value-and-from',
    "AnalysisTemplate health: arg 'host' has both Value and ValueFrom fields",
    'run',
  ),
  refusedSpec(
    'ro-nginx-ingress-one-of',
    'Either StableIngress or StableIngresses must be configured. Both are configured.',
    'run',
  ),
  refusedSpec('ro-alb-ingress-one-of', 'Either Ingress or Ingresses must be configured.', 'run'),
  refusedSpec('ro-istio-vs-one-of', 'either VirtualService or VirtualServices must be configured', 'run'),
  refusedSpec('ro-ambassador-mappings', 'must provide at least one mapping', 'run'),
  refusedSpec('ro-appmesh-router', 'must provide virtual-service', 'run'),
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
  refusedSpec('ro-ingress-missing', 'ingress.networking.k8s.io "shopp" not found', 'run', {
    unaided: true,
    also: `${service('shop-canary')}---${service('shop-stable')}---${INGRESS}`,
  }),
  refusedSpec('ro-virtualservice-missing', 'virtualservices.networking.istio.io "shopp" not found', 'run', {
    unaided: true,
    also: `${service('shop-canary')}---${service('shop-stable')}---${VIRTUAL}`,
  }),
  refusedSpec('ro-workloadref-missing', /deployments\.apps ".*\/shopp" not found/, 'run', { also: DEPLOYMENT }),
  refusedSpec(
    'ro-nested-template-missing',
    'spec.templates: Invalid value: "absent": AnalysisTemplate \'absent\' not found',
    'run',
    {
      instead: {
        because: 'exp-nested-template-missing tells it in the template',
        bad: nested('absent'),
        fixed: nested('leaf'),
      },
    },
  ),
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
