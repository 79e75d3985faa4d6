import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isOnThisMachine, useExistingCluster } from '../../../scripts/cluster/plane/existing-cluster.ts';
import { findFreePorts } from '../../../scripts/cluster/process/ports.ts';
import { restartDelaySeconds } from '../../../scripts/cluster/process/processes.ts';
import { cacheFolder } from '../../../scripts/cluster/programs/folders.ts';
import { adaptDocument } from '../../cluster/adapt.ts';

test.each([
  ['https://127.0.0.1:6443', true],
  ['https://localhost:6443', true],
  ['https://[::1]:6443', true],
  ['https://0.0.0.0:6443', true],
  ['https://192.168.49.2:8443', false],
  ['https://127.example.org', false],
  ['https://production.example.org', false],
])('%s is on this machine: %s', (server, isHere) => {
  expect(isOnThisMachine(server)).toBe(isHere);
});

describe('a cluster of KUBECONFIG that cannot be used', () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'existing-'));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    fs.rmSync(folder, { recursive: true });
  });

  async function refusal(file: string): Promise<string> {
    vi.stubEnv('KUBECONFIG', file);
    const use = useExistingCluster({
      env: process.env,
      run: 'run',
      timelines: folder,
      argo: undefined,
      allowRemote: false,
      guard: {
        watch: () => undefined,
        watchFolder: () => () => undefined,
        onLost: () => undefined,
        close: async () => undefined,
      },
      progress: { say: () => undefined, during: async () => undefined },
      signal: new AbortController().signal,
    });
    return use.then(
      () => 'it is used',
      (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
    );
  }

  function kubeconfig(server: string): string {
    const file = path.join(folder, 'kubeconfig');
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'c',
      contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
      clusters: [{ name: 'c', cluster: { server } }],
      users: [{ name: 'u', user: {} }],
    };
    fs.writeFileSync(file, JSON.stringify(config));
    return file;
  }

  test('does not answer', async () => {
    const [port] = await findFreePorts(1);
    expect(await refusal(kubeconfig(`https://127.0.0.1:${port}`))).toMatch(
      new RegExp(
        `^ClusterFailure: The cluster https://127.0.0.1:${port} of KUBECONFIG does not answer \\(.+\\): start it, name another one, or unset KUBECONFIG to have a control plane started\\.$`,
      ),
    );
  });

  test('is not on this machine', async () => {
    expect(await refusal(kubeconfig('https://production.example.org'))).toBe(
      'ClusterFailure: The cluster https://production.example.org of KUBECONFIG is not on this machine and the tests would put namespaces, a node and objects into it: add `-- --allow-remote` if it may be played with, or unset KUBECONFIG to have a control plane started.',
    );
  });

  test('is named by a file that is not there', async () => {
    const file = path.join(folder, 'absent');
    expect(await refusal(file)).toBe(
      `ClusterFailure: KUBECONFIG=${file} cannot be read (ENOENT: no such file or directory, open '${file}'): name a kubeconfig file with a current context, or unset KUBECONFIG to have a control plane started.`,
    );
  });

  test('is not named by a file without one', async () => {
    const file = path.join(folder, 'empty');
    fs.writeFileSync(file, '{"apiVersion":"v1","kind":"Config"}');
    expect(await refusal(file)).toBe(
      `ClusterFailure: KUBECONFIG=${file} names no cluster: name a kubeconfig file with a current context, or unset KUBECONFIG to have a control plane started.`,
    );
  });

  test('is named by a file that cannot be read', async () => {
    const file = path.join(folder, 'kubeconfig');
    fs.writeFileSync(file, 'clusters: [');
    const said = await refusal(file);
    expect(said.startsWith(`ClusterFailure: KUBECONFIG=${file} cannot be read (`)).toBe(true);
    expect(said.endsWith('or unset KUBECONFIG to have a control plane started.')).toBe(true);
  });
});

test('beside a foreign cluster pods go to the played node, and the controller knows its objects', () => {
  const session = {
    kubeconfig: '',
    argo: '1.10.2',
    metrics: '',
    run: '',
    timelines: '',
    instanceId: 'mine',
    node: 'played',
  };
  const template = { spec: { containers: [{ name: 'c', image: 'i' }] } };
  const document = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Experiment',
    metadata: { name: 'e' },
    spec: { templates: [{ template }] },
  };
  expect(adaptDocument(document, session)).toEqual({
    ...document,
    metadata: { name: 'e', labels: { 'argo-rollouts.argoproj.io/controller-instance-id': 'mine' } },
    spec: {
      templates: [
        {
          template: {
            spec: {
              containers: [{ name: 'c', image: 'i' }],
              nodeSelector: { 'kubernetes.io/hostname': 'played' },
              tolerations: [{ key: 'argo-experiments/played', operator: 'Equal', value: 'true', effect: 'NoSchedule' }],
            },
          },
        },
      ],
    },
  });
});

test.each([
  [{}, '/home/a/.cache/argo-experiments/control-plane'],
  [{ XDG_CACHE_HOME: '/var/cache/a' }, '/var/cache/a/argo-experiments/control-plane'],
  [{ XDG_CACHE_HOME: 'relative' }, '/home/a/.cache/argo-experiments/control-plane'],
  [{ XDG_CACHE_HOME: '/var/cache/a', ARGO_EXPERIMENTS_CONTROL_PLANE: '/big/disk' }, '/big/disk'],
])('programs are kept by %j in %s', (env, folder) => {
  expect(cacheFolder(env, '/home/a')).toBe(folder);
});

test('the controller starts again after 1, 2, 4 ... 60 s', () => {
  expect([0, 1, 2, 5, 6, 50].map(restartDelaySeconds)).toEqual([1, 2, 4, 32, 60, 60]);
});
