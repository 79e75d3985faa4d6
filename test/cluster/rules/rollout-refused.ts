/** Rollouts that the controller refuses, most of them as `kubectl argo rollouts lint` does. */
import { invalid } from './outcomes.ts';
import type { Level, Proof, Staging } from './proof.ts';
import { DEPLOYMENT, INGRESS, nested, service, VIRTUAL } from './rollout-texts.ts';

function refusedSpec(rule: string, message: string | RegExp, level: Level = 'lint', staging: Staging = {}): Proof {
  return { rule, level, bad: invalid(message), staging };
}

export const rolloutRefusedProofs: readonly Proof[] = [
  refusedSpec('ro-selector-missing', "spec.selector: Required value: Rollout has missing field '.spec.selector'"),
  refusedSpec('ro-selector-empty', 'empty selector is invalid for deployment'),
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
];
