import { describe, expect, it } from 'vitest';
import { readAnalysisRun } from '../../../client/experiments/objects/analysis-objects.ts';
import { viewFromRun } from '../../../client/experiments/objects/view-from-run.ts';
import { summarize } from '../../../client/experiments/places/summary.ts';
import { changedIds } from '../../../client/experiments/view/changes.ts';
import { nodeId, parentId, parseNodeId } from '../../../client/experiments/view/node-id.ts';
import type { ExperimentView } from '../../../client/experiments/view/view.ts';
import { resultsPage } from '../../../client/results/model/results.ts';
import { findNode, rootNodes } from '../../../client/tree/nodes/roots.ts';
import { outline } from '../../../client/tree/outline.ts';
import { english } from '../support/english.ts';
import { setStage } from '../support/stage.ts';

const CREATED = Date.UTC(2026, 0, 1, 14, 2, 0);
const at = (second: number) => new Date(CREATED + second * 1000).toISOString();

function view(status: object, spec: object = {}): ExperimentView {
  const run = readAnalysisRun({
    metadata: { uid: 'u1', name: 'rate-x7k2p', namespace: 'shop', creationTimestamp: at(0) },
    spec: { metrics: [{ name: 'rate', count: 3, interval: '10s', provider: { job: {} } }], ...spec },
    status,
  });
  if (run === undefined) throw new Error('no run');
  return viewFromRun(run, { skew: 0 });
}
const measurement = (phase: string, second: number, metadata: object = {}) => ({
  phase,
  value: '1',
  startedAt: at(second),
  finishedAt: at(second),
  metadata,
});
const running = {
  phase: 'Running',
  startedAt: at(1),
  metricResults: [
    { name: 'rate', phase: 'Running', count: 1, successful: 1, measurements: [measurement('Successful', 2)] },
  ],
};

function treeOf(shown: ExperimentView) {
  const { clusters, places } = setStage();
  const place = clusters.pin('staging', 'shop');
  place.state = { kind: 'ready', experiments: [shown] };
  const around = { l10n: english, now: () => CREATED + 60_000 };
  return {
    lines: outline(rootNodes(places.all, around)),
    find: (id: string) => findNode(places.all, id, around),
    places,
  };
}

describe('an AnalysisRun that belongs to nobody', () => {
  it('is a row of the tree, with its metrics right below it', () => {
    const { lines, places } = treeOf(view(running));
    expect(lines.slice(1, 3)).toEqual([
      '  rate-x7k2p   Running · 1 of 3 measurements',
      '    rate   1 · 1 of 3 measurements · no failure allowed',
    ]);
    expect(lines[3]?.trim()).toMatch(/^\d\d:02:02 {3}1 · Successful$/);
    expect(summarize(places.all, english)?.text).toBe('1 running');
  });

  it('says how it ended and when, whatever the status tells of times', () => {
    const line = (status: object) => treeOf(view(status)).lines[1]?.trim();
    expect(line({ phase: 'Failed', message: 'too low', startedAt: at(1), completedAt: at(30) })).toBe(
      'rate-x7k2p   Failed 30 s ago · 0 of 3 measurements · too low',
    );
    expect(line({ phase: 'Error', message: 'no Secret', metricResults: running.metricResults })).toBe(
      'rate-x7k2p   Error 58 s ago · 0 of 3 measurements · no Secret'.replace('0 of 3', '1 of 3'),
    );
    expect(line({ phase: 'Error', message: 'no args' })).toContain('Error 1 min ago');
    expect(line({})).toBe('rate-x7k2p   Starting');
  });

  it('has a tooltip and is spoken of as what it is', () => {
    const row = treeOf(view(running)).find('cluster:staging%2Fshop/u1')?.row();
    expect(row?.tooltip).toEqual([
      'AnalysisRun rate-x7k2p in namespace shop',
      'Phase: Running',
      'It belongs to no experiment and to no Rollout.',
      '0 s since its creation',
    ]);
    expect(row?.spoken).toEqual(['AnalysisRun', 'Running', '1 of 3 measurements']);
  });

  it('can be ended, deleted, run again and read; never retried', () => {
    const actions = (shown: ExperimentView) => treeOf(shown).find('cluster:staging%2Fshop/u1')?.row().actions;
    expect(actions(view(running))).toEqual(['results', 'terminate', 'delete', 'rerun', 'yaml', 'events', 'copy']);
    expect(actions(view({ phase: 'Failed' }))).toEqual(['results', 'delete', 'rerun', 'yaml', 'events', 'copy']);
    expect(actions(view(running, { terminate: true }))).not.toContain('terminate');
  });

  it('has results like an experiment', () => {
    const ended = view({ ...running, phase: 'Failed', message: 'too low', completedAt: at(30) });
    const looked = { id: 'u1', view: ended, source: 'staging / shop', elapsedMs: 0, canSteer: false, isGone: false };
    const [results] = resultsPage([looked], english).columns;
    expect(results?.verdict).toBe('rate-x7k2p failed after 30 s.');
    expect(results?.timeline.map(({ subject, phase, message }) => [subject, phase, message])).toEqual([
      ['AnalysisRun rate-x7k2p', '', 'created'],
      ['AnalysisRun rate-x7k2p', 'Running', ''],
      ['AnalysisRun rate-x7k2p', 'Failed', 'too low'],
    ]);
    expect(results?.metrics.map(({ heading, rows }) => [heading, rows.length])).toEqual([['rate of rate-x7k2p', 1]]);
  });

  it('shows the log of a Job that a measurement ran', () => {
    const [metric] = running.metricResults;
    const measurements = [measurement('Successful', 2, { 'job-name': 'j1' })];
    const shown = view({ ...running, metricResults: [{ ...metric, measurements }] });
    const { find } = treeOf(shown);
    expect(find('cluster:staging%2Fshop/u1')?.row().actions).toContain('logs');
    expect(find('cluster:staging%2Fshop/u1/metric/rate/measurement/1')?.row().actions).toEqual(['logs']);
  });

  it('is told as changed when a measurement comes', () => {
    const [metric] = running.metricResults;
    const more = { ...running, metricResults: [{ ...metric, count: 2 }] };
    expect(changedIds('s', [view(running)], [view(more)])).toEqual(['s/u1']);
    expect(changedIds('s', [view(running)], [view(running)])).toEqual([]);
  });

  it('has ids that lead to the rows above', () => {
    const id = nodeId({ source: 's', experiment: 'u1', metric: 'a/b', measurement: 3 });
    expect(id).toBe('s/u1/metric/a%2Fb/measurement/3');
    expect(parseNodeId(id)).toEqual({ source: 's', experiment: 'u1', metric: 'a/b', measurement: 3 });
    const [metric = '', run = ''] = [parentId(id), parentId(parentId(id) ?? '')];
    expect([metric, run, parentId(run)]).toEqual(['s/u1/metric/a%2Fb', 's/u1', 's']);
    const earlier = nodeId({ source: 's', experiment: 'u1', metric: 'm', earlier: true });
    expect([parseNodeId(earlier), parentId(earlier)]).toEqual([
      { source: 's', experiment: 'u1', metric: 'm', earlier: true },
      's/u1/metric/m',
    ]);
  });
});
