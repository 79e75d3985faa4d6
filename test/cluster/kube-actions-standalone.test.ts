import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Result } from '../../client/experiments/failures/failure.ts';
import { readList, readMap } from '../../client/experiments/values/json.ts';
import { isCompleted } from '../../client/experiments/view/view.ts';
import type { AnalysisSource } from '../../client/kube/act/analysis-source.ts';
import { readSession } from '../../scripts/cluster/plane/session.ts';
import { startConnectProxy } from '../client/support/connect-proxy.ts';
import { instanceIdLabel } from './adapt.ts';
import type { Document } from './api.ts';
import { type Cluster, connect } from './cluster.ts';
import { analysis, analysisTemplate, endless, job, rollout, web } from './documents.ts';
import { readPath } from './fields.ts';
import { type KubeStage, kubernetesOf, openKubeStage } from './kube-stage.ts';
import { portOf, writeKubeconfigLike } from './line.ts';
import { playUnspoilt } from './spoilt.ts';

/** What runs by itself though it was written as a part of something: a template's AnalysisRun, the Experiment of a Rollout's step. */

const session = readSession(process.env);
let cluster: Cluster;

beforeAll(async () => {
  cluster = await connect(session);
});

afterAll(() => cluster.disconnect());

function on(title: string, play: (stage: KubeStage) => Promise<void>): void {
  test(title, () => playUnspoilt(() => openKubeStage(cluster, `alone-${title}`), play));
}

const wanted = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
};
const written = ({ request }: KubeStage, document: Document): AnalysisSource => {
  const { uri } = request(document).runnable;
  return { document: { uri, document: 0, name: String(readPath(document, 'metadata', 'name')), clusterScope: false } };
};
const filled = ({ stage }: KubeStage, document: Document): Document => JSON.parse(stage.fill(JSON.stringify(document)));

