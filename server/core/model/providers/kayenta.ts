import { itemsAt, stringAt, valueAt } from '../../yaml/node.ts';
import type { Metric } from '../analysis.ts';
import { isTrueAt } from '../reading.ts';
import { type Provider, unreadDuration, type Written } from './provider.ts';

export const kayenta: Provider = { decides: 'the score and `threshold` decide', refuse };

function refuse({ provider, metric }: Written): string | undefined {
  const interval = stringAt(metric, 'interval') ?? '';
  let hasNoStart = false;
  for (const scope of itemsAt(provider, 'scopes')) {
    for (const field of ['start', 'end'] as const) {
      const [control, experiment] = (['controlScope', 'experimentScope'] as const).map(
        side => (stringAt(scope, side, field) ?? '') === '',
      );
      if (control !== experiment)
        return `controlScope.${field} and experimentScope.${field} must both be set or be empty`;
      if (field === 'start' && control === true) hasNoStart = true;
    }
  }
  if (!hasNoStart || isTrueAt(provider, 'lookback')) return undefined;
  const unread = unreadDuration(interval);
  return unread && `Invalid duration "${interval}": ${unread}`;
}

/** Why the first measurement of a metric ends the process of the controller, as half a sentence. Undefined: it does not. */
export function findCrash({ node }: Metric): string | undefined {
  const provider = valueAt(node, 'provider', 'kayenta');
  const isTimeless = itemsAt(provider, 'scopes').some(scope => (stringAt(scope, 'controlScope', 'start') ?? '') === '');
  const isDelayed = (stringAt(node, 'initialDelay') ?? '') !== '';
  return isTimeless && !isDelayed && isTrueAt(provider, 'lookback')
    ? 'Kayenta is asked about a time that is not there yet'
    : undefined;
}
