import { describe, expect, it } from 'vitest';
import { hangsWhenTerminated } from '../../../client/experiments/places/row-actions.ts';
import type { ExperimentSource, Place, SourceState } from '../../../client/experiments/ports/source.ts';
import type { AnalysisView, ExperimentView, MetricView } from '../../../client/experiments/view/view.ts';
import { contextValue } from '../../../client/ids.ts';
import { escapeMarkdown, linesToMarkdown } from '../../../client/tree/markdown.ts';
import { analysisRow } from '../../../client/tree/nodes/analysis.ts';
import { experimentRow } from '../../../client/tree/nodes/experiment.ts';
import { metricRow } from '../../../client/tree/nodes/metric.ts';
import { podRow } from '../../../client/tree/nodes/pod.ts';
import { findNode, rootNodes } from '../../../client/tree/nodes/roots.ts';
import { inOneLine, joinParts } from '../../../client/tree/nodes/row.ts';
import { templateRow } from '../../../client/tree/nodes/template.ts';
import { outline } from '../../../client/tree/outline.ts';
import { withoutIcons, withoutLinks } from '../../../client/ui/plain-text.ts';
import { RUNNABLE } from '../support/courses.ts';
import { english } from '../support/english.ts';
import { DIP } from '../support/measured.ts';
import { setStage } from '../support/stage.ts';

const MIN = 60_000;
const VIEW: ExperimentView = {
  id: 'x',
  name: 'checkout-trial',
  namespace: 'shop',
  phase: 'Running',
  message: '',
  terminating: false,
  createdAt: 1_000_000,
  availableAfterMs: 10_000,
  durationMs: 20 * MIN,
  templates: [],
  analyses: [],
};
const METRIC: MetricView = {
  name: 'm',
  phase: 'Running',
  message: '',
  dryRun: false,
  counts: {
    measured: 0,
    successful: 0,
    failed: 0,
    inconclusive: 0,
    error: 0,
    consecutiveError: 0,
    consecutiveSuccess: 0,
  },
  limits: {},
  measurements: [],
};
const ANALYSIS: AnalysisView = {
  name: 'success-rate',
  templateName: 'rates',
  clusterScope: true,
  analysisRun: 'checkout-trial-success-rate',
  required: false,
  phase: '',
  message: '',
  runPhase: '',
  metrics: [],
};

const row = (view: ExperimentView, elapsed = 8 * MIN, place: Omit<Place, 'source'> = {}) =>
  experimentRow(place, view, { elapsed, wall: view.createdAt + elapsed }, english);
const text = (...args: Parameters<typeof row>) => joinParts(row(...args).description);

describe('the row of an experiment in real time', () => {
  it('says how much is left', () => {
    expect(text(VIEW)).toBe('Running · 13 min left of 20 min');
  });

  it('says how long ago it ended, and why it failed', () => {
    const failed = { ...VIEW, phase: 'Failed', endedAfterMs: 6 * MIN, message: 'metric errors:\n3 failures' } as const;
    expect(text(failed, 20 * MIN)).toBe('Failed 14 min ago · metric errors: 3 failures');
    expect(text({ ...VIEW, phase: 'Successful', endedAfterMs: 6 * MIN, message: 'done' }, 20 * MIN)).toBe(
      'Successful 14 min ago',
    );
  });

  it('has a tooltip with everything, line by line', () => {
    expect(row({ ...VIEW, message: 'm' }).tooltip).toEqual([
      'Experiment checkout-trial in namespace shop',
      'Phase: Running',
      'm',
      'Duration: 20 min from the moment all templates are available',
      'All templates available after 10 s',
      '8 min since its creation',
    ]);
    const { availableAfterMs: _, durationMs: __, ...young } = VIEW;
    expect(row({ ...young, phase: '' }, 0).tooltip.slice(1)).toEqual([
      'No phase yet',
      'No duration: required analyses or a person end it',
      'Not all templates have been available yet',
      '0 s since its creation',
    ]);
    expect(row({ ...young, phase: 'Failed', endedAfterMs: 3000 }).tooltip).toContain(
      'The templates were never all available',
    );
  });

  it('is spoken with its kind and all that it shows', () => {
    expect(row(VIEW).spoken).toEqual(['experiment', 'Running', '13 min left of 20 min']);
  });

  it('says which Rollout and step it belongs to, counted from 1', () => {
    const owned = { ...VIEW, rollout: { name: 'checkout', step: 1 } };
    expect(text(owned)).toBe('Running · 13 min left of 20 min · from Rollout checkout, step 2');
    expect(row(owned).tooltip.at(-1)).toBe('from Rollout checkout, step 2');
    expect(text({ ...VIEW, rollout: { name: 'checkout' } })).toMatch(/ · from Rollout checkout$/);
  });

  it('offers only its results where nothing can be done', () => {
    expect(row(VIEW).actions).toEqual(['results']);
  });
});

