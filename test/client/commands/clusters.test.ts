import { describe, expect, it } from 'vitest';
import { announceEnds } from '../../../client/commands/announce-end.ts';
import { fail, succeed } from '../../../client/experiments/failures/failure.ts';
import type { PlannedRun } from '../../../client/experiments/ports/clusters.ts';
import type { ExperimentView } from '../../../client/experiments/view/view.ts';
import { COMMANDS } from '../../../client/ids.ts';
import { RUNNABLE } from '../support/courses.ts';
import type { FakePlace } from '../support/fake-clusters.ts';
import { setStage } from '../support/stage.ts';

const ROW = 'cluster:staging%2Fshop';
const asUri = (uri: string) => ({ scheme: 'file', toString: () => uri });

const VIEW: ExperimentView = {
  id: 'u1',
  name: 'trial',
  namespace: 'shop',
  phase: 'Running',
  message: '',
  terminating: false,
  createdAt: 0,
  templates: [],
  analyses: [],
};
const CHECK = {
  name: 'check',
  templateName: 'check',
  clusterScope: false,
  analysisRun: 'trial-check',
  required: true,
  phase: 'Running',
  message: '',
  runPhase: 'Running',
  metrics: [],
} as const;

function connected(...experiments: readonly ExperimentView[]) {
  const stage = setStage();
  const place = stage.clusters.pin('staging', 'shop');
  place.state = { kind: 'ready', experiments };
  return { ...stage, place };
}

describe('Connect to a Cluster', () => {
  it('asks for context and namespace, shows the place, and only then connects', async () => {
    const stage = setStage();
    stage.clusters.config = succeed({
      files: ['kubeconfig'],
      currentContext: 'staging',
      contexts: [
        { name: 'prod', server: 'prod:6443', user: 'dev' },
        { name: 'staging', server: 'staging:6443', user: 'dev', namespace: 'shop' },
      ],
    });
    stage.clusters.names = succeed(['cart', 'shop']);
    stage.person.answers = ['staging', 'shop'];
    await stage.run(COMMANDS.connectCluster);
    expect(stage.person.seen).toEqual([
      'Connect to a Cluster / Which context?\n  - staging | staging:6443 · dev · current\n  - prod | prod:6443 · dev',
      'progress begins',
      'progress ends',
      'Connect to staging / Which namespace?\n  - shop | of the context\n  - All namespaces\n  - cart\n  - Another namespace…',
      `reveal ${ROW}`,
      'progress begins',
      'progress ends',
      `reveal ${ROW}`,
    ]);
    expect(stage.clusters.places[0]?.asked).toEqual(['connect']);
    expect(stage.rows()).toEqual(['staging / shop   watching', '  No experiments in shop.   Run the Open File']);
  });

  it('lets a namespace be typed where they may not be listed', async () => {
    const stage = setStage();
    stage.clusters.config = succeed({
      files: ['kubeconfig'],
      currentContext: '',
      contexts: [{ name: 'staging', server: 'staging:6443', user: 'dev' }],
    });
    stage.clusters.names = fail({ kind: 'forbidden', verb: 'list', resource: 'namespaces' });
    stage.person.answers = ['staging', 'Another namespace…', 'Shop'];
    await stage.run(COMMANDS.connectCluster);
    expect(stage.person.seen.at(-1)).toBe(
      'refused: A name of a namespace has lowercase letters, digits and dashes, at most 63.',
    );
    stage.person.answers = ['staging', 'Another namespace…', 'shop'];
    await stage.run(COMMANDS.connectCluster);
    expect(stage.clusters.places.map(({ source }) => source.label)).toEqual(['staging / shop']);
  });

  it.each([
    [
      { kind: 'no-config', files: ['a', 'b'] } as const,
      'There is no kubeconfig file: looked for a, b.',
      'Choose a Kubeconfig',
      'chooseKubeconfig',
    ],
    [
      { kind: 'untrusted' } as const,
      'This workspace is not trusted, so no cluster is contacted. Language help works.',
      'Manage Trust',
      'manageTrust',
    ],
  ])('says what is in the way: %j', async (failure, sentence, button, command) => {
    const stage = setStage();
    stage.clusters.config = fail(failure);
    stage.person.answers = [button];
    await stage.run(COMMANDS.connectCluster);
    expect(stage.person.seen).toEqual([`error: ${sentence} [${button}]`, `execute argoExperiments.${command}`]);
  });

  it('connects the place of the row, and disconnects and forgets it', async () => {
    const stage = setStage();
    const place = stage.clusters.pin('staging', 'shop');
    await stage.run(COMMANDS.connectCluster, ROW);
    expect([place.asked, place.state.kind]).toEqual([['connect'], 'ready']);
    await stage.run(COMMANDS.disconnectCluster, ROW);
    expect(place.state.kind).toBe('idle');
    await stage.run(COMMANDS.removePlace, ROW);
    expect(stage.rows()).toEqual([]);
  });
});

