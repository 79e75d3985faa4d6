/** What is asked before something of a file is run: despite its problems?, and where. */
import type { Range } from '../../server/protocol.ts';
import type { ClusterPlace } from '../experiments/ports/clusters.ts';
import type { L10n } from '../experiments/values/l10n.ts';
import type { Choice } from '../ui/ask.ts';
import { choosePlace } from './choose-place.ts';
import type { Parts } from './command.ts';

export interface Judged {
  readonly uri: string;
  readonly nameRange: Range;
  /** Problems of level error. */
  readonly errors: number;
}

export async function isMeantDespiteProblems({ tell, l10n, editor }: Parts, judged: Judged): Promise<boolean> {
  const { errors, uri, nameRange } = judged;
  if (errors === 0) return true;
  const show = l10n.t('Show');
  const runAnyway = l10n.t('Run Anyway');
  const message =
    errors === 1 ? l10n.t('1 problem would make this fail.') : l10n.t('{0} problems would make this fail.', errors);
  const answer = await tell.say('warning', message, show, runAnyway);
  if (answer === show) {
    await editor.show(uri, nameRange);
    await editor.showProblems();
  }
  return answer === runAnyway;
}

/** `other`: a context or a namespace that is not in the tree. */
export type ClusterWhere = { readonly kind: 'place'; readonly place: ClusterPlace } | { readonly kind: 'other' };

/** Those where something may be changed, the last used first. */
export function clusterChoices({ clusters, l10n }: Pick<Parts, 'clusters' | 'l10n'>): readonly Choice<ClusterWhere>[] {
  if (!clusters.canConnect) return [];
  const changeable = clusters.places.filter(({ cluster }) => cluster.protection !== 'read-only');
  return [
    ...changeable.map(place => choiceOf(place, l10n)),
    { label: l10n.t('Other context or namespace…'), icon: 'plug', value: { kind: 'other' } },
  ];
}

function choiceOf(place: ClusterPlace, l10n: L10n): Choice<ClusterWhere> {
  const { source, cluster } = place;
  return {
    label: source.label,
    description: cluster.isConnected ? l10n.t('connected') : l10n.t('not connected'),
    icon: source.icon,
    value: { kind: 'place', place },
  };
}

/** For what only a cluster can run. `undefined`: the person turned away. */
export async function chooseClusterPlace(parts: Parts, title: string): Promise<ClusterPlace | undefined> {
  const { ask, clusters, l10n } = parts;
  if (!clusters.canConnect) return await choosePlace(parts);
  const where = await ask.choose({ title, placeholder: l10n.t('Where?'), choices: clusterChoices(parts) });
  return where?.kind === 'other' ? await choosePlace(parts) : where?.place;
}
