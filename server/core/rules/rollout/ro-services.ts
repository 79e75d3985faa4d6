import { literal } from '../../model/experiment-body.ts';
import { hasRouter, type Rollout, writtenEntry } from '../../model/rollout.ts';
import type { ArgoVersion } from '../../schema/schema.ts';
import { scalarAt, valueAt, type YamlMap, type YamlScalar } from '../../yaml/node.ts';
import { addField, fillIn } from '../engine/fix.ts';
import { REFUSED, rolloutRule } from '../engine/rollout-rule.ts';

/** Pairs of Services that must differ. */
export const roEqualServices = [
  equal('ro-bg-services-equal', 'active', 'preview', ({ blueGreen }) => blueGreen),
  equal('ro-canary-services-equal', 'stable', 'canary', ({ canary }) => canary),
  equal('ro-pingpong-services-equal', 'ping', 'pong', pingPongOf),
];

export const roPingPongRouter = rolloutRule({
  id: 'ro-pingpong-router',
  title: 'Router that cannot play ping-pong',
  docs: '`pingPong` works with ALB and Istio, and from Argo Rollouts 1.10 on with traffic router plugins. With another `trafficRouting` the controller refuses the Rollout (InvalidSpec).',
  *check(rollout, { settings }) {
    const entry = writtenEntry(rollout.canary, 'pingPong');
    if (!entry || !rollout.routing || hasRouter(rollout, ...pingPongRouters(settings.argoVersion))) return;
    yield {
      range: entry.key.range,
      message: `\`pingPong\` works with ${nameRouters(pingPongRouters(settings.argoVersion))} only. ${REFUSED} Write \`canaryService\` and \`stableService\` instead, or change the router.`,
    };
  },
});

export const roPingPongServiceEmpty = rolloutRule({
  id: 'ro-pingpong-service-empty',
  title: 'Ping-pong without its Services',
  docs: '`pingPong` needs the names of two Services. With an empty one the controller refuses the Rollout (InvalidSpec).',
  isPartial: true,
  *check(rollout) {
    for (const field of ['pingService', 'pongService']) {
      const name = scalarAt(pingPongOf(rollout), field);
      if (name?.text !== '') continue;
      yield {
        range: name.range,
        message: `\`${field}\` is empty. ${REFUSED} Write the name of a Service.`,
        fixes: fillIn(name, field === 'pingService' ? 'ping' : 'pong', `Write \`${field}\``),
      };
    }
  },
});

export const roPingPongAlbRoot = rolloutRule({
  id: 'ro-pingpong-alb-root',
  title: 'Ping-pong with ALB lacks `rootService`',
  docs: 'With ALB and `pingPong` the Ingress leads to a third Service, `alb.rootService`. Without it the controller refuses the Rollout (InvalidSpec).',
  *check({ canary, routing, routers }, context) {
    const alb = routers.find(({ key }) => key.text === 'alb');
    const map = valueAt(routing, 'alb');
    if (!writtenEntry(canary, 'pingPong') || !alb || map?.kind !== 'map') return;
    const root = scalarAt(map, 'rootService');
    if (root && root.text !== '') return;
    yield {
      range: root?.range ?? alb.key.range,
      message: `ALB with \`pingPong\` needs \`rootService\`. ${REFUSED} Name the Service to which the Ingress leads.`,
      fixes: addField(context, [...ROUTING, 'alb'], map, 'rootService: ${1:root-service}', true),
    };
  },
});

export const roCanaryServicesRequired = rolloutRule({
  id: 'ro-canary-services-required',
  title: 'Traffic routing lacks a Service',
  docs: 'A router splits the traffic between `canaryService` and `stableService`, so both must be named, unless `pingPong` (ALB, Istio) or the subsets of an Istio `destinationRule` take their place. The controller refuses the Rollout otherwise (InvalidSpec).',
  *check(rollout, context) {
    const router = rollout.routers.find(({ key }) => needsServices(key.text, rollout));
    const { canary } = rollout;
    if (!router || !canary) return;
    const missing = ['canaryService', 'stableService'].filter(field => (scalarAt(canary, field)?.text ?? '') === '');
    for (const field of missing) {
      yield {
        range: scalarAt(canary, field)?.range ?? router.key.range,
        message: `\`${router.key.text}\` splits the traffic between two Services, and \`${field}\` is not named. ${REFUSED} Name it.`,
        fixes: addField(
          context,
          CANARY,
          canary,
          `${field}: \${1:${field === 'canaryService' ? 'canary' : 'stable'}}`,
          true,
        ),
      };
    }
  },
});

const CANARY = ['spec', 'strategy', 'canary'];
const ROUTING = [...CANARY, 'trafficRouting'];

function pingPongOf({ canary }: Rollout): YamlMap | undefined {
  const map = valueAt(canary, 'pingPong');
  return map?.kind === 'map' ? map : undefined;
}

function equal(id: string, one: string, other: string, ownerOf: (rollout: Rollout) => YamlMap | undefined) {
  return rolloutRule({
    id,
    title: `One Service as ${one} and ${other}`,
    docs: `The controller changes the selectors of the ${one} and the ${other} Service, each to another version, so \`${one}Service\` and \`${other}Service\` must be two Services. With one and the same it refuses the Rollout (InvalidSpec).`,
    isPartial: true,
    *check(rollout) {
      const first = nameAt(ownerOf(rollout), `${one}Service`);
      const second = nameAt(ownerOf(rollout), `${other}Service`);
      if (!first || !second || first.text !== second.text) return;
      yield {
        range: second.range,
        message: `\`${second.text}\` is the ${one} Service already, and the ${other} one must be another. ${REFUSED} Name another Service.`,
        related: [{ range: first.range, message: `the ${one} Service` }],
        fixes: /^[\w.-]+$/.test(second.text) ? fillIn(second, otherName(second.text, other)) : [],
      };
    },
  });
}

function nameAt(owner: YamlMap | undefined, field: string): YamlScalar | undefined {
  const name = scalarAt(owner, field);
  return name && literal(name) !== undefined && name.text !== '' ? name : undefined;
}

/** Plugins can since 1.10. */
function pingPongRouters(argoVersion: ArgoVersion): readonly string[] {
  return ['alb', 'istio', ...(argoVersion === '1.10' || argoVersion === 'next' ? ['plugins'] : [])];
}

function nameRouters(routers: readonly string[]): string {
  return routers.includes('plugins') ? 'ALB, Istio and plugins' : 'ALB and Istio';
}

/** As the controller decides it, router by router. */
function needsServices(router: string, { canary, routing }: Rollout): boolean {
  if (router === 'plugins') return false;
  const hasPingPong = writtenEntry(canary, 'pingPong') !== undefined;
  if (router === 'alb') return !hasPingPong;
  if (router === 'istio') return !hasPingPong && !writtenEntry(valueAt(routing, 'istio'), 'destinationRule');
  return true;
}

/** `shop-stable` and `canary`: `shop-canary`. */
function otherName(name: string, role: string): string {
  return `${name.replace(/-(?:active|stable|ping)$/, '')}-${role}`;
}
