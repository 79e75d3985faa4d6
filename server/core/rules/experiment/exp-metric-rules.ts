import { matchPattern } from '../../expr/values/regexp.ts';
import { CALLER_KINDS, type MetricRule, readMetricRules } from '../../model/analysis.ts';
import { literal } from '../../model/experiment-body.ts';
import type { From, ResolvedAnalysis } from '../../workspace/resolve.ts';
import { resolveBodies } from '../../workspace/resolved-body.ts';
import type { ResolvedCall } from '../../workspace/resolved-call.ts';
import { appendItems } from '../../yaml/append-items.ts';
import { removeItem } from '../../yaml/edit.ts';
import { valueAt, type YamlMap, type YamlScalar } from '../../yaml/node.ts';
import { keepsComments } from '../engine/fix.ts';
import type { Finding, Fix, Related, Rule, RuleContext } from '../engine/rule.ts';

type Field = 'dryRun' | 'measurementRetention';

/** The rules of an experiment, which count for the runs of all its analyses. */
interface OwnRules {
  readonly owner: YamlMap;
  readonly rules: readonly MetricRule[];
  readonly calls: readonly ResolvedCall[];
}

export const expDryRunRuleDuplicate: Rule = {
  id: 'exp-dryrun-rule-duplicate',
  title: 'Dry-run rule occurs twice',
  docs: 'The dry-run rules of an Experiment are added to those of each template. The controller refuses to make a run with two rules of the same text, and the Experiment is Error as soon as its pods are available.',
  severity: 'error',
  kinds: CALLER_KINDS,
  needs: 'workspace',
  check: context => duplicates(context, 'dryRun'),
};

export const expRetentionRuleDuplicate: Rule = {
  id: 'exp-retention-rule-duplicate',
  title: 'Retention rule occurs twice',
  docs: 'The rules of `measurementRetention` of an Experiment are added to those of each template. The controller refuses to make a run with two rules of the same text, and the Experiment is Error as soon as its pods are available.',
  severity: 'error',
  kinds: ['Experiment'],
  needs: 'workspace',
  check: context => duplicates(context, 'measurementRetention'),
};

export const expDryRunNotEverywhere: Rule = {
  id: 'exp-dryrun-not-everywhere',
  title: 'Metric rule does not fit every analysis',
  docs: 'The rules of `dryRun` and `measurementRetention` of an Experiment count for every one of its analyses, and each rule must match a metric in each run. A run where one matches nothing is Error, and the Experiment with it. A rule for one analysis belongs into its template.',
  severity: 'error',
  kinds: CALLER_KINDS,
  needs: 'workspace',
  *check(context) {
    for (const field of ['dryRun', 'measurementRetention'] as const) {
      for (const { owner, rules, calls } of ownRules(context, field)) {
        const analyses = [...new Set(calls.map(({ analysis }) => analysis))];
        for (const [index, { metricName }] of rules.entries()) {
          if (metricName)
            yield* missed(metricName, calls, analyses, to =>
              moveRule(context, field, { owner, rules, calls }, index, to),
            );
        }
      }
    }
  },
};

function* missed(
  rule: YamlScalar,
  calls: readonly ResolvedCall[],
  /** Those of the calls, each once. */
  analyses: readonly ResolvedAnalysis[],
  move: (to: ResolvedCall) => readonly Fix[],
): Iterable<Finding> {
  const pattern = typeof rule.value === 'string' ? literal(rule) : undefined;
  if (pattern === undefined || calls.length < 2) return;
  const answers = new Map(analyses.map(analysis => [analysis, matchesAny(pattern, analysis)]));
  // A rule that matches nowhere is wrong by itself, and another rule's concern.
  if (![...answers.values()].includes(true)) return;
  const without = calls
    .filter(({ analysis }) => answers.get(analysis) === false)
    .flatMap(({ call }) => call.name ?? []);
  if (without.length === 0) return;
  const [meant, ...others] = calls.filter(({ analysis }) => answers.get(analysis) !== false);
  const names = without.map(({ text }) => `\`${text}\``).join(', ');
  yield {
    range: rule.range,
    message: `This rule counts for every analysis, and matches no metric of ${names}: that run is Error, and the Experiment with it. Write it into the template of the analysis that it is for.`,
    related: without.map(({ range }): Related => ({ range, message: 'an analysis that it matches nothing of' })),
    fixes: meant && others.length === 0 ? move(meant) : [],
  };
}

