/** `14:02:31   0.97 · Successful` */
import type { L10n } from '../../experiments/values/l10n.ts';
import { formatMoment } from '../../experiments/view/moment.ts';
import { lookOfMeasurement } from '../../experiments/view/phase.ts';
import type { ExperimentView, MeasurementView } from '../../experiments/view/view.ts';
import type { Row } from './row.ts';

/** Measurements that stand right below their metric; older ones stand together in one row. */
export const LATEST = 10;

type Clock = Pick<ExperimentView, 'createdAt' | 'playback'>;

export function measurementRow(clock: Clock, view: MeasurementView, l10n: L10n): Row {
  const { number, phase, value, message, startedAfterMs, covers = 1 } = view;
  const at = startedAfterMs === undefined ? l10n.t('Measurement {0}', number) : formatMoment(clock, startedAfterMs);
  const description = [value, phase, message, covers > 1 ? l10n.t('{0} like it', covers) : ''].filter(
    part => part !== '',
  );
  return {
    kind: 'measurement',
    label: at,
    description,
    tooltip: tooltip(clock, view, l10n),
    look: lookOfMeasurement(phase),
    spoken: [l10n.t('measurement {0}', number), ...description],
    actions: [],
    opens: 'none',
  };
}

function tooltip(clock: Clock, view: MeasurementView, l10n: L10n): readonly string[] {
  const { number, phase, value, message, startedAfterMs, finishedAfterMs, metadata, trace = [] } = view;
  return [
    l10n.t('Measurement {0}', number),
    phase === '' ? l10n.t('No phase yet') : l10n.t('Phase: {0}', phase),
    value === '' ? '' : l10n.t('Value: {0}', value),
    message,
    startedAfterMs === undefined ? '' : l10n.t('Started {0}', formatMoment(clock, startedAfterMs)),
    finishedAfterMs === undefined ? '' : l10n.t('Finished {0}', formatMoment(clock, finishedAfterMs)),
    ...trace.map(part => `${part.text} = ${part.value}`),
    ...Object.entries(metadata).map(([key, text]) => `${key}: ${text}`),
  ].filter(line => line !== '');
}

export function earlierRow(count: number, l10n: L10n): Row {
  const label = count === 1 ? l10n.t('1 earlier measurement') : l10n.t('{0} earlier measurements', count);
  return {
    kind: 'message',
    label,
    description: [],
    tooltip: [label],
    look: { icon: 'history' },
    spoken: [],
    actions: [],
    opens: 'collapsed',
  };
}
