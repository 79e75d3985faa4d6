/** "Replay Against the File": what an AnalysisRun of a cluster measured, given again to the templates of now. */
import { describe, expect, it } from 'vitest';
import { succeed } from '../../../client/experiments/failures/failure.ts';
import { analysisActions } from '../../../client/experiments/places/row-actions.ts';
import type { AnalysisView, ExperimentView, MetricView } from '../../../client/experiments/view/view.ts';
import { COMMANDS } from '../../../client/ids.ts';
import { RUNNABLE } from '../support/courses.ts';
import { DIP } from '../support/measured.ts';
import { setStage } from '../support/stage.ts';

const NODE = 'cluster:staging%2Fshop/u1';
const COUNTS = {
  measured: 1,
  successful: 1,
  failed: 0,
  inconclusive: 0,
  error: 0,
  consecutiveError: 0,
  consecutiveSuccess: 1,
};
const METRIC: MetricView = {
  name: 'rate',
  phase: 'Successful',
  message: '',
  dryRun: false,
  counts: COUNTS,
  limits: {},
  measurements: [{ number: 1, phase: 'Successful', value: '1', message: '', metadata: {} }],
};
const ANALYSIS: AnalysisView = {
  name: 'compare',
  templateName: 'compare-colours',
  clusterScope: false,
  analysisRun: 'two-colours-compare',
  required: true,
  phase: 'Successful',
  message: '',
  runPhase: 'Successful',
  metrics: [METRIC],
};
const VIEW: ExperimentView = {
  id: 'u1',
  name: 'two-colours',
  namespace: 'shop',
  phase: 'Successful',
  message: '',
  terminating: false,
  createdAt: 0,
  templates: [],
  analyses: [ANALYSIS],
  origin: { uri: RUNNABLE.uri, range: RUNNABLE.nameRange },
};
const SCENARIO = { title: 'as AnalysisRun two-colours-compare measured' };

function connected(view = VIEW) {
  const stage = setStage();
  const place = stage.clusters.pin('staging', 'shop');
  place.state = { kind: 'ready', experiments: [view] };
  place.objects.read = async ({ kind, name }) => succeed({ kind, metadata: { name } });
  stage.requests.recorded.set('two-colours-compare', SCENARIO);
  return { ...stage, place };
}

describe('Replay Against the File', () => {
  it('rehearses the file with what was measured, and shows the rehearsal', async () => {
    const { requests, person, ...stage } = connected();
    requests.courses.push(DIP);
    await stage.run(COMMANDS.replayRecorded, `${NODE}/analysis/compare`);
    expect(requests.asked).toEqual([{ uri: RUNNABLE.uri, document: 0, scenario: SCENARIO }]);
    expect(person.seen.at(-1)).toMatch(/rehearsals\/r1/);
  });

  it('says that nothing in the file measures the same', async () => {
    const { requests, person, ...stage } = connected();
    requests.recorded.clear();
    await stage.run(COMMANDS.replayRecorded, `${NODE}/analysis/compare`);
    expect(requests.asked).toEqual([]);
    expect(person.seen.at(-1)).toBe(
      'info: No analysis of two-colours measures what two-colours-compare measured. Open the file of its experiment, with its template in the same workspace.',
    );
  });

  it('takes the file in front for a run that was begun elsewhere', async () => {
    const { origin: _, ...elsewhere } = VIEW;
    const { person, ...stage } = connected(elsewhere);
    await stage.run(COMMANDS.replayRecorded, `${NODE}/analysis/compare`);
    expect(person.seen.at(-1)).toBe('info: No file is open. Open one that holds an Experiment. [New Experiment]');
  });

  it('wants an analysis', async () => {
    const { person, ...stage } = connected();
    await stage.run(COMMANDS.replayRecorded, NODE);
    expect(person.seen).toEqual(['info: Select an analysis of a connected cluster in the tree first.']);
  });

  it('is offered on analyses that have measured', () => {
    const { place } = connected();
    expect(analysisActions(place, ANALYSIS)).toContain('replay');
    expect(analysisActions(place, { ...ANALYSIS, metrics: [{ ...METRIC, measurements: [] }] })).not.toContain('replay');
  });
});
