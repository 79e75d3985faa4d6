import { playedTaint } from '../../scripts/cluster/api/node.ts';
import type { Session } from '../../scripts/cluster/plane/session.ts';
import type { Document } from './api.ts';

/** Beside a foreign cluster pods go to the played node, and the controller knows its objects by a label. */

export const instanceIdLabel = 'argo-rollouts.argoproj.io/controller-instance-id';

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sends every pod of the document to the node: whatever holds a list of containers is a pod's spec. */
function pinPods(value: unknown, node: string): unknown {
  if (Array.isArray(value)) return value.map(item => pinPods(item, node));
  if (!isRecord(value)) return value;
  const parts = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, pinPods(part, node)]));
  if (!Array.isArray(value.containers)) return parts;
  const { key, value: taint, effect } = playedTaint;
  return {
    ...parts,
    nodeSelector: { 'kubernetes.io/hostname': node },
    tolerations: [{ key, operator: 'Equal', value: taint, effect }],
  };
}

/** The same for a patch, which only has parts of an object. */
export function adaptPatch(patch: object, { node }: Session): object {
  return node === undefined ? patch : (pinPods(patch, node) as object); // a map stays a map
}

export function adaptDocument(document: Document, { instanceId, node }: Session): Document {
  const pinned = node === undefined ? document : (pinPods(document, node) as Document); // a map stays a map
  if (instanceId === undefined || !String(document.apiVersion).startsWith('argoproj.io/')) return pinned;
  const metadata = isRecord(pinned.metadata) ? pinned.metadata : {};
  const labels = isRecord(metadata.labels) ? metadata.labels : {};
  return { ...pinned, metadata: { ...metadata, labels: { ...labels, [instanceIdLabel]: instanceId } } };
}
