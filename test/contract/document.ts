/** The Experiments that the contract is about. The analysis `check` is described where they are run. */
import { analysis, experiment, pods, required } from '../cluster/documents.ts';
import type { Kind } from './experiment-source.ts';

export function contractDocument(kind: Kind) {
  const templates = [
    pods('a', { container: { ports: [{ containerPort: 8080 }] }, template: { service: {} } }),
    pods('b'),
  ];
  const spec =
    kind === 'lasts' ? { duration: '1h' } : { analyses: [analysis('check', required)], scaleDownDelaySeconds: 2 };
  return { ...experiment({ templates, ...spec }), metadata: { name: kind } };
}
