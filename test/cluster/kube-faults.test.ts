import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Timers } from '../../client/experiments/ports/timers.ts';
import { readList, readMap } from '../../client/experiments/values/json.ts';
import { systemTimers } from '../../client/ui/system-timers.ts';
import { connectByKubeconfig } from '../../scripts/cluster/api/api-client.ts';
import { readSession } from '../../scripts/cluster/plane/session.ts';
import { type Cluster, connect } from './cluster.ts';
import { experiment } from './documents.ts';
import { readPath } from './fields.ts';
import { eventually, type KubeStage, type KubeStageOptions, kubernetesOf, openKubeStage } from './kube-stage.ts';
import { openLine, portOf, writeKubeconfigLike } from './line.ts';

/** What the client shows while the line to the cluster, its credentials or its rights are gone, and that it comes back by itself. */

const session = readSession(process.env);
const config: object = JSON.parse(readFileSync(session.kubeconfig, 'utf8'));
const folder = mkdtempSync(path.join(os.tmpdir(), 'kube-faults-'));
let cluster: Cluster;

beforeAll(async () => {
  cluster = await connect(session);
});

afterAll(() => {
  cluster.disconnect();
  rmSync(folder, { recursive: true });
});

const named = (name: string) => ({ ...experiment({ duration: '1h' }), metadata: { name } });

/** Names of the experiments that the source shows. */
function names({ source }: KubeStage): readonly string[] {
  return source.state.kind === 'ready' ? source.state.experiments.map(({ name }) => name).sort() : [];
}

/** Its pods come by a line of their own, before or after its phase. */
function runsWithPod(stage: KubeStage, id: string): boolean {
  const { phase, templates } = stage.view(id);
  return phase === 'Running' && templates[0]?.pods.length === 1;
}

function staleness({ source }: KubeStage) {
  return source.state.kind === 'ready' ? source.state.stale : undefined;
}

describe.concurrent('through a line that breaks', () => {
  async function onLine(
    title: string,
    play: (stage: KubeStage, line: Awaited<ReturnType<typeof openLine>>) => Promise<void>,
    options: Pick<KubeStageOptions, 'timers'> = {},
  ) {
    const line = await openLine(portOf(config));
    const file = writeKubeconfigLike(path.join(folder, `${title}.json`), config, { port: line.port });
    const stage = await openKubeStage(cluster, `kube-${title}`, { ...options, writeKubeconfig: async () => file });
    try {
      await play(stage, line);
    } finally {
      await stage.end();
      await line.close();
    }
  }

  test('nothing is contacted before somebody looks', () =>
    onLine('silent', async (stage, line) => {
      await sleep(500);
      expect(line.opened).toBe(0);
      stage.source.open();
      await stage.until('it is ready', () => stage.source.state.kind === 'ready');
      expect(line.opened).toBeGreaterThan(0);
    }));

  test('a watch that is cut goes on where it was: nothing lost, nothing twice', () =>
    onLine('cut', async (stage, line) => {
      const id = await stage.run(named('first'));
      await stage.until('it runs', () => runsWithPod(stage, id));
      line.refuse(true);
      line.cut();
      await stage.until('it is known to be cut off', () => staleness(stage) !== undefined);
      expect(staleness(stage)).toMatchObject({ failure: { kind: 'unreachable', server: `127.0.0.1:${line.port}` } });
      expect(names(stage)).toEqual(['first']);
      await stage.stage.apply([named('second'), named('third')].map(each => JSON.stringify(each)).join('\n---\n'));
      await stage.stage.remove('Experiment/third');
      line.refuse(false);
      await stage.until('it is back', () => staleness(stage) === undefined && names(stage).length === 2);
      expect(names(stage)).toEqual(['first', 'second']);
      expect(stage.view(id).templates[0]?.pods).toHaveLength(1);
    }));

  /** Nothing is tried again by itself: the first try would come half a second after a failure. */
  const patient: Timers = {
    now: systemTimers.now,
    after: (ms, call) => (ms < 500 ? systemTimers.after(ms, call) : () => undefined),
  };

  test('a person need not wait for the next try', () =>
    onLine(
      'retry',
      async (stage, line) => {
        stage.source.open();
        line.refuse(true);
        await stage.until('it has failed', () => stage.source.state.kind === 'failed');
        line.refuse(false);
        await stage.until('it is ready', () => {
          // What was refused before the line was whole may be told after it.
          if (stage.source.state.kind === 'failed') stage.source.retry();
          return stage.source.state.kind === 'ready';
        });
      },
      { timers: patient },
    ));

  test('a line that is closed and opened again goes on', () =>
    onLine('again', async stage => {
      const lookAway = stage.source.open();
      await stage.until('it is ready', () => stage.source.state.kind === 'ready');
      lookAway();
      stage.source.close();
      await stage.run(named('first'));
      expect(names(stage)).toEqual(['first']);
    }));
});

