/** Reads what a Rollout does with a new version: strategy, steps, routers, Services (docs/controller/rollout-fields.md). */
import {
  effectiveEntries,
  entryOf,
  itemsAt,
  resolveAlias,
  scalarAt,
  valueAt,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../yaml/node.ts';
import { maps } from './analysis.ts';
import { numberAt } from './reading.ts';

/** What a step can do, in the order in which the controller looks whether it is done. */
export const STEP_KINDS: readonly string[] = [
  'pause',
  'setCanaryScale',
  'setWeight',
  'experiment',
  'analysis',
  'setHeaderRoute',
  'setMirrorRoute',
  'plugin',
];

export interface Rollout {
  readonly spec: YamlMap;
  /** Absent: there is no template, or `workloadRef` brings another one. */
  readonly pods?: YamlMap;
  readonly canary?: YamlMap;
  readonly blueGreen?: YamlMap;
  /** `canary.trafficRouting`; `{}` too. */
  readonly routing?: YamlMap;
  /** Fields of the traffic routing that name a router: `alb`, `istio`, …, and `plugins` that holds one. */
  readonly routers: readonly YamlEntry[];
  readonly steps: readonly Step[];
  /** What weights add up to; undefined: it is written and is no number. */
  readonly maxWeight: number | undefined;
}

export interface Step {
  readonly node: YamlMap;
  readonly index: number;
  /** The fields that say what it does, as written. */
  readonly kinds: readonly YamlEntry[];
}

/** A Service that the Rollout names. */
export interface NamedService {
  /** `stableService`, `pingService`, … */
  readonly field: string;
  readonly name: YamlScalar;
}

/** An Ingress that the Rollout names, and the Service to which one of its rules must lead. */
export interface NamedIngress {
  readonly name: YamlScalar;
  readonly service?: YamlScalar;
}

const ROUTERS = ['alb', 'ambassador', 'apisix', 'appMesh', 'istio', 'nginx', 'plugins', 'smi', 'traefik'];
const DEFAULT_MAX_WEIGHT = 100;

export function readRollout(root: YamlNode | undefined): Rollout | undefined {
  const spec = valueAt(root, 'spec');
  if (spec?.kind !== 'map') return undefined;
  const pods = valueAt(spec, 'template');
  const canary = valueAt(spec, 'strategy', 'canary');
  const blueGreen = valueAt(spec, 'strategy', 'blueGreen');
  const routing = valueAt(canary, 'trafficRouting');
  return {
    spec,
    ...(pods?.kind === 'map' && !writtenEntry(spec, 'workloadRef') ? { pods } : {}),
    ...(canary?.kind === 'map' ? { canary } : {}),
    ...(blueGreen?.kind === 'map' ? { blueGreen } : {}),
    ...(routing?.kind === 'map' ? { routing } : {}),
    routers: routing?.kind === 'map' ? readRouters(routing) : [],
    steps: maps(itemsAt(canary, 'steps')).map(readStep),
    maxWeight: scalarAt(routing, 'maxTrafficWeight') ? numberAt(routing, 'maxTrafficWeight') : DEFAULT_MAX_WEIGHT,
  };
}

/** Fields of a strategy as a Deployment writes it. */
export const DEPLOYMENT_STRATEGY = ['type', 'rollingUpdate'] as const;

/** The entry under `key` with a value: `key:` with nothing behind it is no value, `{}` is one. */
export function writtenEntry(node: YamlNode | undefined, key: string): YamlEntry | undefined {
  const entry = entryOf(node, key);
  const value = resolveAlias(entry?.value);
  return value === undefined || (value.kind === 'scalar' && value.value === null) ? undefined : entry;
}

export function hasRouter({ routers }: Rollout, ...names: readonly string[]): boolean {
  return routers.some(({ key }) => names.includes(key.text));
}

/** The Services of the strategy, empty names left out. */
export function readServices({ canary, blueGreen }: Rollout): readonly NamedService[] {
  const read = (node: YamlNode | undefined, fields: readonly string[]): readonly NamedService[] =>
    fields.flatMap(field => {
      const name = scalarAt(node, field);
      return name && name.text !== '' ? [{ field, name }] : [];
    });
  return [
    ...read(canary, ['canaryService', 'stableService']),
    ...read(valueAt(canary, 'pingPong'), ['pingService', 'pongService']),
    ...read(blueGreen, ['activeService', 'previewService']),
  ];
}

export function readIngresses({ canary, routing }: Rollout): readonly NamedIngress[] {
  const stable = scalarAt(canary, 'stableService');
  const root = scalarAt(routing, 'alb', 'rootService');
  const nginx = valueAt(routing, 'nginx');
  const alb = valueAt(routing, 'alb');
  const ofAlb = root && root.text !== '' ? root : stable;
  return [
    ...[scalarAt(nginx, 'stableIngress'), ...itemsAt(nginx, 'stableIngresses').map(item => scalarAt(item))].flatMap(
      name => (name ? [{ name, ...(stable ? { service: stable } : {}) }] : []),
    ),
    ...[scalarAt(alb, 'ingress'), ...itemsAt(alb, 'ingresses').map(item => scalarAt(item))].flatMap(name =>
      name ? [{ name, ...(ofAlb ? { service: ofAlb } : {}) }] : [],
    ),
  ];
}

/** The references to VirtualServices, as maps with a `name`. */
export function readVirtualServices({ routing }: Rollout): readonly YamlNode[] {
  const istio = valueAt(routing, 'istio');
  const entry = writtenEntry(istio, 'virtualService');
  return [...(entry ? [entry.value] : []), ...itemsAt(istio, 'virtualServices')];
}

/** The weight that is in force when a step begins: that of the last `setWeight` before it. Undefined: it is no number. */
export function weightBefore({ steps }: Rollout, index: number): number | undefined {
  const last = steps.findLast(step => step.index < index && step.kinds.some(({ key }) => key.text === 'setWeight'));
  return last ? numberAt(last.node, 'setWeight') : 0;
}

function readRouters(routing: YamlMap): readonly YamlEntry[] {
  return effectiveEntries(routing).filter(({ key }) => {
    const value = valueAt(routing, key.text);
    if (!ROUTERS.includes(key.text) || !writtenEntry(routing, key.text)) return false;
    return key.text !== 'plugins' || (value?.kind === 'map' && effectiveEntries(value).length > 0);
  });
}

function readStep({ node, index }: { readonly node: YamlMap; readonly index: number }): Step {
  const kinds = effectiveEntries(node).filter(
    ({ key }) => STEP_KINDS.includes(key.text) && writtenEntry(node, key.text),
  );
  return { node, index, kinds };
}
