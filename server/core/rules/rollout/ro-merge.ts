import type { Arg } from '../../model/analysis.ts';
import type { From, ResolvedAnalysis } from '../../workspace/resolve.ts';
import type { ResolvedCall } from '../../workspace/resolved-call.ts';
import { removeEntry } from '../../yaml/edit.ts';
import { entryOf, type YamlScalar } from '../../yaml/node.ts';
import { inOther } from '../engine/fix.ts';
import { REFUSED, rolloutRule } from '../engine/rollout-rule.ts';
import type { Finding, Fix, Related } from '../engine/rule.ts';

/** Something that may be in a run once. */
interface Named {
  readonly name: YamlScalar;
  /** Equal values do not collide. */
  readonly value?: string;
}

export const roMergeConflict = rolloutRule({
  id: 'ro-merge-conflict',
  title: 'Templates that cannot run together',
  docs: 'The templates of one analysis become one run, together with the rules that the Rollout adds. Two metrics of one name, two rules of `dryRun` or `measurementRetention` of one text, or two defaults for one arg make the controller refuse the Rollout (InvalidSpec). It also tries the rules of every step against every other analysis.',
  needs: 'workspace',
  *check(_, { calls }) {
    // A merge within one template is told there.
    const all = calls().filter(
      ({ call, analysis }) => call.place !== 'experiment-step' && analysis.isCertain && !analysis.cycle,
    );
    for (const resolved of all) {
      yield* clashes(resolved);
      const tried = resolved.call.place === 'inline' ? all : [resolved];
      for (const field of ['dryRun', 'measurementRetention'] as const) yield* ownRules(resolved.call, tried, field);
    }
  },
});

export const roTemplateArgValueAndFrom = rolloutRule({
  id: 'ro-template-arg-value-and-from',
  title: 'Template arg with two sources',
  docs: 'An arg of a template has a `value` or a `valueFrom`. With both, an inline, pre- or post-promotion analysis makes the controller refuse the Rollout (InvalidSpec); a background analysis does not.',
  needs: 'workspace',
  *check(_, { calls }) {
    for (const { call, analysis } of calls()) {
      const place = call.references[0]?.templateName;
      if (!['inline', 'pre', 'post'].includes(call.place) || !place) continue;
      const both = analysis.allArgs.find(({ what }) => what.value && what.valueFrom);
      if (!both?.what.name) continue;
      const { name } = both.at.document.content.identity;
      yield {
        range: place.range,
        message: `Arg \`${both.what.name.text}\` of template \`${name}\` has both \`value\` and \`valueFrom\`. ${REFUSED} Keep one in the template.`,
        related: [{ in: both.at, range: both.what.name.range, message: 'the arg' }],
        fixes: ['valueFrom', 'value'].flatMap(field => removeIn(both, field)),
      };
    }
  },
});

function removeIn({ what: { name, node }, at }: From<Arg>, field: string): readonly Fix[] {
  const entry = entryOf(node, field);
  const edit = entry && removeEntry(at.document.text, node, entry);
  return edit ? [{ ...inOther(at, [edit]), title: `Remove \`${field}\` of arg \`${name?.text}\`` }] : [];
}

function* clashes({ call, analysis }: ResolvedCall): Iterable<Finding> {
  const metrics = analysis.metrics.flatMap(({ what, at }) => (what.name ? [{ at, what: { name: what.name } }] : []));
  yield* twice(call, metrics, name => `a metric \`${name}\``, 'Rename one.');
  yield* twice(
    call,
    analysis.allArgs.flatMap(defaultOf),
    name => `an arg \`${name}\` with another default`,
    'Align the defaults.',
  );
  for (const field of ['dryRun', 'measurementRetention'] as const) {
    yield* twice(
      call,
      rulesOf(analysis, field),
      name => `a rule \`${name}\` in \`${field}\``,
      'Keep one of the rules.',
    );
  }
}

/** Between what different references of the call bring in. */
function* twice(
  { references }: ResolvedCall['call'],
  named: readonly From<Named>[],
  show: (name: string) => string,
  remedy: string,
): Iterable<Finding> {
  const first = new Map<string, From<Named>>();
  for (const theirs of named) {
    const { name, value } = theirs.what;
    const mine = first.get(name.text);
    first.set(name.text, mine ?? theirs);
    const isClash = mine !== undefined && (value === undefined || mine.what.value !== value);
    const other = theirs.at.document.content.identity.name;
    const place = references.find(({ templateName }) => templateName?.text === other)?.templateName;
    if (!mine || !isClash || !place || mine.at.document === theirs.at.document) continue;
    const isDirect = references.some(
      ({ templateName }) => templateName?.text === mine.at.document.content.identity.name,
    );
    if (!isDirect) continue;
    yield {
      range: place.range,
      message: `Template \`${other}\` has ${show(name.text)}, and so has \`${mine.at.document.content.identity.name}\`: they cannot run together. ${REFUSED} ${remedy}`,
      related: [
        { in: mine.at, range: mine.what.name.range, message: 'one' },
        { in: theirs.at, range: name.range, message: 'the other' },
      ],
    };
  }
}

/** Rules of the Rollout that a template has too, or that it writes twice. */
function* ownRules(
  call: ResolvedCall['call'],
  tried: readonly ResolvedCall[],
  field: 'dryRun' | 'measurementRetention',
): Iterable<Finding> {
  const rules = tried.flatMap(({ analysis }) => rulesOf(analysis, field));
  const seen = new Map<string, Related>(
    rules.map(({ at, what }) => [
      what.name.text,
      { in: at, range: what.name.range, message: 'the rule of the template' },
    ]),
  );
  // Those of a step are tried as soon as the controller sees the Rollout, others when the run begins.
  const result = call.place === 'inline' ? REFUSED : 'No run can be made, and the Rollout tries in vain for ever.';
  for (const { metricName } of call[field]) {
    if (!metricName) continue;
    const before = seen.get(metricName.text);
    seen.set(metricName.text, before ?? { range: metricName.range, message: 'the first one' });
    if (!before) continue;
    yield {
      range: metricName.range,
      message: `The rule \`${metricName.text}\` stands ${before.in ? 'in a template too' : 'twice'}, and a run has each once. ${result} Keep one.`,
      related: [before],
    };
  }
}

function rulesOf(analysis: ResolvedAnalysis, field: 'dryRun' | 'measurementRetention'): readonly From<Named>[] {
  return analysis[field].flatMap(({ what, at }) => (what.metricName ? [{ at, what: { name: what.metricName } }] : []));
}

function defaultOf({ what, at }: From<Arg>): readonly From<Named>[] {
  return what.name && what.value ? [{ at, what: { name: what.name, value: what.value.text } }] : [];
}
