/**
 * How a large namespace feels: `node bench/cluster.ts` starts a control plane without Argo, fills one namespace with 5,000
 * Experiments, 10,000 ReplicaSets, 5,000 AnalysisRuns and 20,000 pods of experiments, follows it, and prints what that took.
 * Exit code 1: something was lost or doubled.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { fail } from '../client/experiments/failures/failure.ts';
import { readList, readMap, readText } from '../client/experiments/values/json.ts';
import { createKubernetes } from '../client/kube/connect.ts';
import type { KubeSource } from '../client/kube/follow/source.ts';
import { systemTimers } from '../client/ui/system-timers.ts';
import { type ApiClient, connectToApi } from '../scripts/cluster/api/api-client.ts';
import { applyCrds } from '../scripts/cluster/api/crds.ts';
import { startControlPlane } from '../scripts/cluster/plane/control-plane.ts';
import { abortable } from '../scripts/cluster/process/abort.ts';
import { startProgress } from '../scripts/cluster/process/progress.ts';
import { crdFolder } from '../scripts/cluster/programs/folders.ts';
import { prepare } from '../scripts/cluster/run.ts';
import { underGuard } from '../scripts/guard/under-guard.ts';

const ARGO = '1.10.2';
const NAMESPACE = 'big';
const EXPERIMENTS = 5000;
/** Those that run; each has two ReplicaSets with so many pods. */
const RUNNING = 100;
const PODS = 100;
const TEMPLATES = ['baseline', 'canary'];
const AT_ONCE = 40;

const experimentName = (index: number) => `trial-${String(index).padStart(4, '0')}`;
const isRunning = (index: number) => index < RUNNING;
const owner = (apiVersion: string, kind: string, name: string, uid: string) => ({
  ownerReferences: [{ apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true }],
});

/** A pod template of an ordinary size. */
function podTemplate(name: string) {
  const env = Array.from({ length: 20 }, (_, index) => ({
    name: `SETTING_${index}`,
    value: `value of setting ${index}`,
  }));
  const probe = { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 10 };
  const container = { name: 'main', image: 'registry.example/shop/checkout:1.42.0', env, readinessProbe: probe };
  return { metadata: { labels: { app: 'checkout', role: name } }, spec: { containers: [container] } };
}

function experiment(index: number) {
  const running = isRunning(index);
  const phase = running ? 'Running' : index % 7 === 0 ? 'Failed' : 'Successful';
  const time = new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString().replace('.000', '');
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Experiment',
    metadata: { name: experimentName(index), namespace: NAMESPACE },
    spec: {
      duration: '1h',
      templates: TEMPLATES.map(name => ({
        name,
        replicas: running ? PODS : 1,
        selector: { matchLabels: { app: 'checkout', role: name } },
        template: podTemplate(name),
      })),
      analyses: [{ name: 'check', templateName: 'check', requiredForCompletion: true }],
    },
    status: {
      phase,
      availableAt: time,
      templateStatuses: TEMPLATES.map(name => {
        const replicas = running ? PODS : 0;
        const counts = { replicas, availableReplicas: replicas, readyReplicas: replicas, updatedReplicas: replicas };
        return { name, status: running ? 'Running' : 'Successful', lastTransitionTime: time, ...counts };
      }),
      analysisRuns: [{ name: 'check', analysisRun: `${experimentName(index)}-check`, phase }],
    },
  };
}

function analysisRun(index: number, uid: string) {
  const name = experimentName(index);
  const measurements = Array.from({ length: 10 }, (_, number) => {
    const at = new Date(Date.UTC(2026, 0, 1) + (index * 60 + number) * 1000).toISOString().replace('.000', '');
    return { phase: 'Successful', value: `[0.9${number}]`, startedAt: at, finishedAt: at };
  });
  const prometheus = {
    address: 'http://prometheus.example:9090',
    query: 'sum(rate(http_requests_total{code!~"5.."}[1m]))',
  };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisRun',
    metadata: {
      name: `${name}-check`,
      namespace: NAMESPACE,
      ...owner('argoproj.io/v1alpha1', 'Experiment', name, uid),
    },
    spec: { metrics: [{ name: 'rate', interval: '1s', count: 10, provider: { prometheus } }] },
    status: {
      phase: 'Successful',
      metricResults: [{ name: 'rate', phase: 'Successful', count: 10, successful: 10, measurements }],
    },
  };
}

