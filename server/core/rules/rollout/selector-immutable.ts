import { saysAllOf, valueIn } from '../../kube/object.ts';
import { writtenEntry } from '../../model/rollout.ts';
import { homeOnCluster } from '../../workspace/on-cluster.ts';
import { toPlain } from '../../yaml/plain.ts';
import { rolloutRule } from '../engine/rollout-rule.ts';

export const selectorImmutable = rolloutRule({
  id: 'selector-immutable',
  title: '`spec.selector` of an existing Rollout changed',
  docs: 'The API server refuses a change of the `selector` of a Rollout that exists: its ReplicaSets are known by it. Another selector needs another Rollout.',
  needs: 'cluster',
  *check({ spec }, { document, file, workspace }) {
    const { name } = document.content.identity;
    const home = homeOnCluster({ file, document }, workspace);
    const entry = writtenEntry(spec, 'selector');
    const written = entry && toPlain(entry.value);
    if (!home || workspace.isTakenIn(file) || name === undefined || !entry || written === undefined) return;
    const live = home.cluster.find({ kind: 'Rollout', name, namespace: home.namespace });
    const there = valueIn(live, 'spec', 'selector');
    if (there === undefined || isSame(there, written)) return;
    yield {
      range: entry.key.range,
      message: `Rollout \`${name}\` in ${home.words} has another \`selector\`, and the API server refuses to change it. Keep that one, or give the Rollout another name.`,
    };
  },
});

/** Defaults are none: what is there was written. */
function isSame(there: unknown, written: Parameters<typeof saysAllOf>[1]): boolean {
  return saysAllOf(there, written) && countLeaves(there) === countLeaves(written);
}

function countLeaves(value: unknown): number {
  if (typeof value !== 'object' || value === null) return value === undefined || value === null ? 0 : 1;
  return Object.values(value).reduce((sum: number, each) => sum + countLeaves(each), 0);
}
