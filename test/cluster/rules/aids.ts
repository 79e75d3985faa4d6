/** What a file takes for granted: the Services and Ingresses of its Rollouts and the Secrets of its args. */
import { type Fields, isRecord, recordAt, textAt } from './fields-of.ts';

/** The objects that the documents name and do not hold. */
export function aids(documents: readonly Fields[]): readonly Fields[] {
  const there = new Set(documents.map(each => `${each.kind}/${textAt(each, 'metadata', 'name')}`));
  const wanted = [
    ...documents.flatMap(secretsOf),
    ...documents.filter(each => each.kind === 'Rollout').flatMap(routesOf),
  ];
  const byName = new Map(wanted.map(each => [`${each.kind}/${textAt(each, 'metadata', 'name')}`, each]));
  return [...byName].flatMap(([name, each]) => (there.has(name) ? [] : [each]));
}

function secretsOf(value: unknown): readonly Fields[] {
  const keys = new Map<string, string[]>();
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(walk);
    if (!isRecord(part)) return;
    const ref = recordAt(part, 'secretKeyRef');
    const [name, key] = [textAt(ref, 'name'), textAt(ref, 'key')];
    if (name !== undefined && key !== undefined) keys.set(name, [...(keys.get(name) ?? []), key]);
    Object.values(part).forEach(walk);
  };
  walk(value);
  return [...keys].map(([name, own]) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name },
    stringData: Object.fromEntries(own.map(key => [key, 'of-the-secret'])),
  }));
}

const SERVICES = [
  ['canary', 'stableService'],
  ['canary', 'canaryService'],
  ['canary', 'pingPong', 'pingService'],
  ['canary', 'pingPong', 'pongService'],
  ['canary', 'trafficRouting', 'alb', 'rootService'],
  ['blueGreen', 'activeService'],
  ['blueGreen', 'previewService'],
] as const;

function routesOf(rollout: Fields): readonly Fields[] {
  const strategy = recordAt(rollout, 'spec', 'strategy');
  const services = SERVICES.flatMap(keys => textAt(strategy, ...keys) ?? []);
  const selector = recordAt(rollout, 'spec', 'selector', 'matchLabels') ?? {};
  const backend = textAt(strategy, 'canary', 'trafficRouting', 'alb', 'rootService') ?? services[0];
  const routing = recordAt(strategy, 'canary', 'trafficRouting');
  const ingresses = (['nginx', 'alb'] as const).flatMap(router =>
    ingressesAt(routing, router).map(name => [name, router] as const),
  );
  const virtual = textAt(routing, 'istio', 'virtualService', 'name');
  return [
    ...services.map(name => serviceOf(name, selector)),
    ...(backend === undefined ? [] : ingresses.map(([name, router]) => ingressOf(name, router, backend))),
    ...(virtual === undefined ? [] : [virtualServiceOf(virtual, services)]),
  ];
}

function ingressesAt(routing: Fields | undefined, router: 'nginx' | 'alb'): readonly string[] {
  const fields = recordAt(routing, router);
  const one = textAt(fields, router === 'nginx' ? 'stableIngress' : 'ingress');
  const names = fields?.[router === 'nginx' ? 'stableIngresses' : 'ingresses'];
  return [...(one === undefined ? [] : [one]), ...(Array.isArray(names) ? names.map(String) : [])];
}

function serviceOf(name: string, selector: Fields): Fields {
  const spec = { selector, ports: [{ port: 80, targetPort: 8080 }] };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec };
}

/** nginx is given a port, the ALB controller the name of an annotation. */
function ingressOf(name: string, router: 'nginx' | 'alb', service: string): Fields {
  const port = router === 'nginx' ? { number: 80 } : { name: 'use-annotation' };
  const path = { path: '/', pathType: 'Prefix', backend: { service: { name: service, port } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, annotations: { 'kubernetes.io/ingress.class': router } },
    spec: { rules: [{ host: 'shop.example', http: { paths: [path] } }] },
  };
}

/** All requests to the first Service, none to the others. */
function virtualServiceOf(name: string, services: readonly string[]): Fields {
  const route = services.map((host, index) => ({ destination: { host }, weight: index === 0 ? 100 : 0 }));
  return {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'VirtualService',
    metadata: { name },
    spec: { hosts: ['shop.example'], http: [{ name: 'primary', route }] },
  };
}