describe('what a row offers', () => {
  it.each<[string, Partial<ExperimentView>, string]>([
    ['playing', {}, 'experiment+results+compare+pause+step+speed+end+terminate+delete'],
    [
      'paused',
      { playback: { state: 'paused', speed: 60, scenario: '', notes: [] } },
      'experiment+results+compare+resume+step+speed+end+terminate+delete',
    ],
    [
      'ended',
      { phase: 'Failed', playback: { state: 'ended', speed: 60, scenario: '', notes: [] } },
      'experiment+results+compare+delete',
    ],
    ['cleaning up', { phase: 'Failed' }, 'experiment+results+compare+pause+step+speed+end+delete'],
    ['asked to end', { terminating: true }, 'experiment+results+compare+pause+step+speed+end+delete'],
    [
      'refused',
      { outlook: { kind: 'invalid', message: '' }, playback: { state: 'ended', speed: 1, scenario: '', notes: [] } },
      'experiment+results+compare+delete',
    ],
    [
      'hanging',
      { outlook: { kind: 'hangs', message: '' }, playback: { state: 'ended', speed: 1, scenario: '', notes: [] } },
      'experiment+results+compare+terminate+delete',
    ],
  ])('%s', (_, change, expected) => {
    const { source, parts } = setStage();
    const view: ExperimentView = {
      ...VIEW,
      playback: { state: 'playing', speed: 60, scenario: '', notes: [] },
      ...change,
    };
    const { kind, actions } = row(view, 0, parts.places[0] ?? { actions: source });
    expect(contextValue(kind, actions)).toBe(expected);
  });
});

describe('whether it hangs when terminated', () => {
  const hangs = (...analyses: Partial<AnalysisView>[]) =>
    hangsWhenTerminated({ ...VIEW, analyses: analyses.map(change => ({ ...ANALYSIS, ...change })) });

  it('does with a required analysis and an unfinished one, be they two', () => {
    expect(hangs({ required: true, phase: 'Running' })).toBe(true);
    expect(hangs({ required: true, phase: 'Successful' }, { phase: 'Pending' })).toBe(true);
  });

  it('does not without a required one, before any has started, or after all have finished', () => {
    expect(hangs({ phase: 'Running' })).toBe(false);
    expect(hangs({ required: true, phase: '' })).toBe(false);
    expect(hangs({ required: true, phase: 'Successful' }, { phase: 'Failed' })).toBe(false);
  });
});

describe('the rows below', () => {
  it('say what an analysis came to', () => {
    const say = (change: Partial<AnalysisView>) =>
      joinParts(analysisRow({ ...ANALYSIS, ...change }, english).description);
    expect(say({})).toBe('not started');
    expect(say({ phase: 'Failed', runPhase: 'Failed', message: 'm', required: true })).toBe('Failed · required · m');
    expect(say({ phase: 'Running', runPhase: 'Failed' })).toBe('Running · its run is Failed, read by nobody');
    expect(
      analysisRow({ ...ANALYSIS, startedAfterMs: 5000, endedAfterMs: 65_000, runPhase: 'Failed' }, english).tooltip,
    ).toEqual([
      'Analysis success-rate',
      'Not started',
      'ClusterAnalysisTemplate rates',
      'AnalysisRun checkout-trial-success-rate: Failed',
      'Not required: cut off when the duration has passed',
      'Started 5 s after the creation of the experiment, ended after 1 min',
    ]);
  });

  it('say what a template and its pods do', () => {
    const pod = {
      name: 'p',
      phase: 'Waiting',
      ready: false,
      reason: 'ErrImagePull',
      message: '',
      restarts: 0,
      sinceMs: 0,
    } as const;
    const view = {
      name: 't',
      replicaSet: 'x-t',
      phase: 'Running',
      message: '',
      replicas: 2,
      available: 1,
      pods: [pod],
    } as const;
    const service = { name: 's', present: true };
    expect(joinParts(templateRow({ ...view, service }, english).description)).toBe(
      '1/2 available · ErrImagePull · Service s',
    );
    expect(templateRow(view, english).opens).toBe('collapsed');
    expect(templateRow({ ...view, pods: [] }, english).opens).toBe('none');
    expect(joinParts(podRow(pod, english).description)).toBe('Waiting · ErrImagePull');
    expect(joinParts(podRow({ ...pod, phase: 'Running' }, english).description)).toBe('Running · not ready');
  });
});