describe.concurrent('an AnalysisTemplate, once', () => {
  on('is merged with those it names, here and there, and runs with the args that were given', async kube => {
    const { stage, source, actions, workspace, view, until } = kube;
    const [here, there] = [
      analysisTemplate('here', [job('bench', { exit: '0', 'log.bench': 'measured' })]),
      analysisTemplate('there', [web('far', [1])], { dryRun: [{ metricName: 'far' }] }),
    ];
    await stage.apply(
      [there, analysisTemplate('here', [web('not-this', [1])])].map(each => JSON.stringify(each)).join('\n---\n'),
    );
    workspace.set('here', filled(kube, here));
    const rates = analysisTemplate('rates', [web('rate', [1, 3], { count: '{{args.count}}', interval: '1s' })], {
      args: [{ name: 'count' }, { name: 'unused', value: 'x' }],
      templates: ['here', 'there'].map(templateName => ({ templateName })),
    });
    const plan = wanted(await actions.planAnalysis(written(kube, rates)));
    expect(plan).toMatchObject({
      name: 'rates',
      namespace: stage.namespace,
      args: [
        { name: 'count', isSecret: false },
        { name: 'unused', value: 'x', isSecret: false },
      ],
      merged: [
        { name: 'here', isOurs: true },
        { name: 'there', isOurs: false },
      ],
    });
    const values = new Map([['count', '2']]);
    expect(wanted(await actions.tryAnalysis(plan, values))).toEqual([]);
    const kind = { apiVersion: 'argoproj.io/v1alpha1', kind: 'AnalysisRun' };
    expect(await cluster.api.list(kind, stage.namespace)).toEqual([]);
    const id = wanted(await actions.startAnalysis(plan, values));
    expect(view(id)).toMatchObject({ kind: 'AnalysisRun', name: expect.stringMatching(/^rates-\w{5}$/) });
    await until('it has ended', () => isCompleted(view(id).phase));
    const [run] = view(id).analyses;
    expect(view(id).phase).toBe('Successful');
    expect(run?.metrics.map(({ name, phase, dryRun, counts }) => [name, phase, dryRun, counts.measured])).toEqual([
      ['rate', 'Successful', false, 2],
      ['bench', 'Successful', false, 1],
      ['far', 'Successful', true, 1],
    ]);
    const name = run?.metrics[1]?.measurements[0]?.metadata['job-name'] ?? '';
    const [pod = ''] = wanted(await kube.cluster.jobPods({ namespace: stage.namespace, name }));
    const place = { namespace: stage.namespace, pod, container: 'bench', signal: new AbortController().signal };
    const lines: string[] = [];
    for await (const line of wanted(await kube.cluster.log(place))) if ('text' in line) lines.push(line.text);
    expect(lines).toEqual(['measured']);
    wanted(await actions.delete(id));
    expect(source.find(id)).toBeUndefined();
    expect(source.state).toMatchObject({ kind: 'ready', experiments: [] });
  });

  on('is ended, and runs again as it was', async kube => {
    const { stage, actions, view, until } = kube;
    await stage.apply(JSON.stringify(analysisTemplate('lasting', [web('rate', [1], endless)])));
    const reference = { name: 'lasting', clusterScope: false };
    const plan = wanted(await actions.planAnalysis({ reference, namespace: stage.namespace }));
    const id = wanted(await actions.startAnalysis(plan, new Map()));
    await until('it measures', () => (view(id).analyses[0]?.metrics[0]?.counts.measured ?? 0) > 0);
    wanted(await actions.terminate(id));
    await until('it has ended', () => isCompleted(view(id).phase));
    expect(view(id).phase).toBe('Successful');
    const again = wanted(await actions.rerun(id));
    expect(view(again)).toMatchObject({ kind: 'AnalysisRun', name: expect.stringMatching(/^lasting-\w{5}$/) });
    await until('it measures', () => (view(again).analyses[0]?.metrics[0]?.counts.measured ?? 0) > 0);
  });

  on('is refused with the reason, and nothing is left behind', async kube => {
    const { stage, actions } = kube;
    const template = analysisTemplate('t', [web('m', [1], { cuont: 1 })], { templates: [{ templateName: 'nowhere' }] });
    expect(await actions.planAnalysis(written(kube, template))).toEqual({
      ok: false,
      failure: { kind: 'no-template', name: 'nowhere', clusterScope: false, namespace: stage.namespace },
    });
    const typo = analysisTemplate('t', [web('m', [1], { cuont: 1 })]);
    const plan = wanted(await actions.planAnalysis(written(kube, typo)));
    expect(await actions.tryAnalysis(plan, new Map())).toMatchObject({
      ok: false,
      failure: { kind: 'invalid', causes: [expect.stringContaining('unknown field "spec.metrics[0].cuont"')] },
    });
  });
});

const STEP = {
  duration: '1h',
  templates: [
    { name: 'baseline', specRef: 'stable' },
    { name: 'canary', specRef: 'canary', service: {}, metadata: { labels: { role: 'trial' } } },
  ],
  analyses: [
    {
      ...analysis('check'),
      args: [
        { name: 'hash', valueFrom: { podTemplateHashValue: 'Latest' } },
        { name: 'owner', valueFrom: { fieldRef: { fieldPath: "metadata.labels['team']" } } },
      ],
    },
  ],
};

function version(number: number): Document {
  return {
    ...rollout([{ setWeight: 10 }, { pause: {} }, { experiment: STEP }], {
      image: `registry.example/app:${number}`,
      ports: [{ containerPort: 8080 }],
    }),
    metadata: { name: 'shop', labels: { team: 'cart', 'app.kubernetes.io/instance': 'shop' } },
  };
}

