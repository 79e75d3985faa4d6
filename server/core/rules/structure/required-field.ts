import { textsAt } from '../../model/reading.ts';
import { fieldBefore } from '../../schema/field-order.ts';
import { formatPath } from '../../schema/path.ts';
import { sampleField } from '../../schema/sample.ts';
import { meantSibling } from '../../schema/unknown-field.ts';
import type { SchemaProblem } from '../../schema/validate.ts';
import { fillEntry, insertEntry } from '../../yaml/edit.ts';
import { isAllRead, type YamlMap } from '../../yaml/node.ts';
import { writeText } from '../../yaml/scalar.ts';
import type { Finding, Fix, Rule, RuleContext } from '../engine/rule.ts';
import { foundFields } from './found-fields.ts';
import { refused } from './refused.ts';

type Required = SchemaProblem & { readonly code: 'required' };

interface RequiredField extends Pick<Rule, 'id' | 'title' | 'docs'> {
  readonly kinds?: readonly string[];
  /** Matches the path of the object that lacks the field, indices left out, then a dot and the field. */
  readonly path: RegExp;
}

/**
 * One rule per id: the missing fields of templates, metrics and pods are told apart, so that each can be set and looked
 * up by itself (docs/controller/checks.md). A field belongs to the first that fits. What a document lacks is not said of
 * one that is unfinished, left out in part, or a patch.
 */
const REQUIRED_FIELDS: readonly RequiredField[] = [
  {
    id: 'exp-templates-missing',
    title: 'Experiment without templates',
    docs: 'An Experiment needs `spec.templates`. The API server refuses it without.',
    kinds: ['Experiment'],
    path: /^(spec|spec\.templates)$/,
  },
  {
    id: 'exp-template-field-missing',
    title: 'Template lacks a field',
    docs: 'A template of an Experiment needs `name`, `selector` and `template`. The API server refuses it without.',
    kinds: ['Experiment'],
    path: /^spec\.templates\.[^.]+$/,
  },
  {
    id: 'exp-analysis-field-missing',
    title: 'Analysis lacks a field',
    docs: 'An analysis of an Experiment needs `name` and `templateName`. The API server refuses it without.',
    kinds: ['Experiment'],
    path: /^spec\.analyses\.[^.]+$/,
  },
  {
    id: 'dryrun-field-missing',
    title: 'Dry-run rule without `metricName`',
    docs: 'A dry-run rule needs `metricName`. The API server refuses it without.',
    path: /\bdryRun\.metricName$/,
  },
  {
    id: 'retention-field-missing',
    title: 'Retention rule lacks a field',
    docs: 'A rule of `measurementRetention` needs `metricName` and `limit`. The API server refuses it without.',
    path: /\bmeasurementRetention\.[^.]+$/,
  },
  {
    id: 'analysisrun-metrics-missing',
    title: 'AnalysisRun without metrics',
    docs: 'An AnalysisRun needs `spec.metrics`. The API server refuses it without.',
    kinds: ['AnalysisRun'],
    path: /^(spec|spec\.metrics)$/,
  },
  {
    id: 'metric-field-missing',
    title: 'Metric lacks a field',
    docs: 'A metric needs `name` and `provider`. The API server refuses it without.',
    path: /^spec\.metrics\.(name|provider)$/,
  },
  {
    id: 'arg-name-missing',
    title: 'Arg without name',
    docs: 'An arg needs `name`. The API server refuses it without.',
    path: /\bargs\.name$/,
  },
  {
    id: 'secretkeyref-incomplete',
    title: '`secretKeyRef` is incomplete',
    docs: 'A `secretKeyRef` needs `name` and `key`. The API server refuses it without.',
    path: /\bargs\.valueFrom\.secretKeyRef\.[^.]+$/,
  },
  {
    id: 'fieldref-incomplete',
    title: '`fieldRef` is incomplete',
    docs: 'A `fieldRef` needs `fieldPath`. The API server refuses it without.',
    path: /\bargs\.valueFrom\.fieldRef\.[^.]+$/,
  },
  {
    id: 'container-name-missing',
    title: 'Container without name',
    docs: 'Pods need `containers`, and each container a `name`. The API server refuses the object without.',
    path: /\bspec\.((init|ephemeral)?[cC]ontainers\.name|containers)$/,
  },
  {
    id: 'provider-field-missing',
    title: 'Provider lacks a field',
    docs: 'The provider needs this field. The API server refuses the object without.',
    path: /^spec\.metrics\.provider\./,
  },
  {
    id: 'ro-required-fields',
    title: 'Rollout lacks a field',
    docs: 'The Rollout needs this field. The API server refuses it without.',
    kinds: ['Rollout'],
    path: /^spec\b/,
  },
  {
    id: 'required-field',
    title: 'Required field is missing',
    docs: 'The API server refuses the object without this field.',
    path: /^/,
  },
];

export const requiredFields: readonly Rule[] = REQUIRED_FIELDS.map(field => ({
  id: field.id,
  title: field.title,
  docs: field.docs,
  severity: 'error',
  kinds: '*',
  needs: 'value',
  stops: true,
  check: context => check(field, context),
}));

function* check(field: RequiredField, context: RuleContext): Iterable<Finding> {
  const { structure, document } = context;
  if (!isAllRead(document.content.yaml)) return;
  for (const problem of structure) {
    if (problem.code !== 'required' || fieldAt(problem, document.content.identity.kind) !== field) continue;
    if (isWrittenOtherwise(context, problem)) continue;
    const where = problem.path.length === 0 ? 'The document' : `\`${formatPath(problem.path)}\``;
    yield {
      range: problem.range,
      message: problem.empty
        ? `\`${problem.key}\` has no value, and it is required. ${refused(context)} Give it one.`
        : `${where} needs \`${problem.key}\`. ${refused(context)} Add it.`,
      fixes: add(context, problem),
    };
  }
}

/** Another field of the object means it, which is reported there. */
function isWrittenOtherwise(context: RuleContext, { key, map }: Required): boolean {
  for (const { problem, found } of foundFields(context)) {
    if (problem.parentMap === map && meantSibling(found) === key) return true;
  }
  return false;
}

function fieldAt({ path, key }: Required, kind: string): RequiredField | undefined {
  const place = [...path.filter(step => typeof step === 'string'), key].join('.');
  return REQUIRED_FIELDS.find(each => (!each.kinds || each.kinds.includes(kind)) && each.path.test(place));
}

function add(
  { document, schema, schemas }: RuleContext,
  { key, map, path, empty, schema: field }: Required,
): readonly Fix[] {
  const source = matchingSelector(key, map) ?? sampleField(key, field, schemas);
  if (source === undefined || !schema) return [];
  const edit = empty
    ? fillEntry(document.text, map, empty, source)
    : insertEntry(document.text, map, source, fieldBefore(map, key, schemas.at(schema, path)));
  return edit ? [{ title: empty ? `Fill in \`${key}\`` : `Add \`${key}\``, edits: [edit] }] : [];
}

/** A selector that selects the pods of the template beside it. */
function matchingSelector(key: string, map: YamlMap): string | undefined {
  const labels = Object.entries(textsAt(map, 'template', 'metadata', 'labels'));
  if (key !== 'selector' || labels.length === 0) return undefined;
  return ['selector:', '  matchLabels:', ...labels.map(([name, value]) => `    ${name}: ${writeText(value)}`)].join(
    '\n',
  );
}
