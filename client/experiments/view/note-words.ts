/** What is said of a rehearsal as a whole, in one word: that it is certain, or taken for granted. */
import type { TimelineNote } from '../../../server/protocol.ts';
import type { L10n } from '../values/l10n.ts';

export function noteLabel(kind: TimelineNote['kind'], l10n: L10n): string {
  switch (kind) {
    case 'error':
      return l10n.t('error');
    case 'wrong':
      return l10n.t('goes wrong');
    case 'not-found':
      return l10n.t('not found');
    case 'assumed':
      return l10n.t('assumed');
  }
}
