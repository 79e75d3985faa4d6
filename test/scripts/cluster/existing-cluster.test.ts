import { expect, test } from 'vitest';
import { isOnThisMachine } from '../../../scripts/cluster/existing-cluster.ts';
import { cacheFolder } from '../../../scripts/cluster/folders.ts';
import { restartDelaySeconds } from '../../../scripts/cluster/processes.ts';
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