const PLAN: PlannedRun = {
  manifest: { name: 'two-colours', namespace: 'shop', object: {} },
  templates: [],
  warnings: [],
};
const WHERE = 'staging / shop';

function planned(plan: Partial<PlannedRun>) {
  const stage = connected();
  const { place } = stage;
  place.can = {
    plan: async () => succeed({ ...PLAN, ...plan }),
    start: async (_, { name = '', apply = [] }) => {
      place.asked.push(`start ${name} with ${apply.map(template => template.name).join(' ') || 'nothing'} applied`);
      return succeed('u9');
    },
  };
  return stage;
}
const run = (stage: { run: ReturnType<typeof setStage>['run'] }) =>
  stage.run(COMMANDS.runExperiment, asUri(RUNNABLE.uri));
/** What was seen once the place was chosen. */
const afterWhere = ({ seen }: { seen: readonly string[] }) => seen.slice(2);

describe('Run Experiment on a cluster', () => {
  it('asks with context and namespace, runs, and shows the new row', async () => {
    const stage = planned({});
    stage.person.answers = [WHERE, 'Run'];
    await run(stage);
    expect(stage.person.seen[1]).toBe(
      [
        'Run two-colours / Where?',
        '  - Rehearse here | no cluster: the controllers on a virtual clock',
        '  - staging / shop | connected',
        '  - Other context or namespace…',
      ].join('\n'),
    );
    expect(afterWhere(stage.person)).toEqual([
      'Asking staging / shop what it would say to two-colours …',
      'Run two-colours in namespace shop of staging?\n  Experiment two-colours (new)',
      'Creating two-colours in staging / shop …',
      `reveal ${ROW}/u9`,
    ]);
    expect(stage.place.asked).toEqual(['start two-colours with nothing applied']);
  });

  it('offers another name when the name is taken', async () => {
    const stage = planned({ suggestion: 'two-colours-2' });
    stage.person.answers = [WHERE, 'two-colours-2', 'Run'];
    await run(stage);
    expect(stage.person.seen).toContain(
      'two-colours is taken in namespace shop / Name of the new experiment (two-colours-2)',
    );
    expect(stage.place.asked).toEqual(['start two-colours-2 with nothing applied']);
  });

  it('lets a person choose between templates that differ, after a look at both', async () => {
    const [theirs, ours] = [{ spec: { metrics: [1] } }, { spec: { metrics: [2] } }];
    const stage = planned({
      templates: [
        { name: 'errors', clusterScope: false, state: 'differs', theirs, ours },
        { name: 'gone', clusterScope: true, state: 'missing' },
        { name: 'same', clusterScope: false, state: 'same', theirs, ours },
      ],
    });
    stage.person.answers = [WHERE, 'Diff', 'Apply mine', 'Run'];
    await run(stage);
    expect(stage.person.seen).toContain(
      [
        'AnalysisTemplate errors: staging / shop ↔ workspace',
        'staging / shop errors.yaml:',
        '{"spec":{"metrics":[1]}}',
        'errors.yaml:',
        '{"spec":{"metrics":[2]}}',
        '',
      ].join('\n'),
    );
    expect(stage.person.seen).toContain(
      [
        'Run two-colours in namespace shop of staging?',
        '  Experiment two-colours (new)',
        '  AnalysisTemplate errors (applied from this workspace)',
        '  ClusterAnalysisTemplate gone (missing: the run will be Error)',
        '  AnalysisTemplate same (the one there)',
      ].join('\n'),
    );
    expect(stage.place.asked).toEqual(['start two-colours with errors applied']);
  });

  it.each([
    ['where', []],
    ['which template', [WHERE]],
    ['whether', [WHERE, 'Use theirs']],
  ])('creates nothing when the question %s is left', async (_, answers) => {
    const template = { name: 'errors', clusterScope: false, state: 'differs', theirs: {}, ours: {} } as const;
    const stage = planned({ templates: [template] });
    stage.person.answers = [...answers];
    await run(stage);
    expect(stage.place.asked).toEqual([]);
  });

  it('runs the experiment of a step with the pods that are there, and says so', async () => {
    const pods = [
      { template: 'baseline', specRef: 'stable', replicaSet: 'checkout-s1' },
      { template: 'canary', specRef: 'canary', replicaSet: 'checkout-s1' },
    ] as const;
    const { run, person, place, requests } = planned({ step: { pods, isOneVersion: true } });
    requests.files.set(RUNNABLE.uri, [
      { ...RUNNABLE, type: 'experiment-step', step: 1, rollout: 'checkout', name: 'checkout-step2' },
    ]);
    const origins: unknown[] = [];
    place.can = {
      ...place.can,
      start: async (_plan, _choices, origin) => {
        origins.push(origin);
        return succeed('u9');
      },
    };
    person.answers = [WHERE, 'Run'];
    await run(COMMANDS.runExperiment, asUri(RUNNABLE.uri));
    expect(
      person.seen
        .find(line => line.startsWith('Run two-colours in namespace'))
        ?.split('\n')
        .slice(1),
    ).toEqual([
      '  Experiment two-colours (new)',
      '  baseline with the pods of checkout-s1 (stable)',
      '  canary with the pods of checkout-s1 (canary)',
      '  The Rollout is at one version now: stable and canary are the same.',
      '  Weights mean nothing here: only the Rollout moves traffic. A Service that selects just the labels of the Rollout finds these pods, too.',
    ]);
    expect(origins).toEqual([{ uri: RUNNABLE.uri, range: RUNNABLE.nameRange, isMadeFrom: true }]);
  });

  it('says that the Rollout of a step is not there', async () => {
    const { run, person, place, requests } = planned({});
    requests.files.set(RUNNABLE.uri, [
      { ...RUNNABLE, type: 'experiment-step', step: 1, rollout: 'checkout', name: 'checkout-step2' },
    ]);
    const failure = { kind: 'step', rollout: 'checkout', namespace: 'shop', why: 'no-rollout', detail: '' } as const;
    place.can = { plan: async () => fail(failure) };
    person.answers = [WHERE];
    await run(COMMANDS.runExperiment, asUri(RUNNABLE.uri));
    expect(person.seen.at(-1)).toBe(
      'error: There is no Rollout checkout in namespace shop, and a step takes its pods from there. Apply the Rollout first, or rehearse the step here.',
    );
  });

  it('wants the name of a protected context typed', async () => {
    const stage = planned({});
    stage.place.protection = 'type-name';
    stage.person.answers = [WHERE, 'Run', 'stagin'];
    await run(stage);
    expect([stage.place.asked, stage.person.seen.at(-1)]).toEqual([[], 'refused: The name is staging.']);
    stage.person.answers = [WHERE, 'Run', 'staging'];
    await run(stage);
    expect(stage.place.asked).toEqual(['start two-colours with nothing applied']);
  });

  it('does not offer what is read-only', async () => {
    const stage = planned({});
    stage.place.protection = 'read-only';
    await run(stage);
    expect(stage.person.seen[1]).not.toContain('staging');
  });

  it('connects first, and says why it cannot', async () => {
    const stage = planned({});
    stage.place.state = { kind: 'idle' };
    stage.place.connecting = fail({ kind: 'unreachable', server: 'staging:6443', reason: 'ECONNREFUSED' });
    stage.person.answers = [WHERE];
    await run(stage);
    expect(stage.place.asked).toEqual(['connect']);
    expect(stage.person.seen.at(-1)).toBe('error: staging:6443 cannot be reached: ECONNREFUSED.');
  });

  it('says what the API server says', async () => {
    const stage = planned({});
    const causes = ['spec.templates[0].name: Required value'];
    stage.place.can.plan = async () => fail({ kind: 'invalid', object: 'Experiment shop/two-colours', causes });
    stage.person.answers = [WHERE];
    await run(stage);
    expect(stage.person.seen.at(-1)).toBe(
      'error: The cluster refuses Experiment shop/two-colours: spec.templates[0].name: Required value',
    );
  });
});

