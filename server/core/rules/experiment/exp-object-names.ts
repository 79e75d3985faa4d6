import { refuseSubdomain } from '../../kube/name.ts';
import { CALLER_KINDS } from '../../model/analysis.ts';
import { literal, readBodies } from '../../model/experiment-body.ts';
import { isTemplated } from '../../workspace/file.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import type { Finding, Rule, RuleContext } from '../engine/rule.ts';

export const expReplicaSetNameInvalid: Rule = {
  id: 'exp-replicaset-name-invalid',
  title: 'Name of the template makes no ReplicaSet',
  docs: 'The ReplicaSet is called `<experiment>-<template>`, so the name of the template may only hold what names of objects may: lower case letters, digits, `-` and `.`, and 253 characters in all. The API server refuses the ReplicaSet otherwise, and the template and the Experiment are Error.',
  severity: 'error',
  kinds: CALLER_KINDS,
  needs: 'document',
  *check(context) {
    for (const { templates } of readBodies(context.root, context.document.content.identity.kind)) {
      for (const { name } of templates) {
        const told = 'The ReplicaSet of this template cannot be made, and template and Experiment are Error';
        if (name) yield* refuse(context, name, told, `templates.${name.text}.`);
      }
    }
  },
};

export const expAnalysisRunNameInvalid: Rule = {
  id: 'exp-analysis-run-name-invalid',
  title: 'Name of the analysis makes no AnalysisRun',
  docs: 'The AnalysisRun is called `<experiment>-<analysis>`, so the name of the analysis may only hold what names of objects may: lower case letters, digits, `-` and `.`, and 253 characters in all. The API server refuses the run otherwise, and the Experiment is Error as soon as its pods are available.',
  severity: 'error',
  kinds: CALLER_KINDS,
  needs: 'document',
  *check(context) {
    for (const { analyses } of readBodies(context.root, context.document.content.identity.kind)) {
      for (const { name } of analyses) {
        const told = 'The run of this analysis cannot be made, and the Experiment is Error';
        if (name) yield* refuse(context, name, told);
      }
    }
  },
};

/** `mention`: text by which the document refers to the name, so that it is not renamed by itself. */
function* refuse({ document }: RuleContext, name: YamlScalar, told: string, mention?: string): Iterable<Finding> {
  const text = literal(name);
  if (text === undefined || text === '' || typeof name.value !== 'string') return;
  const { kind, name: owner } = document.content.identity;
  // The hash in the name of a step's Experiment is not known, nor is a generated or a bad name.
  const isKnown = kind === 'Experiment' && owner !== undefined && !isTemplated(document) && !refuseSubdomain(owner);
  const full = isKnown ? `${owner}-${text}` : `e-${text}`;
  const refusal = refuseSubdomain(full);
  if (refusal === undefined) return;
  const better = text.toLowerCase().replaceAll('_', '-');
  const canRename = (mention === undefined || !document.text.includes(mention)) && !refuseSubdomain(`e-${better}`);
  yield {
    range: name.range,
    message: `${told}: ${isKnown ? refusal : refusal.replace(full, `<experiment>-${text}`)}. Rename it.`,
    fixes:
      canRename && better !== text && name.style === 'plain'
        ? [{ title: `Rename to \`${better}\``, edits: [{ range: name.range, newText: better }] }]
        : [],
  };
}
