/** What the parts of the extension know of clusters, where there are any and where there are none. */
import type * as vscode from 'vscode';
import type { PlaceFacts } from '../live/cluster-facts.ts';
import type { Clusters } from '../live/clusters.ts';
import type { L10n } from '../live/l10n.ts';
import type { Places } from '../live/places.ts';
import type { Requests } from '../live/requests.ts';
import type { Timers } from '../live/timers.ts';
import type { Tell } from '../ui/tell.ts';

export interface ClustersPorts {
  readonly places: Places;
  readonly requests: Pick<Requests, 'manifest' | 'templateManifest'>;
  readonly tell: Tell;
  readonly timers: Timers;
  readonly l10n: L10n;
  readonly log: (message: string) => void;
}

export interface StartedClusters extends Clusters, vscode.Disposable {
  /** What is known of each place that is connected, the last used first. */
  readonly facts: readonly PlaceFacts[];
  /** What is known of some place may be otherwise. Answers the way to stop listening. */
  onFacts(listener: () => void): () => void;
}
