import { type Rollout, writtenEntry } from '../../model/rollout.ts';
import { entryOf, itemsAt, scalarAt, valueAt, type YamlEntry, type YamlMap } from '../../yaml/node.ts';
import { addField, removeField } from '../engine/fix.ts';
import { REFUSED, rolloutRule } from '../engine/rollout-rule.ts';
import type { Finding } from '../engine/rule.ts';

interface OneOrMany {
  readonly id: string;
  readonly router: string;
  readonly one: string;
  readonly many: string;
  /** What the two name. */
  readonly what: string;
}

const ONE_OR_MANY: readonly OneOrMany[] = [
  { id: 'ro-nginx-ingress-one-of', router: 'nginx', one: 'stableIngress', many: 'stableIngresses', what: 'Ingress' },
  { id: 'ro-alb-ingress-one-of', router: 'alb', one: 'ingress', many: 'ingresses', what: 'Ingress' },
  { id: 'ro-istio-vs-one-of', router: 'istio', one: 'virtualService', many: 'virtualServices', what: 'VirtualService' },
];

/** Routers that name one object or several, and not both. */
export const roOneOrMany = ONE_OR_MANY.map(({ id, router, one, many, what }) =>
  rolloutRule({
    id,
    title: `${router === 'alb' ? 'ALB' : router === 'nginx' ? 'NGINX' : 'Istio'} needs \`${one}\` or \`${many}\``,
    docs: `\`${router}\` names its ${what} in \`${one}\`, or several in \`${many}\`. With both or neither the controller refuses the Rollout (InvalidSpec).`,
    *check(rollout, context) {
      const found = routerOf(rollout, router);
      if (!found) return;
      const { entry, map } = found;
      const single = writtenEntry(map, one);
      const hasOne = single !== undefined && scalarAt(map, one)?.text !== '';
      const several = entryOf(map, many);
      const hasMany = itemsAt(map, many).length > 0;
      if (hasOne !== hasMany) return;
      yield hasOne
        ? {
            range: (several ?? entry).key.range,
            message: `\`${one}\` and \`${many}\` exclude each other. ${REFUSED} Keep one.`,
            ...(single ? { related: [{ range: single.key.range, message: `\`${one}\`` }] } : {}),
            fixes: [...removeField(context, map, one), ...removeField(context, map, many)],
          }
        : {
            range: entry.key.range,
            message: `\`${router}\` names no ${what}. ${REFUSED} Write \`${one}\`, or several in \`${many}\`.`,
          };
    },
  }),
);

export const roRoutingApisixEmpty = rolloutRule({
  id: 'ro-routing-apisix-empty',
  title: 'APISIX without a route',
  docs: '`trafficRouting.apisix` needs `route`. The API server takes it without, and the controller fails with a panic each time it looks at the Rollout.',
  *check(rollout, context) {
    const found = routerOf(rollout, 'apisix');
    if (!found || writtenEntry(found.map, 'route')) return;
    const { entry, map } = found;
    const source = 'route:\n  name: ${1:route}';
    const path = ['spec', 'strategy', 'canary', 'trafficRouting', 'apisix'];
    yield {
      range: entry.key.range,
      message:
        '`apisix` has no `route`. The controller fails with a panic each time it looks at the Rollout. Name the ApisixRoute in `route.name`.',
      fixes: map.entries.length > 0 ? addField(context, path, map, source, true) : fillRoute(map),
    };
  },
});

export const roAmbassadorMappings = rolloutRule({
  id: 'ro-ambassador-mappings',
  title: 'Ambassador without mappings',
  docs: '`ambassador.mappings` names at least one Mapping; it must exist and set no `weight` of its own. The controller refuses the Rollout otherwise (InvalidSpec). Whether the Mappings exist is seen in a cluster only.',
  isPartial: true,
  *check({ routing }, context) {
    const ambassador = valueAt(routing, 'ambassador');
    const mappings = valueAt(routing, 'ambassador', 'mappings');
    if (mappings?.kind !== 'seq' || mappings.items.length > 0) return;
    const isOpen =
      ambassador?.kind === 'map' &&
      mappings.flow &&
      context.document.text.slice(mappings.range.start, mappings.range.end) === '[]';
    yield {
      range: mappings.range,
      message: `\`ambassador\` names no Mapping. ${REFUSED} Name at least one.`,
      fixes: isOpen
        ? [{ title: 'Name a Mapping', edits: [{ range: mappings.range, newText: '[${1:mapping}]' }], snippet: true }]
        : [],
    };
  },
});

export const roAppMeshRouter = rolloutRule({
  id: 'ro-appmesh-router',
  title: 'App Mesh without a virtual service',
  docs: '`appMesh` needs `virtualService`. Without it the controller refuses the Rollout (InvalidSpec). Whether the virtual service has a router with two weighted targets is seen in a cluster only.',
  *check(rollout, context) {
    const found = routerOf(rollout, 'appMesh');
    if (!found || writtenEntry(found.map, 'virtualService')) return;
    yield {
      range: found.entry.key.range,
      message: `\`appMesh\` names no virtual service. ${REFUSED} Write \`virtualService\` with its \`name\`.`,
      fixes: addField(context, [], found.map, 'virtualService:\n  name: ${1:virtual-service}', true),
    };
  },
});

export const roIstioMirrorUnnamedRoute = rolloutRule({
  id: 'ro-istio-mirror-unnamed-route',
  title: 'Mirror route takes the weights',
  docs: 'With Istio `setMirrorRoute` puts a route of its own in front of the others. When the Rollout does not name the routes that it splits (`virtualService.routes`), every later `setWeight` changes that mirror route alone, and the traffic no longer moves.',
  severity: 'warning',
  *check(rollout) {
    const istio = valueAt(rollout.routing, 'istio');
    const mirror = rollout.steps.flatMap(({ kinds }) => kinds).find(({ key }) => key.text === 'setMirrorRoute');
    if (!mirror) return;
    const single = writtenEntry(istio, 'virtualService');
    if (single) yield* unnamedRoutes(single.value, single.key, mirror);
    for (const item of itemsAt(istio, 'virtualServices')) yield* unnamedRoutes(item, scalarAt(item, 'name'), mirror);
  },
});

function* unnamedRoutes(
  service: YamlEntry['value'],
  place: YamlEntry['key'] | undefined,
  mirror: YamlEntry,
): Iterable<Finding> {
  const map = valueAt(service);
  const isNamed = ['routes', 'tlsRoutes', 'tcpRoutes'].some(field => itemsAt(map, field).length > 0);
  if (!place || map?.kind !== 'map' || isNamed) return;
  yield {
    range: place.range,
    message:
      'No `routes` are named here, so after `setMirrorRoute` every `setWeight` changes the mirror route alone, and the traffic no longer moves. Name the routes to split in `routes`.',
    related: [{ range: mirror.key.range, message: 'the mirror route' }],
  };
}

function routerOf({ routing, routers }: Rollout, name: string) {
  const entry = routers.find(({ key }) => key.text === name);
  const map = valueAt(routing, name);
  return entry && map?.kind === 'map' ? { entry, map } : undefined;
}

function fillRoute(map: YamlMap) {
  const edit = { range: map.range, newText: '{ route: { name: ${1:route} } }' };
  return [{ title: 'Add `route`', edits: [edit], snippet: true }];
}
