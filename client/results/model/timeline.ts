/** What happened, in order: the events of a rehearsal, or the times that a cluster has kept. */
import type { TimelineEvent } from '../../../server/protocol.ts';
import type { L10n } from '../../experiments/values/l10n.ts';
import { formatMoment } from '../../experiments/view/moment.ts';
import type { ExperimentView } from '../../experiments/view/view.ts';
import type { TimelineLine } from './page.ts';

/** Beyond these the middle is left out: beginning and end say most. */
const MOST_LINES = 200;

export function timelineOf(
  view: ExperimentView,
  happened: readonly TimelineEvent[] | undefined,
  l10n: L10n,
): readonly TimelineLine[] {
  const lines = happened === undefined ? fromView(view, l10n) : fromEvents(view, happened, l10n);
  if (lines.length <= MOST_LINES) return lines;
  const left = lines.length - MOST_LINES;
  const gap: TimelineLine = { at: '…', subject: l10n.t('{0} more', left), phase: '', message: '' };
  return [...lines.slice(0, MOST_LINES / 2), gap, ...lines.slice(-MOST_LINES / 2)];
}

function fromEvents(view: ExperimentView, events: readonly TimelineEvent[], l10n: L10n): readonly TimelineLine[] {
  return events.flatMap(event => {
    const told = tell(view, event, l10n);
    return told === undefined ? [] : [{ at: formatMoment(view, event.at), ...told }];
  });
}

/** `undefined`: not worth a line; measurements have their tables, and pods are many. */
function tell(view: ExperimentView, event: TimelineEvent, l10n: L10n): Omit<TimelineLine, 'at'> | undefined {
  const { message } = event;
  switch (event.subject) {
    case 'experiment':
      return { subject: l10n.t('Experiment {0}', view.name), phase: event.to, message };
    case 'available':
      return {
        subject: l10n.t('Experiment {0}', view.name),
        phase: '',
        message: message || l10n.t('All templates are available: the duration counts from here.'),
      };
    case 'template':
      return event.from === event.to
        ? undefined
        : { subject: l10n.t('Template {0}', event.name), phase: event.to, message };
    case 'analysis':
      return { subject: l10n.t('Analysis {0}', event.name), phase: event.to, message };
    case 'metric':
      return { subject: l10n.t('Metric {0} of {1}', event.name, event.analysis), phase: event.to, message };
    case 'pod':
      return event.to === 'Waiting' ? { subject: l10n.t('Pod {0}', event.name), phase: event.to, message } : undefined;
    case 'service':
    case 'analysisRun':
    case 'measurement':
      return undefined;
  }
}

function fromView(view: ExperimentView, l10n: L10n): readonly TimelineLine[] {
  const isRun = view.kind === 'AnalysisRun';
  const subject = isRun ? l10n.t('AnalysisRun {0}', view.name) : l10n.t('Experiment {0}', view.name);
  const moments: { readonly ms: number | undefined; readonly line: Omit<TimelineLine, 'at'> }[] = [
    { ms: 0, line: { subject, phase: '', message: l10n.t('created') } },
    { ms: view.availableAfterMs, line: { subject, phase: '', message: l10n.t('all templates available') } },
    ...view.analyses.flatMap(({ name, startedAfterMs, endedAfterMs, runPhase, message }) => {
      const analysis = l10n.t('Analysis {0}', name);
      return [
        { ms: startedAfterMs, line: { subject: isRun ? subject : analysis, phase: 'Running', message: '' } },
        // The end of a run by itself is the end of all.
        ...(isRun ? [] : [{ ms: endedAfterMs, line: { subject: analysis, phase: runPhase, message } }]),
      ];
    }),
    { ms: view.endedAfterMs, line: { subject, phase: view.phase, message: view.message } },
  ];
  return moments
    .flatMap(({ ms, line }) => (ms === undefined ? [] : [{ ms, line }]))
    .sort((a, b) => a.ms - b.ms)
    .map(({ ms, line }) => ({ at: formatMoment(view, ms), ...line }));
}