/** A token of a ServiceAccount that may do what the rules say, and how to change that. */
async function makeAccount(stage: KubeStage['stage'], rules: readonly object[]) {
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'dev' } };
  const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'dev' }, rules };
  const subjects = [{ kind: 'ServiceAccount', name: 'dev', namespace: stage.namespace }];
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'dev' };
  const binding = { apiVersion: role.apiVersion, kind: 'RoleBinding', metadata: { name: 'dev' }, subjects, roleRef };
  const made = async (text: string) => expect(await stage.apply(text)).toEqual([]);
  await made([account, role, binding].map(each => JSON.stringify(each)).join('\n---\n'));
  const { api } = cluster;
  return {
    rules: (changed: readonly object[]) =>
      api.patch({ apiVersion: role.apiVersion, kind: 'Role' }, stage.namespace, 'dev', { rules: changed }),
    account: () => made(JSON.stringify(account)),
    revoke: () => api.remove({ apiVersion: 'v1', kind: 'ServiceAccount' }, stage.namespace, 'dev'),
    async token() {
      const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
      const client = connectByKubeconfig(cluster.api.config);
      const { text } = await client.create(`/api/v1/namespaces/${stage.namespace}/serviceaccounts/dev/token`, request);
      return String(readPath(JSON.parse(text), 'status', 'token'));
    },
  };
}

type Account = Awaited<ReturnType<typeof makeAccount>>;

const verbs = ['get', 'list', 'watch', 'create', 'patch', 'delete'];
const argo = { apiGroups: ['argoproj.io'], resources: ['experiments', 'analysisruns', 'analysistemplates'], verbs };
const replicaSets = { apiGroups: ['apps'], resources: ['replicasets'], verbs };
const allPods = { apiGroups: [''], resources: ['pods'], verbs };

describe.concurrent('with fewer rights', () => {
  async function onAccount(
    title: string,
    rules: readonly object[],
    play: (stage: KubeStage, account: Account, file: string) => Promise<void>,
    port = portOf(config),
  ) {
    const file = path.join(folder, `${title}.json`);
    let account: Account | undefined;
    const writeKubeconfig = async (opened: KubeStage['stage']) => {
      account = await makeAccount(opened, rules);
      return writeKubeconfigLike(file, config, { token: await account.token(), port });
    };
    const stage = await openKubeStage(cluster, `kube-${title}`, { writeKubeconfig });
    try {
      if (account !== undefined) await play(stage, account, file);
    } finally {
      await stage.end();
    }
  }

  test('pods that may not be listed are a gap, and come once they may', () =>
    onAccount('no-pods', [argo, replicaSets], async (stage, account) => {
      const id = await stage.run(named('first'));
      await stage.until('its ReplicaSet has a pod', () => stage.view(id).templates[0]?.available === 1);
      const user = `system:serviceaccount:${stage.stage.namespace}:dev`;
      const gap = { kind: 'forbidden', verb: 'list', resource: 'pods', namespace: stage.stage.namespace, user };
      await stage.until(
        'the gap is told',
        () => stage.source.state.kind === 'ready' && stage.source.state.gaps !== undefined,
      );
      expect(stage.source.state).toMatchObject({ gaps: [gap] });
      expect(staleness(stage)).toBeUndefined();
      expect(stage.view(id).templates[0]?.pods).toEqual([]);
      await account.rules([argo, replicaSets, allPods]);
      stage.source.retry();
      await stage.until('the pod is there', () => stage.view(id).templates[0]?.pods.length === 1);
      expect(stage.source.state).not.toHaveProperty('gaps');
    }));

  test('experiments that may not be listed are a failure, and come once they may', () =>
    onAccount('nothing', [replicaSets], async (stage, account) => {
      stage.source.open();
      await stage.until('it has failed', () => stage.source.state.kind === 'failed');
      expect(stage.source.state).toMatchObject({
        failure: { kind: 'forbidden', verb: 'list', resource: 'experiments' },
      });
      expect(await stage.actions.run(stage.request(named('first')))).toMatchObject({
        ok: false,
        failure: { kind: 'forbidden', verb: 'create' },
      });
      expect(await stage.cluster.namespaces()).toMatchObject({
        ok: false,
        failure: { kind: 'forbidden', resource: 'namespaces' },
      });
      await account.rules([argo, replicaSets, allPods]);
      stage.source.retry();
      await stage.until('it is ready', () => stage.source.state.kind === 'ready');
    }));

  test('rights that are taken away leave what is known, marked as old, until they are back', async () => {
    const line = await openLine(portOf(config));
    const play = async (stage: KubeStage, account: Account) => {
      const id = await stage.run(named('first'));
      await stage.until('it runs with its pod', () => runsWithPod(stage, id));
      await account.rules([]);
      // A watch that is open goes on; the next one is refused, once the API server has noticed.
      const kind = 'forbidden';
      const isRefused = () => staleness(stage)?.failure.kind === kind;
      await eventually('it is refused', async () => line.cut(), isRefused);
      expect(names(stage)).toEqual(['first']);
      expect(stage.view(id)).toMatchObject({ phase: 'Running', templates: [{ pods: [expect.anything()] }] });
      expect(await stage.actions.terminate(id)).toMatchObject({ ok: false, failure: { kind, verb: 'patch' } });
      await account.rules([argo, replicaSets, allPods]);
      // It takes the API server a moment to notice that, too.
      await eventually(
        'it is back',
        async () => stage.source.retry(),
        () => staleness(stage) === undefined,
      );
      expect(names(stage)).toEqual(['first']);
    };
    try {
      await onAccount('reduced', [argo, replicaSets, allPods], play, line.port);
    } finally {
      await line.close();
    }
  });

  test('a token that was withdrawn is told, and a new one in the kubeconfig is used', () =>
    onAccount('revoked', [argo, replicaSets, allPods], async (stage, account, file) => {
      const id = await stage.run(named('first'));
      await stage.until('it runs', () => stage.view(id).phase === 'Running');
      await account.revoke();
      // The API server believes in a token for some seconds after it is gone.
      const refused = await eventually(
        'it is refused',
        () => stage.actions.terminate(id),
        answer => !answer.ok,
      );
      expect(refused).toMatchObject({ failure: { kind: 'unauthorized', context: 'argo-experiments' } });
      await account.account();
      const token = await account.token();
      writeKubeconfigLike(file, config, { token });
      expect(await stage.actions.delete(id)).toEqual({ ok: true, value: undefined });
    }));
});

