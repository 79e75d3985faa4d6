import { CALLER_KINDS } from '../../model/analysis.ts';
import { type ExperimentTemplate, readBodies } from '../../model/experiment-body.ts';
import { type Port, portsOf, readContainers, readPorts } from '../../model/pod-template.ts';
import { appendItems } from '../../yaml/append-items.ts';
import { insertEntry } from '../../yaml/edit.ts';
import { entryOf } from '../../yaml/node.ts';
import type { Finding, Fix, Rule, RuleContext } from '../engine/rule.ts';

const REFUSED = 'The API server refuses the Service: template and Experiment are Error, after the pods have started.';

export const expServicePortsUnnamed: Rule = {
  id: 'exp-service-ports-unnamed',
  title: 'Port of a Service without a name',
  docs: 'A Service with two or more ports needs a name for each. The controller copies the ports of all containers; the API server refuses the Service when one has no name, and the template and the Experiment are Error.',
  severity: 'error',
  kinds: CALLER_KINDS,
  needs: 'document',
  *check(context) {
    for (const ports of servedPorts(context)) {
      if (ports.length < 2) continue;
      for (const { node, number, name } of ports) {
        if (!number || (name && name.text !== '')) continue;
        yield {
          range: number.range,
          message: `The Service of this template has ${ports.length} ports, and this one has no name. ${REFUSED} Name the ports.`,
          fixes: namePort(context.document.text, node, number.text, ports),
        };
      }
    }
  },
};

export const expServicePortsDuplicate: Rule = {
  id: 'exp-service-ports-duplicate',
  title: 'Two containers with the same port',
  docs: 'The Service gets the ports of all containers. Two containers with the same port and protocol, or with the same name for a port, are fine as a pod; the API server refuses the Service, and the template and the Experiment are Error.',
  severity: 'error',
  kinds: CALLER_KINDS,
  needs: 'document',
  *check(context) {
    for (const ports of servedPorts(context)) {
      const seen = new Map<string, Port>();
      for (const port of ports) yield* duplicates(port, seen);
    }
  },
};

export const expServiceWithoutPorts: Rule = {
  id: 'exp-service-without-ports',
  title: 'Service without ports',
  docs: 'The ports of the Service are those that the containers declare. When none does, the controller makes no Service and says nothing; requests to it fail with "no such host".',
  severity: 'warning',
  kinds: CALLER_KINDS,
  needs: 'document',
  *check({ root, document, isWhole }) {
    if (!isWhole) return;
    for (const template of readBodies(root, document.content.identity.kind).flatMap(body => body.templates)) {
      const entry = entryOf(template.node, 'service');
      const hasContainers = readContainers(template.pods).length > 0;
      if (!entry || template.service?.node.kind !== 'map' || !hasContainers || readPorts(template.pods).length > 0)
        continue;
      yield {
        range: entry.key.range,
        message:
          'No container of this template declares a port, so the controller makes no Service, without a word: requests to it fail with "no such host". Declare `containerPort`.',
        fixes: declarePort(document.text, template),
      };
    }
  },
};

/** The ports of each template that has a Service; the pods of a Rollout, which its steps share, once. */
function* servedPorts({ root, document, isWhole }: RuleContext): Iterable<readonly Port[]> {
  if (!isWhole) return;
  const seen = new Set<unknown>();
  for (const { service, pods } of readBodies(root, document.content.identity.kind).flatMap(body => body.templates)) {
    if (!service || seen.has(pods)) continue;
    seen.add(pods);
    yield readPorts(pods);
  }
}

function* duplicates(port: Port, seen: Map<string, Port>): Iterable<Finding> {
  const { number, name, protocol, container } = port;
  const keys = [
    ...(typeof number?.value === 'number' ? [{ key: `${number.value}/${protocol}`, scalar: number }] : []),
    ...(name && name.text !== '' ? [{ key: name.text, scalar: name }] : []),
  ];
  for (const { key, scalar } of keys) {
    const before = seen.get(key);
    seen.set(key, before ?? port);
    // Within one container the pod itself is refused.
    if (!before || before.container === container) continue;
    const place = scalar === number ? before.number : before.name;
    yield {
      range: scalar.range,
      message: `Another container has the port \`${key}\` already, and the Service gets both. ${REFUSED} Change one, or remove \`service\`.`,
      related: place ? [{ range: place.range, message: 'the first one' }] : [],
    };
  }
}

function namePort(text: string, node: Port['node'], number: string, ports: readonly Port[]): readonly Fix[] {
  const source = `name: port-${number}`;
  const isTaken = ports.some(({ name }) => name?.text === `port-${number}`);
  const edit = isTaken || entryOf(node, 'name') ? undefined : insertEntry(text, node, source, node.entries.at(-1));
  return edit ? [{ title: `Name it \`port-${number}\``, edits: [edit] }] : [];
}

function declarePort(text: string, { pods }: ExperimentTemplate): readonly Fix[] {
  const [container] = readContainers(pods);
  if (!container || portsOf(container).length > 0) return [];
  const after = entryOf(container.node, 'image') ?? container.node.entries.at(-1);
  const edit = appendItems(text, container.node, 'ports', [[['containerPort', '${1:8080}']]], after);
  return edit ? [{ title: 'Declare a port', edits: [edit], snippet: true }] : [];
}