const NODE = `${ROW}/u1`;
const doing = (place: FakePlace, ...verbs: readonly ('terminate' | 'delete' | 'retry')[]) => {
  for (const verb of verbs) {
    place.can[verb] = async id => {
      place.asked.push(`${verb} ${id}`);
      return succeed(undefined);
    };
  }
};

describe('experiments of a cluster', () => {
  it('are terminated after a question', async () => {
    const { place, person, ...stage } = connected(VIEW);
    doing(place, 'terminate');
    await stage.run(COMMANDS.terminateExperiment, NODE);
    person.answers = ['Terminate'];
    await stage.run(COMMANDS.terminateExperiment, NODE);
    expect(person.seen[0]).toBe('Terminate trial in staging / shop?\n  It ends as Successful, and its pods go.');
    expect(place.asked).toEqual(['terminate u1']);
  });

  it('are better deleted where they would hang', async () => {
    const { place, person, ...stage } = connected({ ...VIEW, analyses: [CHECK] });
    doing(place, 'terminate', 'delete');
    person.answers = ['Delete'];
    await stage.run(COMMANDS.terminateExperiment, NODE);
    expect(person.seen[0]).toContain('stays Running for ever. Delete it instead?');
    expect(place.asked).toEqual(['delete u1']);
  });

  it('are deleted together, with count and names in the question', async () => {
    const { place, person, ...stage } = connected(VIEW, { ...VIEW, id: 'u2', name: 'other' });
    doing(place, 'delete');
    const rows = [NODE, `${ROW}/u2/template/a`, `${ROW}/u2`];
    await stage.run(COMMANDS.deleteExperiment, NODE, rows);
    expect(place.asked).toEqual([]);
    person.answers = ['Delete'];
    await stage.run(COMMANDS.deleteExperiment, NODE, rows);
    expect(person.seen[1]).toBe(
      'Delete 2 experiments in staging / shop?\n  trial\n  other\n  Their pods and analyses go with them.',
    );
    expect(place.asked).toEqual(['delete u1', 'delete u2']);
  });

  it('begin anew when they are over', async () => {
    const { place, person, ...stage } = connected({ ...VIEW, phase: 'Failed' });
    doing(place, 'retry');
    person.answers = ['Retry'];
    await stage.run(COMMANDS.retryExperiment, NODE);
    expect(place.asked).toEqual(['retry u1']);
  });

  it.each([
    [NODE, 'trial', 'kubectl argo rollouts get experiment trial -w --context staging -n shop'],
    [`${NODE}/analysis/check`, 'trial-check', 'kubectl get analysisrun trial-check -o yaml --context staging -n shop'],
    [`${NODE}/template/a/pod/trial-a-1`, 'trial-a-1', 'kubectl get pod trial-a-1 -o yaml --context staging -n shop'],
  ])('are named for elsewhere: %s', async (node, name, command) => {
    const { person, ...stage } = connected({ ...VIEW, analyses: [CHECK] });
    await stage.run(COMMANDS.copyName, node);
    await stage.run(COMMANDS.copyKubectlCommand, node);
    expect(person.seen).toEqual([`copied ${name}`, `copied ${command}`]);
  });

  it('are read as they are, without what nobody reads', async () => {
    const { place, person, ...stage } = connected(VIEW);
    place.objects.read = async ({ kind, namespace, name }) =>
      succeed({ kind, metadata: { name, namespace, managedFields: [{}] } });
    await stage.run(COMMANDS.openLiveYaml, NODE);
    expect(person.seen.at(-1)).toBe(
      'text staging / shop trial.yaml\n{"kind":"Experiment","metadata":{"name":"trial","namespace":"shop"}}\n',
    );
  });

  it('show the log of the Job that a measurement ran, the newest first', async () => {
    const measured = (number: number) => ({
      number,
      phase: 'Successful' as const,
      value: '',
      message: '',
      startedAfterMs: number * 1000,
      metadata: { 'job-name': `job-${number}` },
    });
    const counts = { measured: 2, successful: 2, failed: 0, inconclusive: 0, error: 0 };
    const metric = { name: 'bench', phase: 'Running', message: '', dryRun: false, limits: {} } as const;
    const bench = {
      ...metric,
      counts: { ...counts, consecutiveError: 0, consecutiveSuccess: 0 },
      measurements: [measured(1), measured(2)],
    };
    const { run, person, place } = connected({ ...VIEW, analyses: [{ ...CHECK, metrics: [bench] }] });
    place.objects = {
      jobPods: async ({ namespace, name }) => succeed(name === 'job-2' ? [] : [`${namespace}-${name}-b`, 'older']),
      containers: async ({ pod }) => succeed([`main of ${pod}`]),
      log: async () =>
        succeed(
          (async function* () {
            yield { text: 'measured' };
          })(),
        ),
    };
    person.answers = ['job-1'];
    await run(COMMANDS.openLogs, `${ROW}/u1/analysis/check`);
    await new Promise(resolve => setImmediate(resolve));
    expect(person.seen.filter(line => !line.startsWith('progress'))).toEqual([
      'Open Log / Of which Job? The newest is the first.\n  - job-2\n  - job-1',
      'log Log of shop-job-1-b / main of shop-job-1-b',
      '  measured',
      '  — end of the log —',
    ]);
    person.seen.length = 0;
    await run(COMMANDS.openLogs, `${ROW}/u1/analysis/check/metric/bench/measurement/2`);
    expect(person.seen.at(-1)).toBe('info: Job job-2 has no pods any more.');
  });

  it('show the log of a pod until it ends', async () => {
    const { place, person, ...stage } = connected(VIEW);
    place.objects.containers = async () => succeed(['setup', 'main']);
    place.objects.log = async ({ pod, container, tail, follow }) => {
      place.asked.push(`${pod} ${container} ${tail} ${follow}`);
      return succeed(
        (async function* () {
          yield { text: 'ready' };
        })(),
      );
    };
    person.answers = ['main'];
    await stage.run(COMMANDS.openLogs, `${NODE}/template/a/pod/trial-a-1`);
    await new Promise(resolve => setImmediate(resolve));
    expect(place.asked).toEqual(['trial-a-1 main 1000 true']);
    expect(person.seen.slice(-3)).toEqual(['log Log of trial-a-1 / main', '  ready', '  — end of the log —']);
  });

  it('are not changed where the context is read-only', async () => {
    const { place, person, ...stage } = connected(VIEW);
    place.protection = 'read-only';
    await stage.run(COMMANDS.deleteExperiment, NODE);
    expect(person.seen).toEqual(['info: There is no experiment that this can be asked of now.']);
  });
});