function replicaSet(index: number, template: string, uid: string) {
  const name = `${experimentName(index)}-${template}`;
  const hash = `${template.slice(0, 1)}${index.toString(36)}`;
  const { metadata, spec } = podTemplate(template);
  const labels = { ...metadata.labels, 'rollouts-pod-template-hash': hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace: NAMESPACE,
      labels,
      annotations: {
        'experiment.argoproj.io/name': experimentName(index),
        'experiment.argoproj.io/template-name': template,
      },
      ...owner('argoproj.io/v1alpha1', 'Experiment', experimentName(index), uid),
    },
    spec: {
      replicas: isRunning(index) ? PODS : 0,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec },
    },
  };
}

function pod(set: ReturnType<typeof replicaSet>, uid: string, index: number) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${set.metadata.name}-${index.toString(36)}`,
      namespace: NAMESPACE,
      labels: set.metadata.labels,
      ...owner('apps/v1', 'ReplicaSet', set.metadata.name, uid),
    },
    // On no node: neither the scheduler nor a kubelet looks at it.
    spec: { ...set.spec.template.spec, nodeName: 'nowhere', automountServiceAccountToken: false },
  };
}

async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}

async function create(api: ApiClient, path: string, object: object): Promise<string> {
  const { status, text } = await api.create(path, object);
  if (status !== 201) throw new Error(`POST ${path}: ${status} ${text.slice(0, 300)}`);
  return readText(readMap(readMap(JSON.parse(text)).metadata).uid);
}

/** `pause` stops the controllers, once the namespace is ready: they would delete pods or make more. */
async function fill(api: ApiClient, pause: () => void): Promise<void> {
  const argo = `/apis/argoproj.io/v1alpha1/namespaces/${NAMESPACE}`;
  await create(api, '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
  while ((await api.get(`/api/v1/namespaces/${NAMESPACE}/serviceaccounts/default`)).status !== 200);
  pause();
  await each(
    Array.from({ length: EXPERIMENTS }, (_, index) => index),
    async index => {
      const uid = await create(api, `${argo}/experiments`, experiment(index));
      await create(api, `${argo}/analysisruns`, analysisRun(index, uid));
      for (const template of TEMPLATES) {
        const set = replicaSet(index, template, uid);
        const setUid = await create(api, `/apis/apps/v1/namespaces/${NAMESPACE}/replicasets`, set);
        if (!isRunning(index)) continue;
        for (let number = 0; number < PODS; number += 1) {
          await create(api, `/api/v1/namespaces/${NAMESPACE}/pods`, pod(set, setUid, number));
        }
      }
    },
  );
}

/** MiB of live objects. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise(resolve => setTimeout(resolve, 1));
}

function counts(source: KubeSource): string {
  if (source.state.kind !== 'ready') return JSON.stringify(source.state);
  const { experiments } = source.state;
  const pods = experiments.flatMap(({ templates }) =>
    templates.flatMap(template => template.pods.map(({ name }) => name)),
  );
  const measurements = experiments.flatMap(({ analyses }) => analyses[0]?.metrics[0]?.measurements ?? []);
  return `${new Set(experiments.map(({ id }) => id)).size} experiments, ${new Set(pods).size} pods of ${pods.length}, ${measurements.length} measurements`;
}

const WANTED = `${EXPERIMENTS} experiments, ${2 * RUNNING * PODS} pods of ${2 * RUNNING * PODS}, ${10 * EXPERIMENTS} measurements`;

async function measure(kubeconfig: string, api: ApiClient): Promise<void> {
  const kubernetes = createKubernetes({
    timers: systemTimers,
    l10n: { t: message => message },
    log: console.error,
    isTrusted: () => true,
    kubeconfig: () => kubeconfig,
    askConsent: async () => false,
    isRemembered: () => false,
    remember: async () => undefined,
    readDocument: async () => fail({ kind: 'not-found' }),
    findTemplate: async () => undefined,
  });
  const cluster = await kubernetes.cluster('argo-experiments');
  if (!cluster.ok) throw new Error(JSON.stringify(cluster.failure));
  const { source } = cluster.value.place(NAMESPACE);
  const before = heap();
  const cpu = process.cpuUsage();
  let begun = performance.now();
  const seconds = () => ((performance.now() - begun) / 1000).toFixed(2);
  source.open();
  await until(() => source.state.kind === 'ready');
  const busy = process.cpuUsage(cpu);
  console.log(`listed in ${seconds()} s (${((busy.user + busy.system) / 1e6).toFixed(2)} s of our processor time)`);
  if (counts(source) !== WANTED) throw new Error(`there are ${counts(source)}, but ${WANTED} were made`);
  console.log(counts(source));
  console.log(`${(heap() - before).toFixed(0)} MiB of live objects`);

  const changed = experimentName(EXPERIMENTS - 1);
  const uid =
    source.state.kind === 'ready' ? source.state.experiments.find(({ name }) => name === changed)?.id : undefined;
  begun = performance.now();
  const patch = JSON.stringify({ status: { message: 'changed' } });
  const path = `/apis/argoproj.io/v1alpha1/namespaces/${NAMESPACE}/experiments/${changed}`;
  await api.request('PATCH', path, patch, 'application/merge-patch+json');
  await until(() => source.find(uid ?? '')?.message === 'changed');
  console.log(`one change shown after ${seconds()} s`);

  begun = performance.now();
  source.lookNow();
  console.log(`a look at what has not changed takes ${(performance.now() - begun).toFixed(1)} ms`);
  source.close();
  if (counts(source) !== '{"kind":"idle"}') throw new Error('closed, but not idle');
  console.log(`${(heap() - before).toFixed(0)} MiB of live objects after it was closed`);
  cluster.value.close();
}

/** Without the work of reading a kubeconfig anew for each of so many requests. */
function connectDirectly(kubeconfig: string): ApiClient {
  const config = readMap(JSON.parse(readFileSync(kubeconfig, 'utf8')));
  const cluster = readMap(readMap(readList(config.clusters)[0]).cluster);
  const user = readMap(readMap(readList(config.users)[0]).user);
  const ca = Buffer.from(readText(cluster['certificate-authority-data']), 'base64');
  return connectToApi(readText(cluster.server), options => {
    options.ca = ca;
    options.headers = { ...options.headers, authorization: `Bearer ${readText(user.token)}` };
  });
}

/** Process id of this control plane's own kube-controller-manager. */
function controllerManager(folder: string): number {
  const pid = readMap(JSON.parse(readFileSync(path.join(folder, 'processes.json'), 'utf8')))['kube-controller-manager'];
  if (typeof pid !== 'number') throw new Error('kube-controller-manager does not run');
  return pid;
}

const progress = startProgress();
await underGuard(async (guard, signal) => {
  const cache = await prepare(ARGO, guard, progress);
  const plane = await startControlPlane({ argo: ARGO, cache, guard, signal, say: progress.say, bare: true });
  try {
    const api = connectDirectly(plane.kubeconfig);
    await applyCrds(api, crdFolder(cache, ARGO), 'replace');
    const begun = performance.now();
    while ((await api.get('/apis/argoproj.io/v1alpha1/experiments')).status !== 200);
    await abortable(
      fill(api, () => process.kill(controllerManager(plane.folder), 'SIGSTOP')),
      signal,
    );
    console.log(`filled in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
    await abortable(measure(plane.kubeconfig, api), signal);
  } finally {
    await plane.stop();
  }
});
