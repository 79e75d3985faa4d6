import { describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../client/experiments/failures/failure.ts';
import type { AnalysisSource, PlannedAnalysis } from '../../../client/experiments/ports/clusters.ts';
import type { Origin } from '../../../client/experiments/view/view.ts';
import { COMMANDS } from '../../../client/ids.ts';
import type { TemplateDocument } from '../../../server/protocol.ts';
import type { FakePlace } from '../support/fake-clusters.ts';
import { setStage } from '../support/stage.ts';

const FILE = 'file:///shop/rates.yaml';
const range = { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } };
const nameRange = { start: { line: 3, character: 8 }, end: { line: 3, character: 12 } };
const TEMPLATE: TemplateDocument = {
  uri: FILE,
  document: 0,
  name: 'rates',
  clusterScope: false,
  range,
  nameRange,
  errors: 0,
};
const PLAN: PlannedAnalysis = {
  name: 'rates',
  clusterScope: false,
  namespace: 'shop',
  args: [],
  merged: [],
  spec: { metrics: [] },
  labels: {},
};
const WHERE = 'Run rates once / Where?\n  - staging / shop | connected\n  - Other context or namespace…';
const ASKING = 'Asking staging / shop what it would say to rates …';

function planned(plan: Partial<PlannedAnalysis> = {}, documents: readonly TemplateDocument[] = [TEMPLATE]) {
  const stage = setStage();
  stage.requests.documents.set(FILE, documents);
  stage.person.document = { uri: FILE, languageId: 'yaml', cursor: { line: 4, character: 0 } };
  const place = stage.clusters.pin('staging', 'shop');
  place.state = { kind: 'ready', experiments: [] };
  const started: { readonly values: object; readonly origin: Origin | undefined }[] = [];
  const sources: AnalysisSource[] = [];
  place.can = {
    planAnalysis: async from => {
      sources.push(from);
      return succeed({ ...PLAN, ...plan });
    },
    tryAnalysis: async () => succeed(['the API server warns']),
    startAnalysis: async (_, values, origin) => {
      started.push({ values: Object.fromEntries(values), origin });
      return succeed('u9');
    },
  };
  return { ...stage, place, started, sources };
}

/** What was seen after the question where. */
const shownOf = (seen: readonly string[]) => seen.slice(seen.indexOf('progress ends') + 1);

