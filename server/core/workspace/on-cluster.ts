/** The connected cluster as seen from one document of the workspace. */
import type { Cluster } from './cluster.ts';
import type { Placed, Workspace } from './workspace.ts';

export interface HomeOnCluster {
  readonly cluster: Cluster;
  /** Where the document's object goes, and what it names is looked up. */
  readonly namespace: string;
  /** For messages: "namespace `shop` of `prod`". */
  readonly words: string;
}

/** Undefined: none is connected, or nobody can tell into which namespace the document goes. */
export function homeOnCluster(at: Placed, workspace: Workspace): HomeOnCluster | undefined {
  const { cluster } = workspace;
  const namespace = workspace.homeOf(at);
  if (!cluster || namespace === undefined) return undefined;
  return { cluster, namespace, words: `namespace \`${namespace}\` of \`${cluster.facts.context}\`` };
}
