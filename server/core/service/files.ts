/** What the service is told of files, and what it tells of them. Verbs on a file that is not known answer nothing. */
import type { LineMap } from '../text/line-map.ts';
import { Cluster } from '../workspace/cluster.ts';
import type { ClusterFacts } from '../workspace/cluster-facts.ts';
import type { Parts } from './parts.ts';

export interface Files {
  /** Tells the service of a file's text, new or changed. Only documents whose own text changed are read again. */
  update(uri: string, text: string): void;
  remove(uri: string): void;
  /** All files of the workspace have been told of: what is not known now does not exist. */
  setComplete(isComplete: boolean): void;
  /** What is known of the connected cluster, in place of what was before; undefined: none is connected. */
  setCluster(facts: ClusterFacts | undefined): void;
  /** The text behind an address of the connected cluster, as locations name them. */
  clusterText(uri: string): string | undefined;
  /** Lines of a known file, or of an object of the cluster, to turn offsets into positions; undefined: the service was not told of it. */
  lines(uri: string): LineMap | undefined;
  /** Answers as if files had these texts, by URI; afterwards they have their own again. */
  withTexts<T>(texts: Readonly<Record<string, string>>, answer: () => T): T;
}

export function createFiles({ store }: Parts): Files {
  return {
    update: (uri, text) => store.tell(uri, text),
    remove: uri => store.delete(uri),
    setComplete: isComplete => {
      store.isComplete = isComplete;
    },
    setCluster: facts => {
      store.cluster = facts && new Cluster(facts);
    },
    clusterText: uri => store.cluster?.file(uri)?.text,
    lines: uri => (store.get(uri) ?? store.cluster?.file(uri))?.lines,
    withTexts: (texts, answer) => store.withTexts(texts, answer),
  };
}
