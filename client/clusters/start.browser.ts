/** No clusters: a page may speak with its own server only, and reads no kubeconfig. */
import type * as vscode from 'vscode';
import { fail } from '../experiments/failures/failure.ts';
import type { ClusterPlace } from '../experiments/ports/clusters.ts';
import type { ClustersPorts, StartedClusters } from './started.ts';

export function startClusters(_context: vscode.ExtensionContext, { l10n }: ClustersPorts): StartedClusters {
  const refusal = fail({
    kind: 'refused',
    message: l10n.t('From VS Code in the browser no cluster can be reached. Open the folder in VS Code on a computer.'),
  });
  const pin = (): ClusterPlace => {
    throw new Error('there is no context to choose from');
  };
  return {
    canConnect: false,
    places: [],
    facts: [],
    contexts: async () => refusal,
    namespaces: async () => refusal,
    pin,
    unpin: () => undefined,
    onFacts: () => () => undefined,
    dispose: () => undefined,
  };
}
