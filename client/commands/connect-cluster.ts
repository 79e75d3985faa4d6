/** Connects places on clusters, lets go of them, and forgets them. */

import type { ClusterPlace } from '../experiments/ports/clusters.ts';
import { parseNodeId } from '../experiments/view/node-id.ts';
import { COMMANDS } from '../ids.ts';
import { choosePlace, choosePlaceIn, connect, placeAt, rowOf } from './choose-place.ts';
import type { Command, Parts } from './command.ts';

/** From the row of a place that is not connected: that one. Else a person chooses. */
export function connectCluster(parts: Parts): Command {
  return {
    id: COMMANDS.connectCluster,
    async run(row) {
      const known = placeAt(parts, row);
      const place = known?.source.state.kind === 'idle' ? known : await choosePlace(parts);
      if (place === undefined) return;
      await connectShown(parts, place);
    },
  };
}

/** The editor opens a row once, so it is shown again when there is something below it. */
async function connectShown(parts: Parts, place: ClusterPlace): Promise<void> {
  await parts.tree.reveal(rowOf(place));
  await connect(parts, place);
  await parts.tree.reveal(rowOf(place));
}

export function disconnectCluster(parts: Parts): Command {
  return {
    id: COMMANDS.disconnectCluster,
    async run(row) {
      (await choosePinned(parts, row))?.cluster.disconnect();
    },
  };
}

/** Out of the tree and out of memory; nothing changes on the cluster. */
export function removePlace(parts: Parts): Command {
  return {
    id: COMMANDS.removePlace,
    async run(row) {
      const place = await choosePinned(parts, row);
      if (place !== undefined) parts.clusters.unpin(place);
    },
  };
}

/** One more namespace of the same context; it takes the place of one that could not be followed. */
export function chooseNamespace(parts: Parts): Command {
  return {
    id: COMMANDS.chooseNamespace,
    async run(row) {
      const before = await choosePinned(parts, row);
      if (before === undefined) return;
      const place = await choosePlaceIn(parts, before.cluster.context, before.cluster.namespace);
      if (place === undefined) return;
      if (place.source.id !== before.source.id && before.source.state.kind === 'failed') parts.clusters.unpin(before);
      await connectShown(parts, place);
    },
  };
}

export function retryConnection(parts: Parts): Command {
  return {
    id: COMMANDS.retryConnection,
    async run(row) {
      (await choosePinned(parts, row))?.source.retry?.();
    },
  };
}

/** Shows more of the finished experiments of a place. */
export function showMore(parts: Parts): Command {
  return {
    id: COMMANDS.showMore,
    async run(row) {
      const source = typeof row === 'string' ? parseNodeId(row)?.source : undefined;
      if (source !== undefined) parts.tree.showMore(source);
    },
  };
}

async function choosePinned(parts: Parts, row: unknown) {
  const meant = placeAt(parts, row);
  if (meant !== undefined) return meant;
  const { clusters, ask, tell, l10n } = parts;
  const [only, ...others] = clusters.places;
  if (only === undefined) await tell.say('info', l10n.t('There is no cluster in the tree.'));
  if (others.length === 0) return only;
  return await ask.choose({
    title: l10n.t('Argo Experiments'),
    placeholder: l10n.t('Which cluster and namespace?'),
    choices: clusters.places.map(place => ({ label: place.source.label, icon: 'cloud', value: place })),
  });
}
