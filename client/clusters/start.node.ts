/** Clusters in the editor: what they may know of it, and what it remembers for them. Loads and contacts nothing by itself. */
import * as vscode from 'vscode';
import { readList, readText } from '../experiments/values/json.ts';
import { SETTINGS } from '../ids.ts';
import { loadKubernetes } from '../load-kubernetes.ts';
import { askConsent } from './ask-consent.ts';
import { PinnedClusters } from './pinned-clusters.ts';
import type { ClustersPorts, StartedClusters } from './started.ts';

const PLACES = 'places';
const CONSENTS = 'credentialPlugins';

export function startClusters(context: vscode.ExtensionContext, ports: ClustersPorts): StartedClusters {
  const { places, requests, tell, timers, l10n, log } = ports;
  const { workspaceState, globalState } = context;
  const isTrusted = () => vscode.workspace.isTrusted;
  const setting = (name: string) => vscode.workspace.getConfiguration().get<unknown>(name);
  const consents = () => readList(globalState.get<unknown>(CONSENTS));
  const load = () =>
    loadKubernetes(context.asAbsolutePath('dist/kubernetes.cjs'), {
      isTrusted,
      kubeconfig: () => readText(setting(SETTINGS.kubeconfig)),
      readDocument: ({ uri, document }) => requests.manifest({ uri, document }),
      async findTemplate({ name, clusterScope }, near) {
        const answer = await requests.templateManifest(name, clusterScope, near);
        // Without an answer there is nothing here to compare the cluster's with.
        return answer.ok ? answer.value : undefined;
      },
      askConsent: (command, name) => askConsent(command, name, tell, l10n),
      isRemembered: key => consents().includes(key),
      remember: async key => await globalState.update(CONSENTS, [...consents(), key]),
      timers,
      l10n,
      log,
    });
  return new PinnedClusters({
    places,
    load,
    isTrusted,
    protection: () => setting(SETTINGS.protectedContexts),
    recall: () => workspaceState.get<unknown>(PLACES),
    remember: async spots => await workspaceState.update(PLACES, spots),
    l10n,
    log,
  });
}