/** Into the template of the one analysis that it is for. */
function moveRule(
  { document }: RuleContext,
  field: Field,
  { owner, rules }: OwnRules,
  index: number,
  { analysis }: ResolvedCall,
): readonly Fix[] {
  const at = analysis.templates[0]?.at;
  const spec = valueAt(at?.document.content.yaml.root, 'spec');
  const rule = rules[index];
  const fields = rule?.node.entries.map(
    ({ key, value }) => [key.text, document.text.slice(value.range.start, value.range.end)] as const,
  );
  if (!at || spec?.kind !== 'map' || !fields || fields.some(([, text]) => text === '' || text.includes('\n')))
    return [];
  const removal = removeItem(document.text, owner, field, index);
  const added = appendItems(at.document.text, spec, field, [fields]);
  if (!removal || !added || !keepsComments(document.text, [removal])) return [];
  const title = `Move the rule into template \`${at.document.content.identity.name}\``;
  return [{ title, edits: [removal], elsewhere: [{ in: at, ...added }] }];
}

/** Undefined: not all metrics are known, or we cannot tell what the pattern matches. */
function matchesAny(pattern: string, analysis: ResolvedAnalysis): boolean | undefined {
  if (!analysis.isCertain) return undefined;
  let isKnown = true;
  for (const { what } of analysis.metrics) {
    const name = literal(what.name);
    const found = name === undefined ? undefined : matchPattern(pattern, name);
    if (!found || 'error' in found) isKnown = false;
    else if (found.matches) return true;
  }
  return isKnown ? false : undefined;
}

function* duplicates(context: RuleContext, field: Field): Iterable<Finding> {
  for (const { owner, rules, calls } of ownRules(context, field)) {
    const first = new Map<string, YamlScalar>();
    const twins = rulesOfTemplates(calls, field);
    for (const [index, { metricName }] of rules.entries()) {
      if (!metricName) continue;
      const { text, range } = metricName;
      const before = first.get(text);
      first.set(text, before ?? metricName);
      const told = `The rule \`${text}\` stands`;
      const refused = 'The controller refuses to make the run, and the Experiment is Error. Keep one.';
      const fixes = removeRule(context.document.text, owner, field, index, rules);
      if (before) {
        const place = { range: before.range, message: 'the first one' };
        yield { range, message: `${told} twice. ${refused}`, related: [place], fixes };
        continue;
      }
      const twin = twins.get(text);
      if (!twin) continue;
      const template = twin.at.document.content.identity.name ?? '';
      const place = { in: twin.at, range: twin.what.range, message: 'the rule of the template' };
      yield { range, message: `${told} in template \`${template}\` too. ${refused}`, related: [place], fixes };
    }
  }
}

/** The rules of the templates that are called, by their text; of several the first. */
function rulesOfTemplates(calls: readonly ResolvedCall[], field: Field): ReadonlyMap<string, From<YamlScalar>> {
  const found = new Map<string, From<YamlScalar>>();
  for (const analysis of new Set(calls.map(call => call.analysis))) {
    if (!analysis.isCertain) continue;
    for (const { what, at } of analysis[field]) {
      const { metricName } = what;
      if (metricName && !found.has(metricName.text)) found.set(metricName.text, { what: metricName, at });
    }
  }
  return found;
}

function removeRule(
  text: string,
  owner: YamlMap,
  field: Field,
  index: number,
  rules: readonly MetricRule[],
): readonly Fix[] {
  const edit = rules.length > index ? removeItem(text, owner, field, index) : undefined;
  return edit ? [{ title: 'Remove this rule', edits: [edit] }] : [];
}

function* ownRules({ root, document, isWhole, calls }: RuleContext, field: Field): Iterable<OwnRules> {
  if (!isWhole) return;
  for (const { node: owner, calls: own } of resolveBodies(root, document.content.identity.kind, calls())) {
    const rules = readMetricRules(owner, field);
    if (rules.length > 0) yield { owner, rules, calls: own };
  }
}
