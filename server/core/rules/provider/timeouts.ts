import { numberAt } from '../../model/reading.ts';
import { scalarAt } from '../../yaml/node.ts';
import { removeField } from '../engine/fix.ts';
import { providerRule } from '../engine/provider-rule.ts';
import type { Rule } from '../engine/rule.ts';

interface Refused {
  readonly provider: 'prometheus' | 'newRelic';
  readonly wrong: (seconds: number) => boolean;
  /** What the controller makes of it, as a sentence. */
  readonly effect: string;
}

/** Seconds to wait that let every measurement fail. */
export const timeouts: readonly Rule[] = [
  rule('prometheus-timeout-zero', '`timeout: 0` gives no time at all', {
    provider: 'prometheus',
    wrong: seconds => seconds === 0,
    effect: '`timeout: 0` is over before Prometheus can answer: every measurement is Error.',
  }),
  rule('prometheus-timeout-negative', 'Negative `timeout` for Prometheus', {
    provider: 'prometheus',
    wrong: seconds => seconds < 0,
    effect: 'The `timeout` must not be negative: every measurement is Error.',
  }),
  rule('newrelic-timeout-negative', 'Negative `timeout` for New Relic', {
    provider: 'newRelic',
    wrong: seconds => seconds < 0,
    effect: 'The `timeout` must not be negative: every measurement is Error.',
  }),
];

function rule(id: string, title: string, { provider, wrong, effect }: Refused): Rule {
  const byDefault = provider === 'prometheus' ? 30 : 5;
  return providerRule(provider, {
    id,
    title,
    docs: `\`timeout\` is the number of seconds to wait for an answer, ${byDefault} when it is left out. ${effect}`,
    needs: 'value',
    *check(each, context) {
      const seconds = numberAt(each.provider, 'timeout');
      const timeout = scalarAt(each.provider, 'timeout');
      if (!timeout || seconds === undefined || !wrong(seconds)) return;
      yield {
        range: timeout.range,
        message: `${effect} Write the seconds to wait, or remove it (${byDefault}).`,
        fixes: removeField(context, each.provider, 'timeout'),
      };
    },
  });
}
