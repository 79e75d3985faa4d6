import { describe, expect, it } from 'vitest';
import type { Course } from '../../../client/rehearsal/rehearsal.ts';
import { type Looked, resultsPage } from '../../../client/results/model/results.ts';
import { NEVER_READY, RUNNABLE, TERMINATED, WELL } from '../support/courses.ts';
import { english } from '../support/english.ts';
import { DIP } from '../support/measured.ts';
import { printPage } from '../support/print-page.ts';
import { setStage } from '../support/stage.ts';

/** The rehearsal of a course after so many seconds on its clock. */
async function look(course: Course, s: number): Promise<Looked> {
  const { source, requests, pass } = setStage();
  requests.courses.push(course);
  await source.run({ runnable: RUNNABLE });
  pass(s);
  const view = source.find('r1');
  if (view === undefined) throw new Error('The rehearsal is not there.');
  return {
    id: 'rehearsals/r1',
    view,
    source: source.label,
    elapsedMs: source.elapsed('r1'),
    happened: source.history('r1'),
    canSteer: true,
    isGone: false,
  };
}

describe('the page of results', () => {
  it('says how it ended and why, and judges every measurement', async () => {
    expect(printPage(resultsPage([await look(DIP, 999)], english))).toEqual([
      'two-colours failed after 2 min 12 s: rate was 0.87, wanted result[0] >= 0.95. (bad)',
      'Rehearsals · rate dips',
      'clock 2 min 12 s x50: ',
      'Metric rate of analysis compare is Failed: 3 failures, 2 allowed.',
      '> Metric "rate" assessed Failed due to failed (3) > failureLimit (2)',
      '0:00 | Experiment two-colours | Pending | ',
      '0:00 | Template purple | Progressing | ',
      '0:12 | Template purple | Running | ',
      '0:12 | Experiment two-colours | Running | ',
      '0:12 | Experiment two-colours |  | All templates are available: the duration counts from here.',
      '0:12 | Metric rate of compare | Running | It is measured.',
      '0:12 | Analysis compare | Running | ',
      '2:12 | Metric rate of compare | Failed | failed (3) > failureLimit (2)',
      '2:12 | Analysis compare | Failed | Metric "rate" assessed Failed due to failed (3) > failureLimit (2)',
      '2:12 | Experiment two-colours | Failed | Metric "rate" assessed Failed due to failed (3) > failureLimit (2)',
      '## rate of compare: Failed · 5 of 10 measurements · 3 failures, 2 allowed',
      'Successful when result[0] >= 0.95',
      '1 | 0:12 | Successful | [0.99] | result[0] = 0.99 → 0.99 >= 0.95 is true → Successful',
      '2 | 0:42 | Failed | [0.9] | result[0] = 0.9 → 0.9 >= 0.95 is false → Failed (1st, 2 allowed)',
      '3 | 1:12 | Successful | [0.97] | result[0] = 0.97 → 0.97 >= 0.95 is true → Successful',
      '4 | 1:42 | Failed | [0.5] | result[0] = 0.5 → 0.5 >= 0.95 is false → Failed (2nd, 2 allowed)',
      '5 | 2:12 | Failed | [0.87] | result[0] = 0.87 → 0.87 >= 0.95 is false → Failed (3rd, 2 allowed)',
    ]);
  });

  it('tells while it plays what has happened so far, and how to steer it', async () => {
    expect(printPage(resultsPage([await look(DIP, 50)], english))).toEqual([
      'two-colours is running, 50 s so far. (running)',
      'Rehearsals · rate dips',
      'clock 50 s x50: pause step end',
      '0:00 | Experiment two-colours | Pending | ',
      '0:00 | Template purple | Progressing | ',
      '0:12 | Template purple | Running | ',
      '0:12 | Experiment two-colours | Running | ',
      '0:12 | Experiment two-colours |  | All templates are available: the duration counts from here.',
      '0:12 | Metric rate of compare | Running | It is measured.',
      '0:12 | Analysis compare | Running | ',
      '## rate of compare: Running · 2 of 10 measurements · 1 of 2 failures allowed',
      'Successful when result[0] >= 0.95',
      '1 | 0:12 | Successful | [0.99] | result[0] = 0.99 → 0.99 >= 0.95 is true → Successful',
      '2 | 0:42 | Failed | [0.9] | result[0] = 0.9 → 0.9 >= 0.95 is false → Failed (1st, 2 allowed)',
    ]);
  });

  it('has a chart with a line per series, a phase per point and the threshold of the condition', async () => {
    expect(resultsPage([await look(DIP, 999)], english).columns[0]?.metrics[0]?.chart).toEqual({
      label: 'Chart of rate; the table below has every value.',
      times: [12, 42, 72, 102, 132],
      series: [{ label: 'rate', values: [0.99, 0.9, 0.97, 0.5, 0.87] }],
      phases: ['Successful', 'Failed', 'Successful', 'Failed', 'Failed'],
      thresholds: [{ value: 0.95, label: 'result[0] >= 0.95', kind: 'success' }],
    });
  });

  it.each([
    [WELL, 'two-colours was successful after 10 min 12 s. (good)', []],
    [
      NEVER_READY,
      'two-colours failed after 5 min. (bad)',
      ['Template orange is Failed.', "> Template 'orange' exceeded its progressDeadlineSeconds (300)"],
    ],
    [TERMINATED, 'two-colours never ends. (odd)', ['It waits for compare, whose run it no longer reads.']],
  ])('knows other ends %#', async (course, verdict, causes) => {
    const lines = printPage(resultsPage([await look(course, 999)], english));
    const clock = lines.findIndex(line => line.startsWith('clock'));
    const timeline = lines.findIndex(line => line.startsWith('0:00'));
    expect([lines[0], lines.slice(clock + 1, timeline)]).toEqual([verdict, causes]);
  });

  it('keeps what was known of one that is gone, and no longer steers it', async () => {
    const looked = { ...(await look(WELL, 20)), isGone: true };
    expect(printPage(resultsPage([looked], english)).slice(0, 3)).toEqual([
      'two-colours is running, 20 s so far. (running)',
      'Rehearsals · as the file stands',
      'It has been deleted; this is what was last known of it.',
    ]);
  });

  it('makes of a cluster, which keeps no history, what it can', async () => {
    const { happened: _none, view, ...looked } = await look(DIP, 999);
    const { playback: _made, ...real } = view;
    const createdAt = new Date(2026, 0, 2, 14, 2, 3).getTime();
    const metrics = real.analyses.flatMap(({ metrics: [rate] }) =>
      rate === undefined
        ? []
        : [{ ...rate, measurements: rate.measurements.slice(2).map(({ trace: _t, counts: _c, ...rest }) => rest) }],
    );
    const analyses = real.analyses.map(each => ({ ...each, metrics }));
    const page = resultsPage([{ ...looked, view: { ...real, createdAt, analyses }, canSteer: false }], english);
    expect(printPage(page).slice(2)).toEqual([
      'Metric rate of analysis compare is Failed: 3 failures, 2 allowed.',
      '> Metric "rate" assessed Failed due to failed (3) > failureLimit (2)',
      '14:02:03 | Experiment two-colours |  | created',
      '14:02:15 | Experiment two-colours |  | all templates available',
      '14:02:15 | Analysis compare | Running | ',
      '14:04:15 | Analysis compare | Failed | Metric "rate" assessed Failed due to failed (3) > failureLimit (2)',
      '14:04:15 | Experiment two-colours | Failed | Metric "rate" assessed Failed due to failed (3) > failureLimit (2)',
      '## rate of compare: Failed · 5 of 10 measurements · 3 failures, 2 allowed',
      'Successful when result[0] >= 0.95',
      'The first 2 measurements are no longer kept in the AnalysisRun.',
      '3 | 14:03:15 | Successful | [0.97] | result[0] = 0.97, result[0] >= 0.95 is true → Successful',
      '4 | 14:03:45 | Failed | [0.5] | result[0] = 0.5, result[0] >= 0.95 is false → Failed (2nd, 2 allowed)',
      '5 | 14:04:15 | Failed | [0.87] | result[0] = 0.87, result[0] >= 0.95 is false → Failed (3rd, 2 allowed)',
    ]);
    expect(page.columns[0]?.metrics[0]?.chart?.epoch).toBe(createdAt);
  });

  it('says whose words it quotes, and quotes nobody while all is on its way', async () => {
    const failed = await look(DIP, 999);
    const { playback: _made, ...real } = failed.view;
    const quote = (looked: Looked) => resultsPage([looked], english).columns[0]?.quote;
    expect([quote(failed), quote({ ...failed, view: real })]).toEqual([
      'The controller of the rehearsal says:',
      'The controller says:',
    ]);
    const running = { ...failed.view, phase: 'Running' as const };
    const analyses = running.analyses.map(each => ({ ...each, phase: 'Running' as const, message: 'It runs.' }));
    const causes = (looked: Looked) => resultsPage([looked], english).columns[0]?.causes;
    expect(causes({ ...failed, view: { ...running, analyses } })).toEqual([]);
    expect(causes({ ...failed, view: running })?.map(({ text }) => text)).toEqual([
      'Metric rate of analysis compare is Failed: 3 failures, 2 allowed.',
      'Metric "rate" assessed Failed due to failed (3) > failureLimit (2)',
    ]);
  });

  it('compares two line by line', async () => {
    const page = resultsPage([await look(DIP, 999), await look(WELL, 999)], english);
    expect(printPage({ ...page, columns: [] })).toEqual([
      '≠ Scenario: rate dips | as the file stands',
      '≠ Phase: Failed | Successful',
      '≠ Outcome: Metric "rate" assessed Failed due to failed (3) > failureLimit (2) | All required analysis runs completed',
      '= All templates available after: 12 s | 12 s',
      '≠ Ended after: 2 min 12 s | 10 min 12 s',
      '≠ Template purple: Running | Successful',
      '≠ Template orange: – | Successful',
      '≠ Analysis compare: Failed | Successful',
      '≠ Metric rate of compare: Failed · 5 of 10 measurements · 3 failures, 2 allowed · 0.87 | –',
    ]);
    expect(page.columns.map(({ verdict }) => verdict)).toEqual([
      'two-colours failed after 2 min 12 s: rate was 0.87, wanted result[0] >= 0.95.',
      'two-colours was successful after 10 min 12 s.',
    ]);
  });
});
