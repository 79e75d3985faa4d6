/** Reads a pod template: its labels, containers and ports, and why the API would refuse it. */
import { refuseLabelKey, refuseLabelValue } from '../kube/label.ts';
import { refuseLabel } from '../kube/name.ts';
import { refusePortName, refusePortNumber } from '../kube/port.ts';
import { parseQuantity } from '../kube/quantity.ts';
import { variablesIn } from '../templating/tokens.ts';
import type { Range } from '../text/range.ts';
import {
  effectiveEntries,
  itemsAt,
  resolveAlias,
  scalarAt,
  valueAt,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../yaml/node.ts';
import { scalarsIn } from '../yaml/scalars.ts';
import { maps } from './analysis.ts';
import { literal } from './experiment-body.ts';

export interface Container {
  readonly node: YamlMap;
  readonly name?: YamlScalar;
  readonly isInit: boolean;
}

export interface Port {
  readonly node: YamlMap;
  readonly container: Container;
  readonly number?: YamlScalar;
  readonly name?: YamlScalar;
  /** Default `TCP`. */
  readonly protocol: string;
}

/** What the API refuses in a pod template, and where. */
export interface PodRefusal {
  readonly range: Range;
  /** Sentence parts: what stands there, and what the API wants. Ends without a full stop. */
  readonly what: string;
  /** What to write instead, as a sentence. */
  readonly remedy: string;
  /** Text for the range that repairs it. */
  readonly newText?: string;
}

export function readContainers(pods: YamlNode | undefined): readonly Container[] {
  const read = (field: string, isInit: boolean): readonly Container[] =>
    maps(itemsAt(pods, 'spec', field)).map(({ node }) => {
      const name = scalarAt(node, 'name');
      return { node, isInit, ...(name ? { name } : {}) };
    });
  return [...read('containers', false), ...read('initContainers', true)];
}

/** How long the kubelet waits before it asks, in seconds, and where that is written. */
export interface Probe {
  readonly seconds: number;
  readonly range: Range;
}

/** The probe that is waited for longest; undefined: none has a delay. Nothing asks whether a container is ready before it has started. */
export function latestProbe(pods: YamlNode | undefined): Probe | undefined {
  const delays = readContainers(pods).flatMap(({ node }) =>
    ['startupProbe', 'readinessProbe'].flatMap(probe => scalarAt(node, probe, 'initialDelaySeconds') ?? []),
  );
  const probes = delays.flatMap(({ value, range }) =>
    typeof value === 'number' && value > 0 ? [{ seconds: value, range }] : [],
  );
  return probes.toSorted((a, b) => b.seconds - a.seconds)[0];
}

/** The ports that a Service gets: of all containers, without init containers. */
export function readPorts(pods: YamlNode | undefined): readonly Port[] {
  return readContainers(pods).flatMap(container => (container.isInit ? [] : portsOf(container)));
}

export function portsOf(container: Container): readonly Port[] {
  return maps(itemsAt(container.node, 'ports')).map(({ node }): Port => {
    const number = scalarAt(node, 'containerPort');
    const name = scalarAt(node, 'name');
    return {
      node,
      container,
      protocol: scalarAt(node, 'protocol')?.text ?? 'TCP',
      ...(number ? { number } : {}),
      ...(name ? { name } : {}),
    };
  });
}

/** Amounts of `resources` and the like that Kubernetes cannot parse. */
export function* badQuantities(pods: YamlNode | undefined): Iterable<YamlScalar> {
  for (const quantity of quantitiesIn(pods)) {
    if (
      typeof quantity.value === 'string' &&
      literal(quantity) !== undefined &&
      parseQuantity(quantity.text) === undefined
    )
      yield quantity;
  }
}

function* quantitiesIn(pods: YamlNode | undefined): Iterable<YamlScalar> {
  for (const { node } of readContainers(pods)) {
    for (const field of ['limits', 'requests']) {
      for (const { value } of entriesAt(node, 'resources', field)) {
        const scalar = resolveAlias(value);
        if (scalar?.kind === 'scalar' && scalar.value !== null) yield scalar;
      }
    }
  }
  for (const volume of itemsAt(pods, 'spec', 'volumes')) {
    const limit = scalarAt(volume, 'emptyDir', 'sizeLimit');
    if (limit) yield limit;
  }
}

/** As {@link refusePods} and {@link missingInPods}, without what lies in a value that another tool fills in. */
export function certainlyRefused(pods: YamlNode | undefined): readonly PodRefusal[] {
  const unknown = [...scalarsIn(pods)].filter(({ text }) => variablesIn(text).length > 0).map(({ range }) => range);
  const isKnown = ({ range }: PodRefusal): boolean =>
    !unknown.some(({ start, end }) => start <= range.start && range.end <= end);
  return [...refusePods(pods), ...missingInPods(pods)].filter(isKnown);
}

/** What the API refuses in the values that are written. What is missing is asked for by {@link missingInPods}. */
export function* refusePods(pods: YamlNode | undefined): Iterable<PodRefusal> {
  yield* refuseRestartPolicy(pods);
  yield* refuseLabels(pods);
  for (const container of readContainers(pods)) {
    yield* refuseContainerName(container);
    yield* refusePorts(container);
    yield* refuseResources(container);
  }
}

/** What a complete pod template must not lack: images, and the volumes that are mounted. */
export function* missingInPods(pods: YamlNode | undefined): Iterable<PodRefusal> {
  const volumes = new Set(itemsAt(pods, 'spec', 'volumes').flatMap(each => scalarAt(each, 'name')?.text ?? []));
  for (const { node, name } of readContainers(pods)) {
    const image = scalarAt(node, 'image');
    if (!valueAt(node, 'image') || image?.text === '') {
      yield {
        range: image?.range ?? name?.range ?? node.entries[0]?.key.range ?? node.range,
        what: `Container \`${name?.text ?? ''}\` has no image`,
        remedy: 'Add `image`.',
      };
    }
    for (const mount of itemsAt(node, 'volumeMounts')) {
      const volume = scalarAt(mount, 'name');
      if (!volume || literal(volume) === undefined || volumes.has(volume.text)) continue;
      yield {
        range: volume.range,
        what: `The pod has no volume \`${volume.text}\` to mount`,
        remedy: 'Add it to `volumes`, or correct the name.',
      };
    }
  }
}

function* refuseRestartPolicy(pods: YamlNode | undefined): Iterable<PodRefusal> {
  const policy = scalarAt(pods, 'spec', 'restartPolicy');
  if (!policy || typeof policy.value !== 'string' || [undefined, 'Always', ''].includes(literal(policy))) return;
  yield {
    range: policy.range,
    what: `Pods of a ReplicaSet must restart always, and \`restartPolicy\` is \`${policy.text}\``,
    remedy: 'Write `Always`, or remove the field.',
    newText: 'Always',
  };
}

function* refuseLabels(pods: YamlNode | undefined): Iterable<PodRefusal> {
  for (const { key, value } of entriesAt(pods, 'metadata', 'labels')) {
    const wrongKey = literal(key) === undefined ? undefined : refuseLabelKey(key.text);
    if (wrongKey !== undefined) {
      yield {
        range: key.range,
        what: `\`${key.text}\` cannot be the key of a label: ${wrongKey}`,
        remedy: 'Write another key.',
      };
    }
    const scalar = resolveAlias(value);
    if (scalar?.kind !== 'scalar' || typeof scalar.value !== 'string' || literal(scalar) === undefined) continue;
    const wrongValue = refuseLabelValue(scalar.text);
    if (wrongValue === undefined) continue;
    yield {
      range: scalar.range,
      what: `This cannot be the value of a label: ${wrongValue}`,
      remedy: 'Write another value.',
    };
  }
}

function* refuseContainerName({ name }: Container): Iterable<PodRefusal> {
  const text = literal(name);
  const refusal = text === undefined || text === '' ? undefined : refuseLabel(text);
  if (!name || refusal === undefined) return;
  yield { range: name.range, what: `The name of the container ${refusal}`, remedy: 'Write another name.' };
}

function* refusePorts(container: Container): Iterable<PodRefusal> {
  const names = new Set<string>();
  for (const { number, name } of portsOf(container)) {
    const wrong = typeof number?.value === 'number' ? refusePortNumber(number.value) : undefined;
    if (number && wrong !== undefined) {
      yield {
        range: number.range,
        what: `\`${number.text}\` is no port: ${wrong}`,
        remedy: 'Write the port on which the container listens.',
      };
    }
    const text = literal(name);
    if (!name || text === undefined || text === '') continue;
    const wrongName = names.has(text) ? 'another port of the container has it already' : refusePortName(text);
    names.add(text);
    if (wrongName === undefined) continue;
    yield {
      range: name.range,
      what: `\`${text}\` cannot be the name of this port: ${wrongName}`,
      remedy: 'Write another name.',
    };
  }
}

function* refuseResources({ node }: Container): Iterable<PodRefusal> {
  for (const { key, value } of entriesAt(node, 'resources', 'requests')) {
    const request = resolveAlias(value);
    const limit = scalarAt(node, 'resources', 'limits', key.text);
    if (request?.kind !== 'scalar' || !limit) continue;
    const wanted = parseQuantity(request.text);
    const allowed = parseQuantity(limit.text);
    if (wanted === undefined || allowed === undefined || wanted <= allowed) continue;
    yield {
      range: request.range,
      what: `The container requests more \`${key.text}\` (${request.text}) than its limit allows (${limit.text})`,
      remedy: 'Raise the limit, or lower the request.',
    };
  }
}

function entriesAt(node: YamlNode | undefined, ...path: readonly string[]): ReturnType<typeof effectiveEntries> {
  const map = valueAt(node, ...path);
  return map?.kind === 'map' ? effectiveEntries(map) : [];
}
