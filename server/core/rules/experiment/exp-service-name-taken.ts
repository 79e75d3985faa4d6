import { controllerOf } from '../../kube/object.ts';
import { CALLER_KINDS } from '../../model/analysis.ts';
import { literal, readBodies, type WantedService } from '../../model/experiment-body.ts';
import { readPorts } from '../../model/pod-template.ts';
import type { ClusterObject } from '../../workspace/cluster-facts.ts';
import { sharesNamespace } from '../../workspace/namespace.ts';
import { homeOnCluster } from '../../workspace/on-cluster.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import { addField, renameTwin } from '../engine/fix.ts';
import type { Fix, Rule, RuleContext } from '../engine/rule.ts';

export const expServiceNameTaken: Rule = {
  id: 'exp-service-name-taken',
  title: 'Name of the Service is taken',
  docs: 'The controller makes a Service for the template, and does not take over one that belongs to somebody else. With the name taken the template and the Experiment are Error; of two templates with one `service.name` the second is, and the Service of the first is deleted as well.',
  severity: 'warning',
  kinds: CALLER_KINDS,
  needs: 'workspace',
  *check(context) {
    const { root, document, file, workspace, isWhole } = context;
    if (!isWhole) return;
    const { kind, name: owner } = document.content.identity;
    const services = workspace.knowsNames('Service') ? workspace.definitions('Service') : [];
    const home = homeOnCluster({ file, document }, workspace);
    for (const { templates, step } of readBodies(root, kind)) {
      const first = new Map<string, YamlScalar>();
      for (const { name, service, pods } of templates) {
        const own = service?.name ?? name;
        const prefix = service?.name ? '' : owner && step === undefined ? `${owner}-` : undefined;
        if (!service || !own || prefix === undefined || literal(own) === undefined || readPorts(pods).length === 0)
          continue;
        const full = prefix + own.text;
        const before = first.get(full);
        const taken = services.find(
          at => at.document.content.identity.name === full && sharesNamespace({ file, document }, at, workspace),
        );
        first.set(full, before ?? own);
        if (before) {
          yield {
            range: own.range,
            severity: 'error',
            message: `Another template has a Service \`${full}\` already. This template and the Experiment are Error, and the Service of the first is deleted too. Write another name.`,
            related: [{ range: before.range, message: 'the first one' }],
            fixes: renameService(context, service, full, first),
          };
          continue;
        }
        if (taken) {
          const { nameNode } = taken.document.content.identity;
          yield {
            range: own.range,
            message: `A Service \`${full}\` exists already, and the controller does not take it over: template and Experiment are Error. Set another \`service.name\`.`,
            related: nameNode ? [{ in: taken, range: nameNode.range, message: 'the Service' }] : [],
            fixes: renameService(context, service, full, first),
          };
          continue;
        }
        const there = home?.cluster.find({ kind: 'Service', name: full, namespace: home.namespace });
        if (home && there && isForeign(there, step === undefined ? `${owner}-${name?.text}` : undefined)) {
          yield {
            range: own.range,
            message: `A Service \`${full}\` is in ${home.words} already, and the controller does not take it over: template and Experiment are Error. Set another \`service.name\`.`,
            fixes: renameService(context, service, full, first),
          };
        }
      }
    }
  },
};

/** `replicaSet`: the template's own, to which its Service belongs; undefined: its name holds a hash, which only the cluster knows. */
function isForeign(service: ClusterObject, replicaSet: string | undefined): boolean {
  const holder = controllerOf(service);
  return holder?.kind !== 'ReplicaSet' || (replicaSet !== undefined && holder.name !== replicaSet);
}

function renameService(
  context: RuleContext,
  { name, node }: WantedService,
  full: string,
  taken: ReadonlyMap<string, unknown>,
): readonly Fix[] {
  if (name) return renameTwin(name, taken);
  // The weight of a step's template is no place for a name.
  return node.kind === 'map' ? addField(context, [], node, `name: \${1:${full}-2}`, true) : [];
}
