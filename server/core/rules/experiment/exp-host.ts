import { CALLER_KINDS } from '../../model/analysis.ts';
import type { ExperimentTemplate } from '../../model/experiment-body.ts';
import type { DeadHost } from '../../run/hosts.ts';
import type { Range } from '../../text/range.ts';
import { fillEntry, insertEntry } from '../../yaml/edit.ts';
import { entryOf } from '../../yaml/node.ts';
import { mapScalar } from '../../yaml/scalar-source.ts';
import type { Fix, Rule, RuleContext } from '../engine/rule.ts';

export const expHostWithoutService: Rule = {
  id: 'exp-host-without-service',
  title: 'Host without a Service',
  docs: 'Pods are reached by a name only through a Service, and the controller makes one for a template only where `service` is set. Without it the host does not resolve ("no such host") and the measurement is Error.',
  severity: 'warning',
  kinds: CALLER_KINDS,
  needs: 'workspace',
  *check(context) {
    for (const dead of deadHosts(context, 'no-service')) {
      const { template, host } = dead;
      yield {
        range: rangeOf(dead, context),
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
    for (const dead of deadHosts(context, 'other-name')) {
      const { template, host } = dead;
      const { service, name } = template;
      if (!service || !name) continue;
      const range = rangeOf(dead, context);
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

function deadHosts({ isWhole, judgement }: RuleContext, why: DeadHost['why']): readonly DeadHost[] {
  return isWhole ? judgement().experiments.flatMap(({ deadHosts }) => deadHosts.filter(each => each.why === why)) : [];
}

function rangeOf({ scalar, range }: DeadHost, { document }: RuleContext): Range {
  return mapScalar(document.text, scalar)?.toSource(range) ?? scalar.range;
}

function addService(text: string, { node }: ExperimentTemplate): readonly Fix[] {
  const empty = entryOf(node, 'service');
  const source = 'service: {}';
  const edit = empty ? fillEntry(text, node, empty, source) : insertEntry(text, node, source, entryOf(node, 'name'));
  return edit ? [{ title: 'Add `service: {}` to the template', edits: [edit] }] : [];
}