test('a credential plugin is not started before somebody has said yes to it', async () => {
  const mark = path.join(folder, 'started');
  const [admin] = readList(readMap(config).users).map(readMap);
  const credential = { kind: 'ExecCredential', status: { token: readMap(admin?.user).token } };
  const program = `require('fs').appendFileSync(${JSON.stringify(mark)}, 'x'); console.log(${JSON.stringify(JSON.stringify(credential))})`;
  const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: process.execPath, args: ['--eval', program] };
  const file = path.join(folder, 'plugin.json');
  writeFileSync(file, JSON.stringify({ ...config, users: [{ name: 'admin', user: { exec } }] }), { mode: 0o600 });
  const asked: string[] = [];
  const kubernetes = kubernetesOf(file, {
    async askConsent({ command }, context) {
      asked.push(`${command} for ${context}`);
      return asked.length === 2;
    },
  });
  const opened = await kubernetes.cluster('argo-experiments');
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  const { namespaces, close } = opened.value;
  expect(await namespaces()).toMatchObject({ ok: false, failure: { kind: 'plugin-refused' } });
  expect(existsSync(mark)).toBe(false);
  expect(await namespaces()).toMatchObject({ ok: true, value: expect.arrayContaining(['default']) });
  expect((await namespaces()).ok).toBe(true);
  expect([asked, readFileSync(mark, 'utf8')]).toEqual([Array(2).fill(`${process.execPath} for argo-experiments`), 'x']);
  close();
});

/** It forgets what was: each watch is answered with 410, and everything is listed anew. */
describe('an API server that is killed', () => {
  test('comes back, with everything that has happened meanwhile', async () => {
    const stage = await openKubeStage(cluster, 'kube-killed');
    try {
      const [first, second] = [await stage.run(named('first')), await stage.run(named('second'))];
      await stage.until('both run', () => [first, second].every(id => runsWithPod(stage, id)));
      const { api } = cluster;
      const kind = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Experiment' };
      expect(await api.list(kind, stage.stage.namespace)).toHaveLength(2);
      const pids = readPath(
        JSON.parse(readFileSync(path.join(path.dirname(session.kubeconfig), 'processes.json'), 'utf8')),
        'kube-apiserver',
      );
      process.kill(Number(pids), 'SIGKILL');
      await stage.until('it is known to be gone', () => staleness(stage) !== undefined);
      expect(names(stage)).toEqual(['first', 'second']);
      expect(await stage.actions.terminate(first)).toMatchObject({ ok: false, failure: { kind: 'unreachable' } });
      const { stale } = stage.source.state as { stale?: { since: number; lastAnswerAt: number } };
      expect(stale?.lastAnswerAt).toBeLessThanOrEqual(stale?.since ?? 0);
      const removed = () => api.remove(kind, stage.stage.namespace, 'second').then(() => true);
      await eventually('it takes a deletion', removed, Boolean);
      await api.create(named('third'), stage.stage.namespace);
      await stage.until('it is back', () => staleness(stage) === undefined && names(stage).join() === 'first,third');
      expect(stage.view(first).templates[0]?.pods).toHaveLength(1);
      await eventually(
        'it takes a termination',
        () => stage.actions.terminate(first),
        ({ ok }) => ok,
      );
      // The controllers take their time to come back; that it was told is the API server's word.
      await stage.until('the termination is shown', () => stage.view(first).terminating);
    } finally {
      await stage.end();
    }
  });
});
