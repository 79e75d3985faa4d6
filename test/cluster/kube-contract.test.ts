import { afterAll, beforeAll } from 'vitest';
import { readSession } from '../../scripts/cluster/session.ts';
import { contractDocument } from '../contract/document.ts';
import { testExperimentSource } from '../contract/experiment-source.ts';
import { type Cluster, connect } from './cluster.ts';
import { analysisTemplate, endless, web } from './documents.ts';
import { openKubeStage } from './kube-stage.ts';

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
    until: (what, isTrue) => stage.until(what, isTrue),
    get spoilt() {
      return stage.spoilt;
    },
    end: () => stage.end(),
    async prepare(kind) {
      if (kind === 'lasts') return;
      const answers = kind === 'fails' ? [9] : [1];
      await stage.stage.apply(
        JSON.stringify(analysisTemplate('check', [web('check', answers, { ...endless, count: 2 })])),
      );
    },
  };
});
