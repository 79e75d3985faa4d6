/** `two-colours   Running · 12 min left of 20 min · x60` */

import { possibleActions } from '../../experiments/places/row-actions.ts';
import type { Place } from '../../experiments/ports/source.ts';
import { formatCountdown, formatDuration, formatElapsed } from '../../experiments/values/duration.ts';
import type { L10n } from '../../experiments/values/l10n.ts';
import {
  LOOK_OF_HANG,
  LOOK_OF_PAUSED,
  LOOK_OF_REFUSED,
  lookOfExperiment,
  type PhaseLook,
} from '../../experiments/view/phase.ts';
import { type ExperimentView, isCompleted, isOver, timeLeft } from '../../experiments/view/view.ts';
import type { Row } from './row.ts';

/** Times in milliseconds: since the experiment's creation on its own clock, and since the epoch. */
export interface Moment {
  readonly elapsed: number;
  readonly wall: number;
}

export function experimentRow(place: Omit<Place, 'source'>, view: ExperimentView, at: Moment, l10n: L10n): Row {
  const description = [...state(view, at, l10n), ...playback(view, l10n), fromRollout(view, l10n)];
  return {
    kind: 'experiment',
    label: view.name,
    description,
    tooltip: tooltip(view, at, l10n),
    look: look(view),
    spoken: [l10n.t('experiment'), ...description.filter(part => part !== '')],
    actions: possibleActions(place, view),
    opens: 'collapsed',
  };
}

function look(view: ExperimentView): PhaseLook {
  if (isCompleted(view.phase)) return lookOfExperiment(view.phase);
  if (view.outlook?.kind === 'invalid') return LOOK_OF_REFUSED;
  if (view.outlook !== undefined) return LOOK_OF_HANG;
  return view.playback?.state === 'paused' ? LOOK_OF_PAUSED : lookOfExperiment(view.phase);
}

/** Phase, the number that matters, the reason in few words. */
function state(view: ExperimentView, at: Moment, l10n: L10n): readonly string[] {
  const { phase, outlook } = view;
  if (isCompleted(phase)) return [describeEnding(view, at, l10n), ...(phase === 'Successful' ? [] : [view.message])];
  switch (outlook?.kind) {
    case 'invalid':
      return [l10n.t('Refused'), outlook.message];
    case 'hangs':
      return [phase, l10n.t('never ends'), outlook.message];
    case 'unfinished':
      return [phase, l10n.t('no end in sight after {0}', formatElapsed(at.elapsed, l10n)), outlook.message];
    case undefined:
      break;
  }
  if (view.terminating) return [phase, l10n.t('terminating')];
  if (phase === '') return [l10n.t('Starting')];
  return [phase, ...(phase === 'Pending' ? [availability(view, l10n)] : progress(view, at, l10n))];
}

/** Where time is made up, "ago" means nothing; elsewhere it is what people ask first. */
export function describeEnding(view: ExperimentView, at: Moment, l10n: L10n): string {
  const after = view.endedAfterMs ?? at.elapsed;
  if (view.playback !== undefined) return l10n.t('{0} after {1}', view.phase, formatDuration(after, l10n));
  return l10n.t('{0} {1} ago', view.phase, formatElapsed(at.wall - view.createdAt - after, l10n));
}

function availability({ templates }: ExperimentView, l10n: L10n): string {
  const available = templates.filter(template => template.available >= template.replicas).length;
  return l10n.t('{0} of {1} templates available', available, templates.length);
}

function progress(view: ExperimentView, at: Moment, l10n: L10n): readonly string[] {
  const waiting = view.analyses
    .filter(({ required, phase }) => required && !isCompleted(phase))
    .map(({ name }) => name);
  const left = timeLeft(view, at.elapsed);
  if (left === undefined || view.durationMs === undefined) {
    const since = formatElapsed(at.elapsed, l10n);
    return waiting.length === 0
      ? [l10n.t('{0} so far, no duration', since)]
      : [l10n.t('{0} so far', since), l10n.t('waits for {0}', waiting.join(', '))];
  }
  const whole = formatDuration(view.durationMs, l10n);
  if (left > 0) return [l10n.t('{0} left of {1}', formatCountdown(left, l10n), whole)];
  return [l10n.t('{0} passed', whole), ...(waiting.length === 0 ? [] : [l10n.t('waits for {0}', waiting.join(', '))])];
}

function playback({ playback }: ExperimentView, l10n: L10n): readonly string[] {
  switch (playback?.state) {
    case 'playing':
      return [l10n.t('x{0}', playback.speed)];
    case 'paused':
      return [l10n.t('paused')];
    default:
      return [];
  }
}

/** Steps are counted from 1, as in the pickers; the experiment's own name counts from 0. */
function fromRollout({ rollout }: ExperimentView, l10n: L10n): string {
  if (rollout === undefined) return '';
  return rollout.step === undefined
    ? l10n.t('from Rollout {0}', rollout.name)
    : l10n.t('from Rollout {0}, step {1}', rollout.name, rollout.step + 1);
}

function tooltip(view: ExperimentView, at: Moment, l10n: L10n): readonly string[] {
  const { name, namespace, phase, playback } = view;
  const length = (ms: number) => formatDuration(ms, l10n);
  return [
    namespace === undefined
      ? l10n.t('Experiment {0}', name)
      : l10n.t('Experiment {0} in namespace {1}', name, namespace),
    phase === '' ? l10n.t('No phase yet') : l10n.t('Phase: {0}', phase),
    view.message,
    view.outlook?.message ?? '',
    view.durationMs === undefined
      ? l10n.t('No duration: required analyses or a person end it')
      : l10n.t('Duration: {0} from the moment all templates are available', length(view.durationMs)),
    firstAvailability(view, l10n),
    view.endedAfterMs === undefined
      ? l10n.t('{0} since its creation', length(at.elapsed))
      : l10n.t('Ended {0} after its creation', length(view.endedAfterMs)),
    playback === undefined ? '' : l10n.t('Rehearsal: {0}', playback.scenario),
    playback?.ends === undefined ? '' : l10n.t('Whatever is measured: {0}', playback.ends),
    fromRollout(view, l10n),
  ].filter(line => line !== '');
}

function firstAvailability(view: ExperimentView, l10n: L10n): string {
  if (view.availableAfterMs !== undefined) {
    return l10n.t('All templates available after {0}', formatDuration(view.availableAfterMs, l10n));
  }
  return isOver(view)
    ? l10n.t('The templates were never all available')
    : l10n.t('Not all templates have been available yet');
}
