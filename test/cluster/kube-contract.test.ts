import { afterAll, beforeAll } from 'vitest';
import { readSession } from '../../scripts/cluster/plane/session.ts';
import { contractDocument } from '../contract/document.ts';
import { testExperimentSource } from '../contract/experiment-source.ts';
import { ApiRefusal } from './api.ts';
import { type Cluster, connect } from './cluster.ts';
import { analysisTemplate, endless, web } from './documents.ts';
import { type KubeStage, openKubeStage } from './kube-stage.ts';

/** The same suite as for the rehearsal, on the real control plane. */

let cluster: Cluster;

beforeAll(async () => {
  cluster = await connect(readSession(process.env));
});

afterAll(() => cluster.disconnect());

testExperimentSource('a cluster', async title => {
  const stage = await openKubeStage(cluster, `contract-${title}`);
  return {
    source: stage.source,
    actions: stage.actions,
    request(kind) {
      return stage.request(contractDocument(kind));
    },
    until: (what, isTrue) => untilNudged(stage, what, isTrue),
    get spoilt() {
      return stage.spoilt;
    },
    end: () => stage.end(),
    async prepare(kind) {
      if (kind === 'lasts') return;
      const answers = kind === 'fails' ? [9] : [1];
      // long enough that the controller notes the run while it runs
      // ten at most: the controller keeps no more of them
      const times = kind === 'measures' ? { interval: '3s', count: 10 } : { ...endless, count: 6 };
      await stage.stage.apply(JSON.stringify(analysisTemplate('check', [web('check', answers, times)])));
    },
  };
});

/** Milliseconds between two nudges. */
const NUDGE = 1000;

/**
 * A run's progress wakes nobody, so an Experiment may show nothing of it until its end. While somebody waits here, the controller is
 * made to look again and again, as by `kubectl annotate`.
 */
async function untilNudged({ stage, until }: KubeStage, what: string, isTrue: () => boolean): Promise<void> {
  let nudges = 0;
  const nudge = async () => {
    nudges += 1;
    for (const name of stage.seen.names('Experiment').filter(each => stage.seen.exists(`Experiment/${each}`)))
      await stage.patch(`Experiment/${name}`, { metadata: { annotations: { nudged: String(nudges) } } });
  };
  let failure: unknown;
  const timer = setInterval(() => {
    nudge().catch((error: unknown) => {
      if (!(error instanceof ApiRefusal && error.code === 404)) failure ??= error; // deleted meanwhile
    });
  }, NUDGE);
  try {
    await until(what, () => {
      if (failure !== undefined) throw failure;
      return isTrue();
    });
  } finally {
    clearInterval(timer);
  }
}
