import { textsAt } from '../../model/reading.ts';
import { fieldBefore } from '../../schema/field-order.ts';
import { requiredFieldId } from '../../schema/required-field.ts';
import { sampleField } from '../../schema/sample.ts';
import { formatPath } from '../../schema/unknown-field.ts';
import type { SchemaProblem } from '../../schema/validate.ts';
import { fillEntry, insertEntry } from '../../yaml/edit.ts';
import type { YamlMap } from '../../yaml/node.ts';
import { writeText } from '../../yaml/scalar.ts';
import type { Finding, Fix, Rule, RuleContext } from '../engine/rule.ts';
import { refused } from './refused.ts';

/**
 * One rule per id: the missing fields of templates, metrics and pods are told apart, so that each can be set and looked
 * up by itself. What a document lacks is not said of one that is unfinished, left out in part, or a patch.
 */
export const requiredFields: readonly Rule[] = [
  rule(
    'exp-templates-missing',
    'Experiment without templates',
    'An Experiment needs `spec.templates`. The API server refuses it without.',
  ),
  rule(
    'exp-template-field-missing',
    'Template lacks a field',
    'A template of an Experiment needs `name`, `selector` and `template`. The API server refuses it without.',
  ),
  rule(
    'exp-analysis-field-missing',
    'Analysis lacks a field',
    'An analysis of an Experiment needs `name` and `templateName`. The API server refuses it without.',
  ),
  rule(
    'dryrun-field-missing',
    'Dry-run rule without `metricName`',
    'A dry-run rule needs `metricName`. The API server refuses it without.',
  ),
  rule(
    'retention-field-missing',
    'Retention rule lacks a field',
    'A rule of `measurementRetention` needs `metricName` and `limit`. The API server refuses it without.',
  ),
  rule(
    'metric-field-missing',
    'Metric lacks a field',
    'A metric needs `name` and `provider`. The API server refuses it without.',
  ),
  rule(
    'analysisrun-metrics-missing',
    'AnalysisRun without metrics',
    'An AnalysisRun needs `spec.metrics`. The API server refuses it without.',
  ),
  rule('arg-name-missing', 'Arg without name', 'An arg needs `name`. The API server refuses it without.'),
  rule(
    'secretkeyref-incomplete',
    '`secretKeyRef` is incomplete',
    'A `secretKeyRef` needs `name` and `key`. The API server refuses it without.',
  ),
  rule(
    'fieldref-incomplete',
    '`fieldRef` is incomplete',
    'A `fieldRef` needs `fieldPath`. The API server refuses it without.',
  ),
  rule(
    'provider-field-missing',
    'Provider lacks a field',
    'The provider needs this field. The API server refuses the object without.',
  ),
  rule(
    'container-name-missing',
    'Container without name',
    'Pods need `containers`, and each container a `name`. The API server refuses the object without.',
  ),
  rule(
    'ro-required-fields',
    'Rollout lacks a field',
    'The Rollout needs this field. The API server refuses it without.',
  ),
  rule('required-field', 'Required field is missing', 'The API server refuses the object without this field.'),
];

function rule(id: string, title: string, docs: string): Rule {
  return { id, title, docs, severity: 'error', kinds: '*', needs: 'value', check: context => check(id, context) };
}

function* check(id: string, context: RuleContext): Iterable<Finding> {
  const { structure, document } = context;
  const { problems, ellipses } = document.content.yaml;
  if (problems.length > 0 || ellipses.length > 0) return;
  for (const problem of structure) {
    if (
      problem.code !== 'required' ||
      requiredFieldId(document.content.identity.kind, problem.path, problem.key) !== id
    )
      continue;
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

function add(
  { document, schema, schemas }: RuleContext,
  { key, map, path, empty, schema: field }: SchemaProblem & { readonly code: 'required' },
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