describe('the rows of metrics and measurements', () => {
  it('stand below their analysis, the newest measurement first', async () => {
    const { source, requests, pass, rows } = setStage();
    requests.courses.push(DIP);
    await source.run({ runnable: RUNNABLE });
    pass(75);
    expect(rows()).toEqual([
      'Rehearsals   1 running',
      '  two-colours   Running · 19 min left of 20 min · x50',
      '    purple   1/1 available',
      '    compare   Running · required · 3 of 10 measurements',
      '      rate   0.97 · 3 of 10 measurements · 1 of 2 failures allowed',
      '        1:12   [0.97] · Successful · result[0] = 0.97, result[0] >= 0.95 is true',
      '        0:42   [0.9] · Failed · result[0] = 0.9, result[0] >= 0.95 is false',
      '        0:12   [0.99] · Successful · result[0] = 0.99, result[0] >= 0.95 is true',
    ]);
    pass(999);
    expect(rows().slice(3, 5)).toEqual([
      '    compare   Failed · required · 5 of 10 measurements · Metric "rate" assessed Failed due to failed (3) > failureLimit (2)',
      '      rate   Failed · 0.87 · 5 of 10 measurements · 3 failures, 2 allowed',
    ]);
  });

  it('are found by their ids; more than ten stand together', () => {
    const measurements = Array.from({ length: 12 }, (_, index) => ({
      number: index + 1,
      phase: 'Successful' as const,
      value: String(index),
      message: '',
      startedAfterMs: index * 1000,
      metadata: {},
    }));
    const metric: MetricView = { ...METRIC, measurements };
    const view = {
      ...VIEW,
      createdAt: new Date(2026, 0, 2, 14, 2, 3).getTime(),
      analyses: [{ ...ANALYSIS, metrics: [metric] }],
    };
    const places = [placeIn({ kind: 'ready', experiments: [view] })];
    const below = findNode(places, 's/x/analysis/success-rate/metric/m', around)?.children() ?? [];
    expect(outline(below)).toEqual([
      ...[14, 13, 12, 11, 10, '09', '08', '07', '06', '05'].map(
        (s, index) => `14:02:${s}   ${11 - index} · Successful`,
      ),
      '2 earlier measurements',
      '  14:02:04   1 · Successful',
      '  14:02:03   0 · Successful',
    ]);
    const ids = (nodes: typeof below): string[] => nodes.flatMap(node => [node.id, ...ids(node.children())]);
    expect(ids(below).map(id => findNode(places, id, around)?.id)).toEqual(ids(below));
  });

  it('say what has been used of every limit', () => {
    const say = (
      counts: Partial<MetricView['counts']>,
      limits: MetricView['limits'],
      change: Partial<MetricView> = {},
    ) =>
      joinParts(
        metricRow({ ...METRIC, counts: { ...METRIC.counts, ...counts }, limits, ...change }, english).description,
      );
    expect(say({}, {}, { phase: '', dryRun: true })).toBe('dry run · nothing measured yet');
    expect(say({ measured: 1 }, { failure: 0 })).toBe('1 measurement · no failure allowed');
    expect(say({ measured: 1, failed: 1 }, { failure: 1, count: 1 })).toBe(
      '1 of 1 measurement · 1 of 1 failure allowed',
    );
    expect(say({ measured: 2, failed: 1 }, { failure: 0 })).toBe('2 measurements · 1 failure, 0 allowed');
    expect(say({ measured: 2, failed: 2 }, { failure: -1 })).toBe('2 measurements · 2 failures, not counted');
    expect(say({ measured: 2, failed: 2 }, {})).toBe('2 measurements · 2 failures');
    expect(say({ measured: 2, inconclusive: 2 }, { inconclusive: 1 })).toBe(
      '2 measurements · 2 inconclusive, 1 allowed',
    );
    expect(say({ measured: 3, consecutiveError: 5 }, { consecutiveError: 4 })).toBe(
      '3 measurements · 5 errors in a row, 4 allowed',
    );
    expect(say({ consecutiveError: 2, inconclusive: 1 }, { failure: 3, inconclusive: 4, consecutiveError: 4 })).toBe(
      '0 of 3 failures allowed · 1 of 4 inconclusive allowed · 2 of 4 errors in a row allowed',
    );
  });
});

