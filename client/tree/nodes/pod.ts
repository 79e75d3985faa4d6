/** `checkout-trial-baseline-x7k2p   Running` */
import { formatDuration } from '../../experiments/values/duration.ts';
import type { L10n } from '../../experiments/values/l10n.ts';
import { lookOfPod } from '../../experiments/view/phase.ts';
import type { PodView } from '../../experiments/view/view.ts';
import type { Row } from './row.ts';

export function podRow(view: PodView, l10n: L10n): Row {
  const description = state(view, l10n);
  return {
    kind: 'pod',
    label: view.name,
    description,
    tooltip: [
      l10n.t('Pod {0}', view.name),
      view.ready ? l10n.t('{0}, ready', view.phase) : l10n.t('{0}, not ready', view.phase),
      view.reason,
      l10n.t('Since {0} after the creation of the experiment', formatDuration(view.sinceMs, l10n)),
    ].filter(line => line !== ''),
    look: lookOfPod(view.phase, view.ready),
    spoken: [l10n.t('pod'), ...description],
    actions: [],
    opens: 'none',
  };
}

function state({ phase, ready, reason }: PodView, l10n: L10n): readonly string[] {
  if (phase === 'Waiting') return [phase, reason];
  return phase === 'Running' && !ready ? [phase, l10n.t('not ready')] : [phase];
}
