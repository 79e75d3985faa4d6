/** One line about how an experiment will go if all goes well: `3 analyses, ends after 20 min`. */
import type { Runnable, Timeline } from '../../server/protocol.ts';
import { formatDuration } from '../experiments/values/duration.ts';
import type { L10n } from '../experiments/values/l10n.ts';

/** Without a timeline only what the document itself says. */
export function describeCourse(runnable: Runnable, timeline: Timeline | undefined, l10n: L10n): string {
  const ending = timeline === undefined ? '' : describeEnding(timeline, l10n);
  const analyses = countAnalyses(runnable.analyses.length, l10n);
  return ending === '' ? analyses : l10n.t('{0}, {1}', analyses, ending);
}

function countAnalyses(count: number, l10n: L10n): string {
  if (count === 0) return l10n.t('no analyses');
  return count === 1 ? l10n.t('1 analysis') : l10n.t('{0} analyses', count);
}

/** What the hints beside the text say, too; where something certainly goes wrong, what comes of it. */
function describeEnding({ verdict, ends }: Timeline, l10n: L10n): string {
  switch (verdict.kind) {
    case 'finished': {
      if (ends !== undefined && verdict.phase === 'Successful') return ends;
      const after = formatDuration(verdict.at, l10n);
      return verdict.phase === 'Successful'
        ? l10n.t('ends after {0}', after)
        : l10n.t('ends as {0} after {1}', verdict.phase, after);
    }
    case 'hangs':
      return l10n.t('never ends');
    case 'unfinished':
      return l10n.t('no end within {0}', formatDuration(verdict.at, l10n));
    case 'invalid':
      return l10n.t('would be refused');
  }
}
