import { type ExperimentBody, type ExperimentTemplate, readBodies } from '../../model/experiment-body.ts';
import { readHost } from '../../model/host.ts';
import type { Range } from '../../text/range.ts';
import type { ResolvedCall } from '../../workspace/resolved-call.ts';
import { fillEntry, insertEntry } from '../../yaml/edit.ts';
import { entryOf, type YamlScalar } from '../../yaml/node.ts';
import { mapScalar } from '../../yaml/scalar-source.ts';
import type { Fix, Rule, RuleContext } from '../rule.ts';

/** A host in an arg value that means the pods of a template. */
interface PodHost {
  readonly template: ExperimentTemplate;
  readonly scalar: YamlScalar;
  readonly range: Range;
  /** The host as written. */
  readonly host: string;
  /** Whether it is the name of the ReplicaSet, which is that of the Service too; else it is just the template's. */
  readonly isReplicaSet: boolean;
}

export const expHostWithoutService: Rule = {
  id: 'exp-host-without-service',
  title: 'Host without a Service',
  docs: 'Pods are reached by a name only through a Service, and the controller makes one for a template only where `service` is set. Without it the host does not resolve ("no such host") and the measurement is Error.',
  severity: 'warning',
  kinds: ['Experiment', 'Rollout'],
  needs: 'workspace',
  *check(context) {
    for (const { template, range, host } of podHosts(context)) {
      if (template.service) continue;
      yield {
        range,
        message: `\`${host}\` means the pods of template \`${template.name?.text}\`, which has no Service: the host does not resolve, and the measurement is Error. Add \`service: {}\` to the template.`,
        ...(template.name
          ? { related: [{ range: template.name.range, message: 'the template without `service`' }] }
          : {}),
        fixes: addService(context.document.text, template),
      };
    }
  },
};

export const expHostIsTemplateName: Rule = {
  id: 'exp-host-is-template-name',
  title: 'Host is not the name of the Service',
  docs: 'The Service of a template is called `<experiment>-<template>`, or as `service.name` says; the name of the template alone does not resolve. `{{templates.<name>.replicaset.name}}` stands for it, whatever the Experiment is called.',
  severity: 'warning',
  kinds: ['Experiment', 'Rollout'],
  needs: 'workspace',
  *check(context) {
    for (const { template, range, host, isReplicaSet } of podHosts(context)) {
      const { service, name } = template;
      if (!service || !name || (isReplicaSet && !service.name)) continue;
      const right = service.name?.text ?? `{{templates.${name.text}.replicaset.name}}`;
      const called = service.name ? `\`${right}\`` : 'after the Experiment and the template';
      yield {
        range,
        message: `The Service of template \`${name.text}\` is called ${called}, so \`${host}\` does not resolve and the measurement is Error. Write \`${right}\`.`,
        related: [{ range: name.range, message: 'the template' }],
        fixes: [{ title: `Write \`${right}\``, edits: [{ range, newText: right }] }],
      };
    }
  },
};

function* podHosts({ root, document, workspace, isWhole, calls }: RuleContext): Iterable<PodHost> {
  if (!isWhole) return;
  const { kind, name: owner } = document.content.identity;
  const resolved = calls();
  for (const body of readBodies(root, kind)) {
    for (const call of resolved.filter(each => body.analyses.some(({ node }) => node === each.call.node))) {
      for (const { name, value } of call.call.args) {
        const host = typeof value?.value === 'string' ? readHost(value.text) : undefined;
        if (!value || !host || (host.isBare && !isUsedAsHost(call, name?.text))) continue;
        const found = podsOf(body, host.name, body.step === undefined ? owner : undefined);
        const isTaken = workspace.definitions('Service').some(at => at.document.content.identity.name === host.name);
        if (!found || isTaken || found.template.service?.name?.text === host.name) continue;
        const range = mapScalar(document.text, value)?.toSource(host.range) ?? value.range;
        yield { ...found, scalar: value, range, host: host.name };
      }
    }
  }
}

function podsOf(
  { templates }: ExperimentBody,
  host: string,
  owner: string | undefined,
): Pick<PodHost, 'template' | 'isReplicaSet'> | undefined {
  const [, tag] = /^\{\{\s*templates\.(.+)\.replicaset\.name\s*\}\}$/.exec(host) ?? [];
  const replicaSet = templates.find(({ name }) => name && (name.text === tag || `${owner}-${name.text}` === host));
  if (replicaSet) return { template: replicaSet, isReplicaSet: true };
  const template = templates.find(({ name }) => name?.text === host);
  return template && { template, isReplicaSet: false };
}

/** Whether a metric of the called templates puts the arg where the host of a URL stands. */
function isUsedAsHost({ analysis }: ResolvedCall, arg: string | undefined): boolean {
  if (arg === undefined) return false;
  const name = arg.replaceAll(/[^\w]/g, '\\$&');
  const use = new RegExp(`://\\{\\{\\s*args\\.${name}\\s*\\}\\}(?=[:/?"'\\s]|$)`, 'm');
  return analysis.templates.some(({ at }) => use.test(at.document.text));
}

function addService(text: string, { node }: ExperimentTemplate): readonly Fix[] {
  const empty = entryOf(node, 'service');
  const source = 'service: {}';
  const edit = empty ? fillEntry(text, node, empty, source) : insertEntry(text, node, source, entryOf(node, 'name'));
  return edit ? [{ title: 'Add `service: {}` to the template', edits: [edit] }] : [];
}
