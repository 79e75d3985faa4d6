import { literal } from '../../model/experiment-body.ts';
import { type Rollout, readIngresses, readVirtualServices, writtenEntry } from '../../model/rollout.ts';
import { nearest } from '../../text/nearest.ts';
import { homeOnCluster } from '../../workspace/on-cluster.ts';
import { scalarAt, type YamlScalar } from '../../yaml/node.ts';
import { replaceWith } from '../engine/fix.ts';
import { rolloutRule } from '../engine/rollout-rule.ts';

/** Objects that the Rollout names, and that neither the workspace nor the cluster has. */
export const roNamedMissing = [
  named({
    id: 'ro-workloadref-missing',
    kind: 'Deployment',
    title: 'Workload of `workloadRef` does not exist',
    docs: 'The controller refuses a Rollout whose `workloadRef` names a Deployment that does not exist (InvalidSpec), until it does.',
    namesOf: ({ spec }) => {
      const reference = writtenEntry(spec, 'workloadRef')?.value;
      return scalarAt(reference, 'kind')?.text === 'Deployment' ? [scalarAt(reference, 'name')] : [];
    },
  }),
  named({
    id: 'ro-ingress-missing',
    kind: 'Ingress',
    title: 'Ingress does not exist',
    docs: 'The controller refuses a Rollout whose Ingress does not exist (InvalidSpec), until it does.',
    namesOf: rollout => readIngresses(rollout).map(({ name }) => name),
  }),
  named({
    id: 'ro-virtualservice-missing',
    kind: 'VirtualService',
    title: 'VirtualService does not exist',
    docs: 'The controller refuses a Rollout whose VirtualService does not exist (InvalidSpec), until it does. A name with a namespace, `shop.mesh`, is looked up there.',
    namesOf: rollout => readVirtualServices(rollout).map(reference => scalarAt(reference, 'name')),
  }),
];

interface NamedMissing {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly docs: string;
  readonly namesOf: (rollout: Rollout) => readonly (YamlScalar | undefined)[];
}

function named({ id, kind, title, docs, namesOf }: NamedMissing) {
  return rolloutRule({
    id,
    title,
    docs: `${docs} Told where neither the workspace nor the connected cluster has it.`,
    severity: 'info',
    needs: 'cluster',
    *check(rollout, { document, file, workspace }) {
      const home = homeOnCluster({ file, document }, workspace);
      // Of Deployments no file is read.
      const isOwnKnown = kind === 'Deployment' || (workspace.isComplete && workspace.knowsNames(kind));
      if (!home || !isOwnKnown) return;
      const own = new Set(workspace.definitions(kind).map(at => at.document.content.identity.name));
      for (const name of namesOf(rollout)) {
        const text = literal(name);
        // `name.namespace` of a VirtualService.
        if (!name || !text || text.includes('.') || own.has(text)) continue;
        if (!home.cluster.lacks({ kind, name: text, namespace: home.namespace })) continue;
        const nowhere =
          kind === 'Deployment' ? `not in ${home.words}` : `neither in this workspace nor in ${home.words}`;
        const meant = nearest(
          text,
          [...own, ...home.cluster.names(kind, home.namespace)].flatMap(each => each ?? []),
        );
        const advice = meant === undefined ? 'Create it, or correct the name.' : `Did you mean \`${meant}\`?`;
        yield {
          range: name.range,
          message: `${kind} \`${text}\` is ${nowhere}. Without it the controller refuses the Rollout (InvalidSpec). ${advice}`,
          ...(name.style === 'plain' ? { fixes: replaceWith(meant, name.range) } : {}),
        };
      }
    },
  });
}