function placeIn(state: SourceState): Place {
  const source: ExperimentSource = {
    id: 's',
    label: 'staging / shop',
    icon: 'cloud',
    state,
    find: id => (state.kind === 'ready' ? state.experiments.find(view => view.id === id) : undefined),
    elapsed: () => 8 * MIN,
    onChange: () => () => undefined,
    open: () => () => undefined,
    close: () => undefined,
  };
  return { source };
}
const around = { l10n: english, now: () => 0 };

describe('the states of a source', () => {
  it.each<[SourceState, readonly string[]]>([
    [{ kind: 'idle' }, []],
    [{ kind: 'ready', experiments: [] }, []],
    [{ kind: 'loading' }, ['staging / shop   loading']],
    [
      { kind: 'failed', failure: { kind: 'language-server-slow', seconds: 15 } },
      ['staging / shop', '  The language server has not answered for 15 s.   Restart Language Server'],
    ],
  ])('%j', (state, lines) => {
    expect(outline(rootNodes([placeIn(state)], around))).toEqual(lines);
  });

  it('order running ones first, then the newest', () => {
    const views = [
      { ...VIEW, id: '1', name: 'old', createdAt: 1 },
      { ...VIEW, id: '2', name: 'done', createdAt: 3, phase: 'Successful', endedAfterMs: 0 } as const,
      { ...VIEW, id: '3', name: 'new', createdAt: 2 },
    ];
    const labels = rootNodes([placeIn({ kind: 'ready', experiments: views })], around)[0]?.children();
    expect(labels?.map(node => node.row().label)).toEqual(['new', 'old', 'done']);
  });

  it('every row is found by its id, and rows that have gone are not', () => {
    const failed = placeIn({ kind: 'failed', failure: { kind: 'not-found' } });
    expect(findNode([failed], 's/ failed', around)?.row().kind).toBe('message');
    const pods = [
      { name: 'p/1', phase: 'Running', ready: true, reason: '', message: '', restarts: 0, sinceMs: 0 } as const,
    ];
    const template = { name: 'a', replicaSet: '', phase: '', message: '', replicas: 1, available: 0, pods } as const;
    const views = [{ ...VIEW, templates: [template, { ...template, name: 'a/b' }], analyses: [ANALYSIS] }];
    const places = [placeIn({ kind: 'ready', experiments: views })];
    const ids = (nodes: ReturnType<typeof rootNodes>): string[] =>
      nodes.flatMap(node => [node.id, ...ids(node.children())]);
    const all = ids(rootNodes(places, around));
    expect(all).toHaveLength(7);
    expect(all.map(id => findNode(places, id, around)?.id)).toEqual(all);
    for (const gone of ['s/y', 's/x/template/c', 's/x/analysis/c', 'q', ''])
      expect(findNode(places, gone, around)).toBeUndefined();
  });
});

describe('names that a file may hold', () => {
  it('are escaped in Markdown', () => {
    expect(escapeMarkdown('<b>[x](command:y) $(z) https://a.b *c* `d`')).toBe(
      '\\<b\\>\\[x\\]\\(command\\:y\\) \\$\\(z\\) https\\:\\/\\/a\\.b \\*c\\* \\`d\\`',
    );
    expect(linesToMarkdown(['    code?', '', 'two\n\nlines'])).toBe('code\\?\n\ntwo lines');
  });

  it('make no link in a message and no icon in a list', () => {
    expect(withoutLinks('[x](command:y)')).toBe('[x] (command:y)');
    expect(withoutIcons('$(bug) 5$')).toBe('$ (bug) 5$');
  });

  it('stay in one line of bearable length', () => {
    expect(inOneLine(' a\r\n\tb ')).toBe('a b');
    expect([...inOneLine('😀'.repeat(500))]).toHaveLength(120);
  });
});
