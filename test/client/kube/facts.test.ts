/** What is followed for the language server, against an API server that answers by a script. */
import type http from 'node:http';
import { afterEach, expect, it, vi } from 'vitest';
import type { PlaceFacts } from '../../../client/experiments/objects/cluster-facts.ts';
import { KubeFacts } from '../../../client/kube/follow/facts.ts';
import { FakeTimers } from '../support/fake-timers.ts';
import { type Asked, listOf, type ScriptedApi, sendJson, startScriptedApi, statusOf } from '../support/scripted-api.ts';

const open: { api: ScriptedApi; facts: KubeFacts }[] = [];
afterEach(async () => {
  for (const { api, facts } of open.splice(0)) {
    facts.stop();
    await api.close();
  }
});

const kindOf = ({ path }: Asked) => path.split('/').at(-1) ?? '';
const object = (name: string, more: object = {}) => ({
  metadata: { name, uid: name, namespace: 'shop', resourceVersion: '1', ...more },
  spec: { args: [] },
  status: { secret: 'no' },
});

interface Stage {
  readonly objects?: Readonly<Record<string, readonly object[]>>;
  /** Answers instead; undefined: as usual. */
  readonly answer?: (asked: Asked) => { readonly code: number; readonly body?: object } | undefined;
  readonly namespace?: string | undefined;
}

async function start({ objects = {}, answer = () => undefined, ...rest }: Stage = {}) {
  const watches = new Map<string, http.ServerResponse>();
  const api = await startScriptedApi((asked, response) => {
    const special = answer(asked);
    if (special) return sendJson(response, special.body ?? statusOf(special.code, 'Said'), special.code);
    if (asked.path.startsWith('/openapi') || asked.path.endsWith('/argo-rollouts-config')) {
      return sendJson(response, statusOf(404, 'NotFound'), 404);
    }
    if (asked.query.get('watch') !== 'true') return sendJson(response, listOf(objects[kindOf(asked)] ?? [], '1'));
    response.writeHead(200);
    response.flushHeaders();
    watches.set(kindOf(asked), response);
  });
  const timers = new FakeTimers(0);
  const { namespace } = 'namespace' in rest ? rest : { namespace: 'shop' };
  const facts = new KubeFacts({
    connection: api.connect(() => timers.now()),
    ...(namespace === undefined ? {} : { namespace }),
    timers,
    random: () => 0,
    log: message => expect.fail(message),
  });
  open.push({ api, facts });
  const send = (kind: string, type: string, changed: object) =>
    watches.get(kind)?.write(`${JSON.stringify({ type, object: changed })}\n`);
  const until = (check: (known: PlaceFacts | undefined) => boolean) =>
    vi.waitFor(() => expect(check(facts.known)).toBe(true));
  return { api, facts, send, until, watches };
}

const namesOf = (known: PlaceFacts | undefined, kind: string) =>
  known?.kinds[kind]?.objects.map(({ metadata }) => (metadata as { name: string }).name);

it('asks nothing before it is started, and nothing after it was stopped', async () => {
  const { api, facts, until, watches } = await start();
  expect([api.asked.length, facts.known]).toEqual([0, undefined]);
  facts.start();
  await until(known => Object.keys(known?.kinds ?? {}).length === 9);
  await vi.waitFor(() => expect(watches.size).toBe(9));
  facts.stop();
  const asked = api.asked.length;
  expect(facts.known).toBeUndefined();
  await new Promise(resolve => setImmediate(resolve));
  expect(api.asked.length).toBe(asked);
});

it('knows names, specs and owners, and never a Secret', async () => {
  const { api, facts, until } = await start({
    objects: { analysistemplates: [object('latency')], deployments: [object('web')], clusteranalysistemplates: [] },
  });
  facts.start();
  await until(known => Object.keys(known?.kinds ?? {}).length === 9);
  expect(facts.known?.kinds.AnalysisTemplate).toEqual({
    namespaces: ['shop'],
    objects: [
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'AnalysisTemplate',
        metadata: { name: 'latency', namespace: 'shop' },
        spec: { args: [] },
      },
    ],
  });
  expect(facts.known?.kinds.ClusterAnalysisTemplate).toEqual({ namespaces: 'all', objects: [] });
  expect(facts.known?.kinds.Deployment?.objects).toEqual([
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' } },
  ]);
  // Of these only some are followed, so that nothing is known to be missing.
  expect(facts.known?.kinds.Experiment?.namespaces).toEqual([]);
  expect(facts.known?.kinds.ReplicaSet?.namespaces).toEqual([]);
  const selectors = api.asked
    .filter(asked => kindOf(asked) === 'experiments')
    .map(each => each.query.get('labelSelector'));
  expect(new Set(selectors)).toEqual(new Set(['!rollouts-pod-template-hash']));
  const metadataOnly = api.asked.filter(({ headers }) => headers.accept?.includes('PartialObjectMetadata'));
  expect(new Set(metadataOnly.map(kindOf))).toEqual(new Set(['deployments', 'replicasets']));
  expect(api.asked.filter(({ path }) => path.includes('secrets'))).toEqual([]);
});

