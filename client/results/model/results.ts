/** From experiments to the page that shows their results. */
import type { TimelineEvent } from '../../../server/protocol.ts';
import { formatDuration } from '../../experiments/values/duration.ts';
import type { L10n } from '../../experiments/values/l10n.ts';
import { SPEEDS } from '../../experiments/values/speed.ts';
import { noteLabel } from '../../experiments/view/note-words.ts';
import { describeCauses, describeVerdict, toneOf } from '../../experiments/view/verdict.ts';
import type { ExperimentView } from '../../experiments/view/view.ts';
import { compare } from './compare.ts';
import { metricResults } from './metric-results.ts';
import type { ClockControls, PageContent, PageWords, Results, Steering } from './page.ts';
import { timelineOf } from './timeline.ts';

/** An experiment as it is looked at now. */
export interface Looked {
  readonly id: string;
  readonly view: ExperimentView;
  /** Label of its source: `staging / shop`. */
  readonly source: string;
  readonly elapsedMs: number;
  /** Absent: the source keeps no history. */
  readonly happened?: readonly TimelineEvent[];
  readonly canSteer: boolean;
  /** It is not there any more; this is what it was. */
  readonly isGone: boolean;
}

/** One that is not there, after a reload of the window. */
export interface Lost {
  readonly id: string;
  readonly name: string;
  readonly where: string;
  readonly sentence: string;
}

export function resultsPage(subjects: readonly (Looked | Lost)[], l10n: L10n, goTo?: string): PageContent {
  const looked = subjects.filter(isLooked);
  return {
    words: wordsOf(l10n),
    columns: subjects.map(one => (isLooked(one) ? resultsOf(one, l10n) : lostResults(one))),
    comparison: looked.length < 2 ? [] : compare(looked, l10n),
    ...(goTo === undefined ? {} : { goTo }),
  };
}

function isLooked(subject: Looked | Lost): subject is Looked {
  return 'view' in subject;
}

function lostResults({ id, name, where, sentence }: Lost): Results {
  return {
    id,
    name,
    where,
    tone: 'odd',
    verdict: sentence,
    causes: [],
    quote: '',
    note: '',
    notes: [],
    timeline: [],
    metrics: [],
  };
}

function resultsOf(looked: Looked, l10n: L10n): Results {
  const { view, elapsedMs } = looked;
  const clock = looked.canSteer && !looked.isGone ? clockOf(looked, l10n) : undefined;
  return {
    id: looked.id,
    name: view.name,
    where: [looked.source, view.namespace ?? '', view.playback?.scenario ?? ''].filter(part => part !== '').join(' · '),
    tone: toneOf(view),
    verdict: describeVerdict(view, elapsedMs, l10n),
    causes: describeCauses(view, l10n),
    quote:
      view.playback === undefined ? l10n.t('The controller says:') : l10n.t('The controller of the rehearsal says:'),
    note: looked.isGone ? l10n.t('It has been deleted; this is what was last known of it.') : '',
    notes: notesOf(view, l10n),
    ...(clock === undefined ? {} : { clock }),
    timeline: timelineOf(view, looked.happened, l10n),
    metrics: view.analyses.flatMap(analysis =>
      analysis.metrics.map(metric => metricResults(view, analysis, metric, l10n)),
    ),
  };
}

/** When it ends whatever is measured, and what is certain or taken for granted. */
function notesOf({ playback }: ExperimentView, l10n: L10n): Results['notes'] {
  const { notes = [], ends } = playback ?? {};
  const span = ends === undefined ? [] : [{ kind: 'ends', label: l10n.t('whatever is measured'), text: ends }];
  return [...span, ...notes.map(({ kind, text }) => ({ kind, label: noteLabel(kind, l10n), text }))];
}

function clockOf({ view: { playback }, elapsedMs }: Looked, l10n: L10n): ClockControls | undefined {
  if (playback === undefined) return undefined;
  const can: Readonly<Record<typeof playback.state, readonly Steering[]>> = {
    playing: ['pause', 'step', 'end'],
    paused: ['resume', 'step', 'end'],
    ended: [],
  };
  const speeds = [...new Set([...SPEEDS, playback.speed])].sort((a, b) => a - b);
  return {
    elapsed: formatDuration(elapsedMs, l10n),
    speed: playback.speed,
    speeds: speeds.map(value => ({ value, label: l10n.t('x{0}', value) })),
    can: can[playback.state],
  };
}

function wordsOf(l10n: L10n): PageWords {
  return {
    timeline: l10n.t('Timeline'),
    measurements: l10n.t('Measurements'),
    comparison: l10n.t('Side by side'),
    number: l10n.t('No.'),
    time: l10n.t('Time'),
    subject: l10n.t('What'),
    phase: l10n.t('Phase'),
    message: l10n.t('Why'),
    value: l10n.t('Value'),
    why: l10n.t('How it was judged'),
    speed: l10n.t('Speed'),
    clock: l10n.t('Clock of the rehearsal'),
    differs: l10n.t('differs'),
    same: l10n.t('same'),
    steps: {
      pause: l10n.t('Pause'),
      resume: l10n.t('Resume'),
      step: l10n.t('Step'),
      end: l10n.t('Jump to the End'),
    },
    marks: ['Successful', 'Failed', 'Error', 'Inconclusive'].map(phase => ({ phase, label: phase })),
  };
}
