import { refuseServiceName, refuseSubdomain } from '../../kube/name.ts';
import { CALLER_KINDS } from '../../model/analysis.ts';
import { type ExperimentTemplate, literal, readBodies, type WantedService } from '../../model/experiment-body.ts';
import { readPorts } from '../../model/pod-template.ts';
import type { Range } from '../../text/range.ts';
import { fillEntry, insertEntry } from '../../yaml/edit.ts';
import { entryOf } from '../../yaml/node.ts';
import type { Fix, Rule, RuleContext } from '../engine/rule.ts';

const REFUSED = 'The API server refuses the Service: template and Experiment are Error, after the pods have started.';
/** Least characters of the hash that stands in the name of a step's Experiment. */
const HASH = 'x'.repeat(9);

interface WantedTemplate {
  readonly template: ExperimentTemplate;
  readonly service: WantedService;
  readonly step?: number;
}

/** A Service that the controller will make, and the name it takes from the experiment. */
interface DefaultName {
  readonly template: ExperimentTemplate;
  readonly service: string;
  /** The experiment's part of it. */
  readonly experiment: string;
}

export const expServiceNameInvalid: Rule = {
  id: 'exp-service-name-invalid',
  title: 'Name of the Service is refused',
  docs: 'Services are more particular about names than other objects: lower case letters, digits and `-`, a letter first, 63 characters at most. A dot in the name of the experiment or template is enough for the API server to refuse the Service, and the template and the Experiment are Error.',
  severity: 'error',
  kinds: CALLER_KINDS,
  needs: 'document',
  *check(context) {
    for (const { service } of wanted(context)) {
      const { name } = service;
      const refusal = typeof name?.value === 'string' && literal(name) !== undefined && refuseServiceName(name.text);
      if (name && refusal) yield { range: name.range, message: `The name ${refusal}. ${REFUSED} Write another name.` };
    }
    for (const { template, service } of defaultNames(context)) {
      if (!service.includes('.') || !template.name) continue;
      yield {
        range: template.name.range,
        message: `The Service of this template would be called \`${service}\`, and the name of a Service cannot hold a dot. ${REFUSED} Set \`service.name\`.`,
        fixes: nameService(context, template),
      };
    }
  },
};

export const expNameDigitService: Rule = {
  id: 'exp-name-digit-service',
  title: 'Name of the Service would begin with a digit',
  docs: 'Without `service.name` the Service is called `<experiment>-<template>`, and the name of a Service cannot begin with a digit. The API server refuses it, and the template and the Experiment are Error.',
  severity: 'warning',
  kinds: CALLER_KINDS,
  needs: 'document',
  *check(context) {
    for (const { template, service } of defaultNames(context)) {
      if (!/^\d/.test(service) || service.includes('.')) continue;
      yield {
        range: serviceRange(template),
        message: `The Service of this template would be called \`${service}\`, which begins with a digit. ${REFUSED} Set \`service.name\`.`,
        fixes: nameService(context, template),
      };
    }
  },
};

export const expNameTooLong: Rule = {
  id: 'exp-name-too-long',
  title: 'Name of the Service would be too long',
  docs: 'Without `service.name` the Service is called `<experiment>-<template>`, in a step of a Rollout `<rollout>-<hash>-<revision>-<step>-<template>`, and the name of a Service has 63 characters at most. The API server refuses a longer one, and the template and the Experiment are Error.',
  severity: 'warning',
  kinds: CALLER_KINDS,
  needs: 'document',
  *check(context) {
    for (const { template, service, experiment } of defaultNames(context)) {
      if (service.length <= 63 || service.includes('.') || /^\d/.test(service)) continue;
      const told = context.document.content.identity.kind === 'Rollout' ? `at least ${service.length}` : service.length;
      yield {
        range: serviceRange(template),
        message: `The name of the Service of this template would have ${told} characters (${experiment.length} of them from the experiment), and 63 are allowed. ${REFUSED} Set \`service.name\`.`,
        fixes: nameService(context, template),
      };
    }
  },
};

/** The Services that are really made: without ports there is none. */
function* wanted({ root, document, isWhole }: RuleContext): Iterable<WantedTemplate> {
  if (!isWhole) return;
  for (const { templates, step } of readBodies(root, document.content.identity.kind)) {
    for (const template of templates) {
      if (!template.service || readPorts(template.pods).length === 0) continue;
      yield { template, service: template.service, ...(step === undefined ? {} : { step }) };
    }
  }
}

function* defaultNames(context: RuleContext): Iterable<DefaultName> {
  const owner = context.document.content.identity.name;
  if (owner === undefined || owner.includes('{{')) return;
  for (const { template, service, step } of wanted(context)) {
    const name = literal(template.name);
    if (service.name || !name) continue;
    const experiment = step === undefined ? owner : `${owner}-${HASH}-1-${step}`;
    const full = `${experiment}-${name}`;
    if (!refuseSubdomain(full)) yield { template, service: full, experiment };
  }
}

function serviceRange({ node, service }: ExperimentTemplate): Range {
  return entryOf(node, 'service')?.key.range ?? service?.node.range ?? node.range;
}

function nameService({ document }: RuleContext, { service, name }: ExperimentTemplate): readonly Fix[] {
  const node = service?.node;
  if (node?.kind !== 'map' || !name || refuseServiceName(name.text)) return [];
  const source = `name: \${1:${name.text}}`;
  const empty = entryOf(node, 'name');
  const edit = empty
    ? fillEntry(document.text, node, empty, source)
    : node.entries.length === 0
      ? { range: node.range, newText: `{ ${source} }` }
      : insertEntry(document.text, node, source);
  return edit ? [{ title: 'Set `service.name`', edits: [edit], snippet: true }] : [];
}
