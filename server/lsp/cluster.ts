/** What the client knows of the connected cluster, and the texts of what is there. */
import { type ClusterFacts, type KindFacts, releaseLine } from '../core/index.ts';
import { CLUSTER, type ClusterParams } from '../protocol.ts';
import type { Publisher } from './publisher.ts';
import type { Session } from './session.ts';

export function serveCluster(session: Session, publisher: Publisher): void {
  const { connection, service, settings } = session;
  let facts: ClusterFacts | undefined;
  const shown = new Map<string, string>();

  /** Texts that are open somewhere say what is there now. What is gone is shown as it was. */
  async function refreshTexts(): Promise<void> {
    for (const [uri, before] of shown) {
      const text = service.clusterText(uri);
      if (text === undefined || text === before) continue;
      await connection.workspace.textDocumentContent.refresh(uri);
    }
  }

  connection.onNotification(CLUSTER, (params: ClusterParams) => {
    void session.guard('what is known of the cluster', undefined, async () => {
      facts = combine(facts, params);
      service.setCluster(facts);
      settings.setAuto(facts?.argoVersion === undefined ? undefined : releaseLine(facts.argoVersion));
      await publisher.refreshChanged();
      await refreshTexts();
    });
  });

  connection.workspace.textDocumentContent.on(({ uri }) =>
    session.guard('a text of the cluster', { text: '' }, () => {
      const text = service.clusterText(uri) ?? shown.get(uri);
      if (text !== undefined) shown.set(uri, text);
      return { text: text ?? '# It is not known: the cluster is not connected, or has it no longer.\n' };
    }),
  );
}

function combine(before: ClusterFacts | undefined, { cluster, kinds }: ClusterParams): ClusterFacts | undefined {
  if (cluster === null) return undefined;
  const known: Record<string, KindFacts> = before?.context === cluster.context ? { ...before.kinds } : {};
  for (const [kind, facts] of Object.entries(kinds)) {
    if (facts === null) delete known[kind];
    else known[kind] = facts;
  }
  return { ...cluster, kinds: known };
}