describe('Run AnalysisTemplate Once', () => {
  it('asks where, tries it, asks again with names, runs it and shows the row', async () => {
    const { run, person, started, sources } = planned({
      merged: [
        { name: 'base', clusterScope: false, isOurs: true },
        { name: 'far', clusterScope: true, isOurs: false },
      ],
      args: [{ name: 'token', isSecret: true }],
    });
    person.answers = ['staging / shop', 'Run'];
    await run(COMMANDS.runTemplateOnce);
    expect(person.seen).toEqual([
      `load ${FILE}`,
      WHERE,
      'progress begins',
      'progress ends',
      ASKING,
      [
        'Run rates once in namespace shop of staging?',
        '  AnalysisRun rates-… (new)',
        '  token from its Secret',
        '  AnalysisTemplate base (as in this workspace)',
        '  ClusterAnalysisTemplate far (the one there)',
        '  the API server warns',
      ].join('\n'),
      'Creating rates in staging / shop …',
      'reveal cluster:staging%2Fshop/u9',
    ]);
    expect(started).toEqual([{ values: {}, origin: { uri: FILE, range: nameRange, isMadeFrom: true } }]);
    expect(sources).toEqual([{ document: TEMPLATE }]);
  });

  it('asks for args: those without a value first, then whether all are right', async () => {
    const args = [
      { name: 'host', isSecret: false },
      { name: 'limit', value: '3', isSecret: false },
      { name: 'key', isSecret: true },
    ];
    const { run, person, started } = planned({ args });
    person.answers = ['staging / shop', 'shop.test', 'limit', '5', 'Go on with these', 'Run'];
    await run(COMMANDS.runTemplateOnce);
    expect(shownOf(person.seen).slice(0, 4)).toEqual([
      'Args of rates / host',
      'Args of rates / Are these the values? Choose one to change it.\n  - Go on with these\n  - host | shop.test\n  - limit | 3',
      'Args of rates / limit, by default 3 (3)',
      'Args of rates / Are these the values? Choose one to change it.\n  - Go on with these\n  - host | shop.test\n  - limit | 5',
    ]);
    expect(started.map(({ values }) => values)).toEqual([{ host: 'shop.test', limit: '5' }]);

    person.seen.length = 0;
    person.answers = ['staging / shop', 'Go on with these', 'Run'];
    await run(COMMANDS.runTemplateOnce);
    expect(shownOf(person.seen)[0]).toContain('  - host | shop.test\n  - limit | 5');
    expect(started[1]).toEqual(started[0]);
  });

  it('remembers values per template, but none whose name sounds of a secret', async () => {
    const args = [
      { name: 'host', isSecret: false },
      { name: 'apiToken', isSecret: false },
    ];
    const { run, person, started } = planned({ args });
    person.answers = ['staging / shop', 'shop.test', 's3cret', 'Run'];
    await run(COMMANDS.runTemplateOnce);
    expect(started.map(({ values }) => values)).toEqual([{ host: 'shop.test', apiToken: 's3cret' }]);
    expect([...person.memory]).toEqual([['args of AnalysisTemplate rates', { host: 'shop.test' }]]);
  });

  it('takes no empty value where the template has none of its own', async () => {
    const { run, person, started } = planned({ args: [{ name: 'host', isSecret: false }] });
    person.answers = ['staging / shop', ''];
    await run(COMMANDS.runTemplateOnce);
    expect(person.seen.at(-1)).toBe('refused: The template has no value of its own for host.');
    expect([started, [...person.memory]]).toEqual([[], []]);
  });

  it('says why it cannot be, and starts nothing', async () => {
    const { run, person, place, started } = planned();
    place.can = {
      ...place.can,
      tryAnalysis: async () =>
        fail({ kind: 'invalid', object: 'AnalysisRun shop/rates-…', causes: ['spec.metrics: no'] }),
    };
    person.answers = ['staging / shop'];
    await run(COMMANDS.runTemplateOnce);
    expect(person.seen.at(-1)).toContain('error: ');
    expect(person.seen.at(-1)).toContain('spec.metrics: no');
    place.can = {
      ...place.can,
      planAnalysis: async () => fail({ kind: 'no-template', name: 'base', clusterScope: false, namespace: 'shop' }),
    };
    person.answers = ['staging / shop'];
    await run(COMMANDS.runTemplateOnce);
    expect(person.seen.at(-1)).toBe(
      'error: There is no AnalysisTemplate base, neither in this workspace nor in namespace shop.',
    );
    expect(started).toEqual([]);
  });

  it('holds problems of level error back, and is for files with a template', async () => {
    const { run, person, requests, sources } = planned({}, [{ ...TEMPLATE, errors: 1 }]);
    await run(COMMANDS.runTemplateOnce);
    expect(person.seen.at(-1)).toBe('warning: 1 problem would make this fail. [Show] [Run Anyway]');
    requests.documents.set(FILE, []);
    await run(COMMANDS.runTemplateOnce);
    expect(person.seen.at(-1)).toBe('info: rates.yaml holds no AnalysisTemplate.');
    expect(sources).toEqual([]);
  });

  it('takes what an analysis of the tree uses, as the cluster has it', async () => {
    const { run, person, place, sources, started } = planned();
    const analysis = { name: 'check', templateName: 'rates', clusterScope: true, analysisRun: 'trial-check' } as const;
    show(place, { ...analysis, required: true, phase: 'Running', message: '', runPhase: 'Running', metrics: [] });
    person.answers = ['Run'];
    await run(COMMANDS.runTemplateOnce, 'cluster:staging%2Fshop/u1/analysis/check');
    expect(sources).toEqual([{ reference: { name: 'rates', clusterScope: true }, namespace: 'shop' }]);
    expect(started).toEqual([{ values: {}, origin: undefined }]);
    expect(person.seen).not.toContain(WHERE);
  });
});

function show(place: FakePlace, analysis: import('../../../client/experiments/view/view.ts').AnalysisView): void {
  const view = { id: 'u1', name: 'trial', namespace: 'shop', phase: 'Running', message: '' } as const;
  const experiments = [{ ...view, terminating: false, createdAt: 0, templates: [], analyses: [analysis] }];
  place.show({ kind: 'ready', experiments });
}
