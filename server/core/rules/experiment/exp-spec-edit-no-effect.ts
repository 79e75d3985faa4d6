import { controllerOf, listIn, saysAllOf, textIn, valueIn } from '../../kube/object.ts';
import { readBodies } from '../../model/experiment-body.ts';
import type { ClusterObject } from '../../workspace/cluster-facts.ts';
import { homeOnCluster } from '../../workspace/on-cluster.ts';
import { effectiveEntries, entryOf, stringAt, type YamlEntry, type YamlMap } from '../../yaml/node.ts';
import { toPlain } from '../../yaml/plain.ts';
import type { Finding, Rule } from '../engine/rule.ts';

const ENDED: readonly string[] = ['Successful', 'Failed', 'Error', 'Inconclusive'];
/** Read once, when the ReplicaSet or the run is made. Other fields of them take effect while the Experiment runs. */
const FIXED = { templates: ['template', 'selector'], analyses: ['templateName', 'clusterScope', 'args'] } as const;

export const expSpecEditNoEffect: Rule = {
  id: 'exp-spec-edit-no-effect',
  title: 'Edit of a started Experiment without effect',
  docs: 'ReplicaSets and runs are made once: while an Experiment runs, a change of the pods of a template or of what an analysis is does nothing, whereas `replicas`, `duration`, deadlines, `terminate`, and added templates and analyses take effect. Once it has ended no change does. What shall run anew needs another name.',
  severity: 'info',
  kinds: ['Experiment'],
  needs: 'cluster',
  *check({ root, document, file, workspace, isWhole }) {
    const { name, nameNode } = document.content.identity;
    const home = homeOnCluster({ file, document }, workspace);
    if (!isWhole || workspace.isTakenIn(file) || name === undefined || !nameNode || !home) return;
    const live = home.cluster.find({ kind: 'Experiment', name, namespace: home.namespace });
    const phase = textIn(live, 'status', 'phase');
    if (!live || phase === '' || controllerOf(live)) return;
    const [body] = readBodies(root, 'Experiment');
    if (!body) return;
    if (ENDED.includes(phase)) {
      const changed = effectiveEntries(body.node).filter(entry => !isAsThere(entry, valueIn(live, 'spec')));
      const names = changed.map(({ key }) => `\`${key.text}\``).join(', ');
      if (changed.length === 0) return;
      yield {
        range: nameNode.range,
        message: `Experiment \`${name}\` has ended as ${phase} in ${home.words}, with another ${names} than here. Applied there, this file starts nothing. Give it another name, or delete the one that has ended.`,
      };
      return;
    }
    const told = `Experiment \`${name}\` runs in ${home.words} already`;
    yield* itemsChanged(
      live,
      body.templates.map(({ node }) => node),
      'templates',
      told,
    );
    if (phase === 'Running')
      yield* itemsChanged(
        live,
        body.analyses.map(({ node }) => node),
        'analyses',
        told,
      );
  },
};

function* itemsChanged(
  live: ClusterObject,
  items: readonly YamlMap[],
  field: keyof typeof FIXED,
  told: string,
): Iterable<Finding> {
  for (const item of items) {
    const name = stringAt(item, 'name');
    const there = listIn(live, 'spec', field).find(each => name !== undefined && valueIn(each, 'name') === name);
    if (there === undefined) continue;
    for (const key of FIXED[field]) {
      const entry = entryOf(item, key);
      if (!entry || isAsThere(entry, there)) continue;
      yield {
        range: entry.key.range,
        message: `${told}, with another \`${key}\` than here: what has started is not changed any more. Give the Experiment another name.`,
      };
    }
  }
}

function isAsThere({ key, value }: YamlEntry, there: unknown): boolean {
  const written = toPlain(value);
  return written === undefined || saysAllOf(valueIn(there, key.text), written);
}
