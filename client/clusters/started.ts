/** What the parts of the extension know of clusters, where there are any and where there are none. */
import type * as vscode from 'vscode';
import type { PlaceFacts } from '../experiments/objects/cluster-facts.ts';
import type { Places } from '../experiments/places/places.ts';
import type { Clusters } from '../experiments/ports/clusters.ts';
import type { Requests } from '../experiments/ports/requests.ts';
import type { Timers } from '../experiments/ports/timers.ts';
import type { L10n } from '../experiments/values/l10n.ts';
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