describe('the row of a place', () => {
  it.each([
    [
      'watching',
      { kind: 'ready', experiments: [VIEW] },
      ['staging / shop   watching · 1 running', '  trial   Running · 0 s so far, no duration'],
    ],
    ['connecting', { kind: 'loading' }, ['staging / shop   connecting']],
  ] as const)('%s', (_, state, rows) => {
    const { place, ...stage } = connected();
    place.state = state;
    expect(stage.rows()).toEqual(rows);
  });

  it('says since when it is stale, why, and what is missing', () => {
    const { place, ...stage } = connected();
    const lastAnswerAt = new Date(2026, 10, 23, 14, 2, 11).getTime();
    const failure = { kind: 'timed-out', server: 'staging:6443', seconds: 10 } as const;
    const gap = { kind: 'forbidden', verb: 'list', resource: 'pods', namespace: 'shop' } as const;
    place.state = { kind: 'ready', experiments: [], stale: { since: 0, lastAnswerAt, failure }, gaps: [gap] };
    expect(stage.rows()).toEqual([
      'staging / shop   stale, as it was at 14:02:11',
      '  staging:6443 did not answer for 10 s.   Retry Now',
      '  Not allowed to list pods in namespace shop.   Choose a Namespace',
    ]);
  });

  it('shows the last finished ones, and how many more there are', () => {
    const done = Array.from({ length: 31 }, (_, index) => ({
      ...VIEW,
      id: `d${index}`,
      name: `done-${index}`,
      phase: 'Successful' as const,
      createdAt: index,
      endedAfterMs: 0,
    }));
    const { rows } = connected(VIEW, ...done);
    const lines = rows();
    expect(lines).toHaveLength(23);
    expect([lines[1], lines[2]?.trim().split(' ')[0], lines.at(-1)]).toEqual([
      '  trial   Running · 0 s so far, no duration',
      'done-30',
      '  Show 11 more of 31 finished',
    ]);
  });
});

describe('the end of an experiment on a cluster', () => {
  it('is news where it was started from here, once for each run', () => {
    const { place, person, ...stage } = connected();
    const stop = announceEnds(stage.parts, stage.places, () => true);
    const ended = { ...VIEW, phase: 'Failed', message: 'Template a failed', endedAfterMs: 5000 } as const;
    place.startedHere.push('u1');
    const show = (...experiments: readonly ExperimentView[]) => place.show({ kind: 'ready', experiments });
    show(ended, { ...ended, id: 'u2', name: 'of-others' });
    show(ended);
    expect(person.seen).toHaveLength(1);
    expect(person.seen[0]).toContain('trial failed after 5 s. Template a failed');
    show(VIEW);
    show(ended);
    expect(person.seen).toHaveLength(2);
    stop();
  });
});