it('follows what changes, and is quiet about what does not concern anybody', async () => {
  const { facts, send, until, watches } = await start({ objects: { analysistemplates: [object('latency')] } });
  facts.start();
  await until(known => Object.keys(known?.kinds ?? {}).length === 9);
  await vi.waitFor(() => expect(watches.size).toBe(9));
  const before = facts.known?.kinds.AnalysisTemplate;
  let changes = 0;
  facts.onChange(() => {
    changes += 1;
  });
  send('analysistemplates', 'MODIFIED', { ...object('latency', { resourceVersion: '2' }), status: { new: true } });
  send('analysistemplates', 'ADDED', object('errors', { resourceVersion: '3' }));
  await until(known => namesOf(known, 'AnalysisTemplate')?.length === 2);
  expect(namesOf(facts.known, 'AnalysisTemplate')).toEqual(['latency', 'errors']);
  expect([changes, before === facts.known?.kinds.AnalysisTemplate]).toEqual([1, false]);
  send('analysistemplates', 'DELETED', object('latency', { resourceVersion: '4' }));
  await until(known => namesOf(known, 'AnalysisTemplate')?.join() === 'errors');
});

it('does not know what may not be read: such a kind is absent, and the others are there', async () => {
  const { facts, until } = await start({
    answer: asked =>
      ['services', 'analysistemplates'].includes(kindOf(asked))
        ? { code: 403 }
        : kindOf(asked) === 'virtualservices'
          ? { code: 404 }
          : undefined,
  });
  facts.start();
  await until(known => Object.keys(known?.kinds ?? {}).length === 6);
  expect(Object.keys(facts.known?.kinds ?? {}).toSorted()).toEqual(
    ['ClusterAnalysisTemplate', 'Deployment', 'Experiment', 'Ingress', 'ReplicaSet', 'Rollout'].toSorted(),
  );
});

it('forgets a kind whose line is cut, until it is followed again', async () => {
  let isDown = false;
  const { facts, until, watches } = await start({
    objects: { services: [object('web')] },
    answer: asked => (isDown && kindOf(asked) === 'services' ? { code: 503 } : undefined),
  });
  facts.start();
  await until(known => namesOf(known, 'Service')?.length === 1);
  await vi.waitFor(() => expect(watches.has('services')).toBe(true));
  isDown = true;
  watches.get('services')?.destroy();
  await until(known => known !== undefined && known.kinds.Service === undefined);
  expect(facts.known?.kinds.Ingress).toBeDefined();
});

it('follows the kinds of Argo alone where all namespaces are looked at', async () => {
  const { api, facts, until } = await start({ namespace: undefined });
  facts.start();
  await until(known => Object.keys(known?.kinds ?? {}).length === 4);
  expect(facts.known?.kinds.AnalysisTemplate?.namespaces).toBe('all');
  expect(facts.known?.namespace).toBe('default');
  expect(new Set(api.asked.filter(({ query }) => query.get('watch') !== 'true').map(({ path }) => path))).toEqual(
    new Set([
      '/apis/argoproj.io/v1alpha1/analysistemplates',
      '/apis/argoproj.io/v1alpha1/clusteranalysistemplates',
      '/apis/argoproj.io/v1alpha1/experiments',
      '/apis/argoproj.io/v1alpha1/rollouts',
      '/apis/apps/v1/deployments',
      '/openapi/v3/apis/argoproj.io/v1alpha1',
    ]),
  );
});

const CONTROLLER = {
  metadata: { name: 'argo-rollouts', namespace: 'argo-rollouts' },
  spec: { template: { spec: { containers: [{ image: 'argo:v1.9.3', args: ['--instance-id=shop'] }] } } },
};
const SCHEMA = {
  components: {
    schemas: {
      'io.argoproj.v1alpha1.AnalysisTemplate': {
        properties: { spec: { properties: { metrics: { items: { properties: { consecutiveSuccessLimit: {} } } } } } },
      },
    },
  },
};

it('knows the release, the instance id and the plugins by the controller', async () => {
  const { facts, until } = await start({
    answer: ({ path }) => {
      if (path === '/apis/apps/v1/deployments') return { code: 200, body: listOf([CONTROLLER], '1') };
      const config = { data: { stepPlugins: '- name: a/b' } };
      return path === '/api/v1/namespaces/argo-rollouts/configmaps/argo-rollouts-config'
        ? { code: 200, body: config }
        : undefined;
    },
  });
  facts.start();
  await until(known => known?.controller !== undefined);
  expect(facts.known).toMatchObject({
    context: 'scripted',
    namespace: 'shop',
    argoVersion: '1.9.3',
    controller: { instanceId: 'shop', config: { stepPlugins: '- name: a/b' } },
  });
});

it('knows the release line by the schema where the controller may not be read', async () => {
  const { facts, until } = await start({
    answer: ({ path }) => {
      if (path === '/apis/apps/v1/deployments') return { code: 403 };
      return path.startsWith('/openapi') ? { code: 200, body: SCHEMA } : undefined;
    },
  });
  facts.start();
  await until(known => known?.argoVersion !== undefined);
  expect(facts.known?.argoVersion).toBe('1.8');
  expect(facts.known?.controller).toBeUndefined();
});

it('has no config where there is no ConfigMap, and knows none where it may not be read', async () => {
  const answers =
    (code: number): NonNullable<Stage['answer']> =>
    ({ path }) => {
      if (path === '/apis/apps/v1/deployments') return { code: 200, body: listOf([CONTROLLER], '1') };
      return path.endsWith('/argo-rollouts-config') ? { code } : undefined;
    };
  for (const [code, config] of [
    [404, {}],
    [403, undefined],
  ] as const) {
    const { facts, until } = await start({ answer: answers(code) });
    facts.start();
    await until(known => known?.controller !== undefined);
    expect(facts.known?.controller?.config).toEqual(config);
  }
});
