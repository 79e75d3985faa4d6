import { maps } from '../../model/analysis.ts';
import { readLimits } from '../../model/metric-limits.ts';
import type { ProviderMetric } from '../../model/providers/metrics-of.ts';
import { isTrueAt } from '../../model/reading.ts';
import { entryOf, itemsAt, scalarAt, valueAt, type YamlMap } from '../../yaml/node.ts';
import { writeText } from '../../yaml/scalar.ts';
import { addField, removeField } from '../engine/fix.ts';
import { providerRule } from '../engine/provider-rule.ts';
import type { Fix, RuleContext } from '../engine/rule.ts';

export const kayentaScopeWindow = providerRule('kayenta', {
  id: 'kayenta-scope-window',
  title: 'Window in one of the two scopes only',
  docs: '`start` must stand in both scopes or in none, and `end` likewise: canary and baseline are compared over the same time. Otherwise every measurement is Error.',
  *check(each, context) {
    for (const { control, experiment } of scopesOf(each)) {
      for (const field of ['start', 'end']) {
        const pair = [control, experiment].map(scope => ({ scope, value: scalarAt(scope, field)?.text ?? '' }));
        const given = pair.find(({ value }) => value !== '');
        const lacking = pair.find(({ value }) => value === '');
        const key = given && entryOf(given.scope, field)?.key;
        if (!key || !lacking) continue;
        const other = lacking.scope === control ? 'controlScope' : 'experimentScope';
        yield {
          range: key.range,
          message: `\`${field}\` stands in this scope only: every measurement is Error. Write it in \`${other}\` as well, or remove it here.`,
          fixes: [...copyTo(context, lacking.scope, other, field, given), ...removeField(context, given.scope, field)],
        };
      }
    }
  },
});

export const kayentaIntervalMissing = providerRule('kayenta', {
  id: 'kayenta-interval-missing',
  title: 'Kayenta does not know how far to look back',
  docs: 'Without `start` in the scopes and without `lookback`, Kayenta compares the time since the last measurement, and takes the `interval` of the metric for it. Without one every measurement is Error.',
  *check(each, context) {
    const { node, name, index } = each.metric;
    const lookback = valueAt(each.provider, 'lookback');
    if (readLimits(node).interval || !hasNoStart(each) || (lookback && !isFalse(lookback))) return;
    yield {
      range: each.metric.providers[0]?.key.range ?? name?.range ?? node.range,
      message:
        'Without `start` in the scopes Kayenta needs the `interval` of the metric: every measurement is Error. Give the metric an `interval`, such as `5m`.',
      fixes: addField(context, ['spec', 'metrics', index], node, 'interval: 5m'),
    };
  },
});

export const kayentaLookbackCrash = providerRule('kayenta', {
  id: 'kayenta-lookback-crash',
  title: 'Crashes the controller',
  docs: 'With `lookback: true`, without `start` in the scopes and without `initialDelay` in the metric, the first measurement takes a time that is not there yet, and the controller process dies. After each restart it meets the run again, and dies again: nothing in the cluster is rolled out any more. Seen on Argo Rollouts 1.9.3 and 1.10.2.',
  *check(each, context) {
    const { node, index } = each.metric;
    const lookback = entryOf(each.provider, 'lookback');
    if (!lookback || !isTrueAt(each.provider, 'lookback') || readLimits(node).initialDelay || !hasNoStart(each)) return;
    yield {
      range: lookback.range,
      message:
        '`lookback` without `start` in the scopes and without `initialDelay` in the metric crashes the controller, again after each restart. Give the metric an `initialDelay`, such as `1m`.',
      fixes: addField(context, ['spec', 'metrics', index], node, 'initialDelay: 1m'),
    };
  },
});

interface Scopes {
  readonly control: YamlMap;
  readonly experiment: YamlMap;
}

function scopesOf({ provider }: ProviderMetric): readonly Scopes[] {
  return maps(itemsAt(provider, 'scopes')).flatMap(({ node }) => {
    const control = valueAt(node, 'controlScope');
    const experiment = valueAt(node, 'experimentScope');
    return control?.kind === 'map' && experiment?.kind === 'map' ? [{ control, experiment }] : [];
  });
}

function copyTo(
  context: RuleContext,
  scope: YamlMap,
  name: string,
  field: string,
  { value }: { readonly value: string },
): readonly Fix[] {
  // An empty one stands there: it is written over by hand.
  if (entryOf(scope, field)) return [];
  const fixes = addField(
    context,
    [],
    scope,
    `${field}: ${value.includes('{{') ? JSON.stringify(value) : writeText(value)}`,
  );
  return fixes.map(fix => ({ ...fix, title: `Write \`${field}\` in \`${name}\` too` }));
}

/** Some scope leaves it to the controller where to begin. */
function hasNoStart(each: ProviderMetric): boolean {
  const isEmpty = (scope: YamlMap): boolean => (scalarAt(scope, 'start')?.text ?? '') === '';
  return scopesOf(each).some(({ control, experiment }) => isEmpty(control) && isEmpty(experiment));
}

function isFalse(node: Exclude<ReturnType<typeof valueAt>, undefined>): boolean {
  return node.kind === 'scalar' && (node.value === false || node.value === null);
}
