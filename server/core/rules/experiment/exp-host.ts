import { CALLER_KINDS } from '../../model/analysis.ts';
import type { ExperimentBody, ExperimentTemplate } from '../../model/experiment-body.ts';
import { hostArgs, readHost } from '../../model/host.ts';
import type { Range } from '../../text/range.ts';
import type { ResolvedAnalysis } from '../../workspace/resolve.ts';
import { resolveBodies } from '../../workspace/resolved-body.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { fillEntry, insertEntry } from '../../yaml/edit.ts';
import { entryOf, type YamlScalar } from '../../yaml/node.ts';
import { mapScalar } from '../../yaml/scalar-source.ts';
import type { Fix, Rule, RuleContext } from '../engine/rule.ts';

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
  kinds: CALLER_KINDS,
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
  kinds: CALLER_KINDS,
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
  const services = serviceNames(workspace);
  const uses = new HostArgs();
  for (const body of resolveBodies(root, kind, calls())) {
    const templates = templatesByName(body);
    for (const { call, analysis } of body.calls) {
      for (const { name, value } of call.args) {
        const host = typeof value?.value === 'string' ? readHost(value.text) : undefined;
        if (!value || !host || (host.isBare && !uses.has(name?.text, analysis))) continue;
        const found = podsOf(templates, host.name, body.step === undefined ? owner : undefined);
        if (!found || services.has(host.name) || found.template.service?.name?.text === host.name) continue;
        const range = mapScalar(document.text, value)?.toSource(host.range) ?? value.range;
        yield { ...found, scalar: value, range, host: host.name };
      }
    }
  }
}

function serviceNames(workspace: Workspace): ReadonlySet<string | undefined> {
  return new Set(workspace.definitions('Service').map(at => at.document.content.identity.name));
}

/** Of several with one name the first. */
function templatesByName({ templates }: ExperimentBody): ReadonlyMap<string, ExperimentTemplate> {
  return new Map(templates.toReversed().flatMap(each => (each.name ? [[each.name.text, each] as const] : [])));
}

function podsOf(
  templates: ReadonlyMap<string, ExperimentTemplate>,
  host: string,
  owner: string | undefined,
): Pick<PodHost, 'template' | 'isReplicaSet'> | undefined {
  const [, tag] = /^\{\{\s*templates\.(.+)\.replicaset\.name\s*\}\}$/.exec(host) ?? [];
  const isOwn = owner !== undefined && host.startsWith(`${owner}-`);
  const replicaSet = templates.get(tag ?? (isOwn ? host.slice(owner.length + 1) : ''));
  if (replicaSet) return { template: replicaSet, isReplicaSet: true };
  const template = templates.get(host);
  return template && { template, isReplicaSet: false };
}

/** The args that metrics put where the host of a URL stands; each template is searched once. */
class HostArgs {
  readonly #known = new Map<ResolvedAnalysis, ReadonlySet<string>>();

  has(arg: string | undefined, analysis: ResolvedAnalysis): boolean {
    if (arg === undefined) return false;
    const known =
      this.#known.get(analysis) ?? hostArgs(analysis.templates.map(({ at }) => at.document.text).join('\n'));
    this.#known.set(analysis, known);
    return known.has(arg);
  }
}

function addService(text: string, { node }: ExperimentTemplate): readonly Fix[] {
  const empty = entryOf(node, 'service');
  const source = 'service: {}';
  const edit = empty ? fillEntry(text, node, empty, source) : insertEntry(text, node, source, entryOf(node, 'name'));
  return edit ? [{ title: 'Add `service: {}` to the template', edits: [edit] }] : [];
}
