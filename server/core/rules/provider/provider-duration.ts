import { parseGoDuration } from '../../kube/duration.ts';
import { adviseGoDuration } from '../../kube/duration-advice.ts';
import { entryOf, scalarAt } from '../../yaml/node.ts';
import { addField, rewrite, writeDuration } from '../engine/fix.ts';
import { providerRule } from '../engine/provider-rule.ts';
import type { Rule } from '../engine/rule.ts';

interface Checked {
  readonly provider: 'datadog' | 'cloudWatch' | 'skywalking';
  readonly field: string;
  readonly example: string;
  readonly required?: boolean;
  readonly positive?: boolean;
}

/** Durations that a provider reads when it measures: what it cannot read makes every measurement Error. */
export const providerDurations: readonly Rule[] = [
  rule('datadog-interval-invalid', 'Datadog `interval` that does not parse', {
    provider: 'datadog',
    field: 'interval',
    example: '5m',
  }),
  rule('datadog-timeout-invalid', 'Datadog `requestTimeout` that does not parse', {
    provider: 'datadog',
    field: 'requestTimeout',
    example: '10s',
    positive: true,
  }),
  rule('cloudwatch-interval-invalid', 'CloudWatch `interval` that does not parse', {
    provider: 'cloudWatch',
    field: 'interval',
    example: '5m',
  }),
  rule('skywalking-interval-missing', 'SkyWalking without a readable `interval`', {
    provider: 'skywalking',
    field: 'interval',
    example: '5m',
    required: true,
  }),
];

function rule(id: string, title: string, { provider, field, example, required, positive }: Checked): Rule {
  const wanted = `\`${field}\` of ${provider} is what Go reads as a duration${positive ? ', and longer than zero' : ''}: numbers with the units \`h\`, \`m\`, \`s\`, without blanks; there are no days.`;
  return providerRule(provider, {
    id,
    title,
    docs: `${wanted}${required ? ' It cannot be left out.' : ''} Otherwise every measurement is Error.`,
    needs: required ? 'document' : 'value',
    isPartial: true,
    *check(each, context) {
      const scalar = scalarAt(each.provider, field);
      if (required && context.isWhole && (!scalar || scalar.text === '')) {
        const entry = entryOf(each.provider, field);
        if (entry && entry.value.kind !== 'scalar') return;
        yield {
          range: entry?.key.range ?? each.metric.providers[0]?.key.range ?? each.provider.range,
          message: `SkyWalking needs an \`${field}\`: without it every measurement is Error. Write, for example, \`${field}: ${example}\`.`,
          fixes: entry ? [] : addField(context, each.path, each.provider, `${field}: ${example}`),
        };
        return;
      }
      if (typeof scalar?.value !== 'string' || scalar.text === '' || scalar.text.includes('{{')) return;
      const parsed = parseGoDuration(scalar.text);
      if (parsed.ok && (!positive || parsed.nanoseconds > 0n)) return;
      const advice = parsed.ok ? undefined : adviseGoDuration(scalar.text);
      yield {
        range: scalar.range,
        message: `${parsed.ok ? `\`${scalar.text}\` leaves no time at all` : `\`${scalar.text}\` is no duration`}: every measurement is Error. Write \`${advice ?? example}\`${advice ? '' : ', for example'}.`,
        fixes: parsed.ok ? rewrite(scalar, example) : writeDuration(scalar, advice),
      };
    },
  });
}