describe.concurrent('the experiment of a step, by itself', () => {
  on('has the pods of both versions as they are on the cluster', async kube => {
    const { stage, actions, view, until } = kube;
    const check = analysisTemplate('check', [web('rate', [1], endless)], {
      args: [{ name: 'hash' }, { name: 'owner' }],
    });
    await stage.apply([version(1), check].map(each => JSON.stringify(each)).join('\n---\n'));
    const status = (...path: readonly string[]) => readPath(stage.seen.object('Rollout/shop'), 'status', ...path);
    await stage.until('it is stable', () => status('stableRS') !== undefined && status('phase') === 'Healthy');
    await stage.patch('Rollout/shop', { spec: { template: readPath(version(2), 'spec', 'template') } });
    await stage.until(
      'it pauses',
      () => status('currentPodHash') !== status('stableRS') && status('phase') === 'Paused',
    );

    const { runnable } = kube.request(version(3));
    const plan = wanted(await actions.plan({ ...runnable, type: 'experiment-step', step: 2, name: 'shop' }));
    expect(plan).toMatchObject({
      manifest: { name: 'shop-step3', namespace: stage.namespace },
      templates: [{ name: 'check', state: 'there' }],
      warnings: [],
      step: {
        pods: [
          { template: 'baseline', specRef: 'stable', replicaSet: `shop-${status('stableRS')}` },
          { template: 'canary', specRef: 'canary', replicaSet: `shop-${status('currentPodHash')}` },
        ],
        isOneVersion: false,
      },
    });
    const id = wanted(await actions.start(plan, {}));
    await until('it runs', () => view(id).phase === 'Running' && view(id).analyses[0]?.runPhase === 'Running');
    // What is on record comes by lines of its own.
    const made = ['Experiment/shop-step3', 'AnalysisRun/shop-step3-check'].concat(
      ['baseline', 'canary'].map(template => `ReplicaSet/shop-step3-${template}`),
    );
    await stage.until('all of it is on record', seen => made.every(each => seen.exists(each)));
    const image = (template: string) => {
      const { spec } = readMap(readPath(stage.seen.object(`ReplicaSet/shop-step3-${template}`), 'spec', 'template'));
      return readMap(readList(readMap(spec).containers)[0]).image;
    };
    expect([image('baseline'), image('canary')]).toEqual(['registry.example/app:1', 'registry.example/app:2']);
    expect(readPath(stage.seen.object('Experiment/shop-step3'), 'metadata', 'labels')).toEqual({ team: 'cart' });
    expect(readPath(stage.seen.object('AnalysisRun/shop-step3-check'), 'spec', 'args')).toEqual([
      { name: 'hash', value: status('currentPodHash') },
      { name: 'owner', value: 'cart' },
    ]);
    await until('its Service is there', () => view(id).templates[1]?.service?.present === true);
    expect(view(id).templates[0]?.service).toBeUndefined();
    expect(view(id).rollout).toBeUndefined();
    expect(status('phase')).toBe('Paused');
    expect(wanted(await actions.plan({ ...runnable, type: 'experiment-step', step: 2, name: 'shop' })).suggestion).toBe(
      'shop-step3-2',
    );
    wanted(await actions.terminate(id));
    await until('it has ended', () => view(id).phase === 'Successful');
  });

  on('needs its Rollout there', async ({ stage, actions, request }) => {
    const { runnable } = request(version(1));
    const plan = () => actions.plan({ ...runnable, type: 'experiment-step', step: 2, name: 'shop' });
    const failure = { kind: 'step', rollout: 'shop', namespace: stage.namespace };
    expect(await plan()).toEqual({ ok: false, failure: { ...failure, why: 'no-rollout', detail: '' } });
    // Of another controller than the one here, which would make it stable sooner than anybody can look.
    const { metadata, ...rest } = version(1);
    await stage.apply(
      JSON.stringify({ ...rest, metadata: { ...readMap(metadata), labels: { [instanceIdLabel]: 'another' } } }),
    );
    await stage.until('it is there', seen => seen.object('Rollout/shop') !== undefined);
    expect(await plan()).toEqual({ ok: false, failure: { ...failure, why: 'not-stable', detail: '' } });
  });
});

test('a cluster behind a proxy is reached, with its own certificate checked', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kube-proxy-'));
  const config: object = JSON.parse(readFileSync(session.kubeconfig, 'utf8'));
  const proxy = await startConnectProxy(portOf(config));
  try {
    const file = path.join(folder, 'kubeconfig.json');
    const proxyUrl = `http://127.0.0.1:${proxy.port}`;
    const opened = await kubernetesOf(writeKubeconfigLike(file, config, { port: 1, proxyUrl })).cluster(
      'argo-experiments',
    );
    const { namespaces, close } = wanted(opened);
    expect(wanted(await namespaces())).toContain('default');
    expect(proxy.asked).toEqual(['127.0.0.1:1']);
    close();
  } finally {
    await proxy.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
