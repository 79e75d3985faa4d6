/** The object of a cluster that a row stands for. */

import { locate } from '../experiments/places/row-actions.ts';
import type { ClusterObjects, ObjectReference } from '../experiments/ports/cluster-connection.ts';
import type { ClusterPlace } from '../experiments/ports/clusters.ts';
import { parseNodeId } from '../experiments/view/node-id.ts';
import { placeAt } from './choose-place.ts';
import type { Parts } from './command.ts';

export interface RowObject {
  readonly place: ClusterPlace;
  readonly objects: ClusterObjects;
  readonly reference: ObjectReference;
  readonly node: string;
}

/** `undefined`: there is none, which the person has been told. */
export async function rowObject(parts: Parts, row: unknown): Promise<RowObject | undefined> {
  const node = typeof row === 'string' ? row : (parts.tree.selected ?? '');
  const place = placeAt(parts, node);
  const reference = referenceOf(parts, node);
  const objects = place?.cluster.objects;
  if (place === undefined || reference === undefined || objects === undefined) {
    const message = parts.l10n.t(
      'Select an experiment, an analysis or a pod of a connected cluster in the tree first.',
    );
    await parts.tell.say('info', message);
    return undefined;
  }
  return { place, objects, reference, node };
}

function referenceOf({ places }: Parts, node: string): ObjectReference | undefined {
  const path = parseNodeId(node);
  const view = locate(places, node)?.view;
  if (path === undefined || view === undefined) return undefined;
  const namespace = view.namespace ?? '';
  if (path.pod !== undefined) return { kind: 'Pod', namespace, name: path.pod };
  const analysis = view.analyses.find(({ name }) => name === path.analysis);
  if (path.analysis === undefined) return { kind: view.kind ?? 'Experiment', namespace, name: view.name };
  return analysis === undefined || analysis.runPhase === ''
    ? undefined
    : { kind: 'AnalysisRun', namespace, name: analysis.analysisRun };
}
