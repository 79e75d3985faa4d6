import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../client/ids.ts';
import { look } from '../../../client/results/look.ts';
import { exportResults } from '../../../client/results/model/export.ts';
import type { MetricResults, PageContent } from '../../../client/results/model/page.ts';
import { resultsPage } from '../../../client/results/model/results.ts';
import { RUNNABLE, WELL } from '../support/courses.ts';
import { english } from '../support/english.ts';
import { DIP } from '../support/measured.ts';
import { setStage } from '../support/stage.ts';

/** The results of the rehearsal in which a metric dips. */
async function dipped(): Promise<PageContent> {
  const { source, places, requests, pass } = setStage();
  requests.courses.push(DIP);
  await source.run({ runnable: RUNNABLE });
  pass(999);
  const [place] = places.all;
  return resultsPage(place ? [look(place, 'r1') ?? expect.fail('it is gone')] : [], english);
}

/** The same with one measurement that holds what it likes. */
async function holding(value: string): Promise<PageContent> {
  const page = await dipped();
  const row = { number: '1', at: '', phase: 'Error', value, why: '' };
  const only = (metric: MetricResults) => ({ ...metric, conditions: [], rows: [row] });
  return { ...page, columns: page.columns.map(each => ({ ...each, timeline: [], metrics: each.metrics.map(only) })) };
}

describe('results as text', () => {
  it('are Markdown for a review', async () => {
    expect(
      exportResults(await dipped(), 'markdown'),
    ).toBe(`# two-colours failed after 2 min 12 s: rate was 0.87, wanted result[0] >= 0.95.

Rehearsals · rate dips

Metric rate of analysis compare is Failed: 3 failures, 2 allowed.

The controller of the rehearsal says:

> Metric "rate" assessed Failed due to failed (3) > failureLimit (2)

## rate of compare

Failed · 5 of 10 measurements · 3 failures, 2 allowed

- Successful when: result[0] >= 0.95

| No. | Time | Phase | Value | How it was judged |
| --- | --- | --- | --- | --- |
| 1 | 0:12 | Successful | [0.99] | result[0] = 0.99 → 0.99 >= 0.95 is true → Successful |
| 2 | 0:42 | Failed | [0.9] | result[0] = 0.9 → 0.9 >= 0.95 is false → Failed (1st, 2 allowed) |
| 3 | 1:12 | Successful | [0.97] | result[0] = 0.97 → 0.97 >= 0.95 is true → Successful |
| 4 | 1:42 | Failed | [0.5] | result[0] = 0.5 → 0.5 >= 0.95 is false → Failed (2nd, 2 allowed) |
| 5 | 2:12 | Failed | [0.87] | result[0] = 0.87 → 0.87 >= 0.95 is false → Failed (3rd, 2 allowed) |

## Timeline

| Time | What | Phase | Why |
| --- | --- | --- | --- |
| 0:00 | Experiment two-colours | Pending |  |
| 0:00 | Template purple | Progressing |  |
| 0:12 | Template purple | Running |  |
| 0:12 | Experiment two-colours | Running |  |
| 0:12 | Experiment two-colours |  | All templates are available: the duration counts from here. |
| 0:12 | Metric rate of compare | Running | It is measured. |
| 0:12 | Analysis compare | Running |  |
| 2:12 | Metric rate of compare | Failed | failed (3) > failureLimit (2) |
| 2:12 | Analysis compare | Failed | Metric "rate" assessed Failed due to failed (3) > failureLimit (2) |
| 2:12 | Experiment two-colours | Failed | Metric "rate" assessed Failed due to failed (3) > failureLimit (2) |
`);
  });

  it('are CSV for a spreadsheet, the measurements alone', async () => {
    const lines = exportResults(await dipped(), 'csv').split('\r\n');
    expect(lines.slice(0, 3)).toEqual([
      'Experiment,Analysis,Metric,No.,Time,Phase,Value,How it was judged',
      'two-colours,compare,rate,1,0:12,Successful,[0.99],result[0] = 0.99 → 0.99 >= 0.95 is true → Successful',
      'two-colours,compare,rate,2,0:42,Failed,[0.9],"result[0] = 0.9 → 0.9 >= 0.95 is false → Failed (1st, 2 allowed)"',
    ]);
    expect(lines).toHaveLength(7);
  });

  it('are JSON for a program', async () => {
    const [first] = JSON.parse(exportResults(await dipped(), 'json'));
    expect(first).toMatchObject({
      name: 'two-colours',
      where: 'Rehearsals · rate dips',
      causes: [expect.stringContaining('3 failures'), expect.stringContaining('assessed Failed')],
      metrics: [{ analysis: 'compare', name: 'rate', conditions: [{ text: 'result[0] >= 0.95' }] }],
    });
    expect(first.metrics[0].measurements).toHaveLength(5);
    expect(first.metrics[0].measurements[4]).toEqual({
      number: '5',
      at: '2:12',
      phase: 'Failed',
      value: '[0.87]',
      why: 'result[0] = 0.87 → 0.87 >= 0.95 is false → Failed (3rd, 2 allowed)',
    });
  });

  it.each([
    ['<img src=x> | **b**\n# h', '\\<img src=x> \\| \\*\\*b\\*\\* # h'],
    ['[a](javascript:b)', '[a\\](javascript:b)'],
    ['`c` &amp; ~~d~~ __e__ f_g $h$', '\\`c\\` \\&amp; \\~~d\\~~ \\_\\_e\\_\\_ f_g \\$h\\$'],
    ['## i', '\\## i'],
    ['1. j', '1\\. j'],
    ['1 < 2 && 3 >= 2', '1 < 2 && 3 >= 2'],
  ])('keep %j the text that it is', async (value, cell) => {
    const text = exportResults(await holding(value), 'markdown');
    expect(text.split('\n').filter(line => line.startsWith('| 1'))).toEqual([`| 1 |  | Error | ${cell} |  |`]);
  });

  it.each([
    ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
    ['-1.5', '-1.5'],
    ['-cmd', "'-cmd"],
    ['two\nlines', '"two\nlines"'],
  ])('keep %j no formula, and one cell', async (value, cell) => {
    expect(exportResults(await holding(value), 'csv')).toContain(`two-colours,compare,rate,1,,Error,${cell},\r\n`);
  });
});

describe('Export Results', () => {
  it('asks for the form and opens a document that is not saved yet', async () => {
    const stage = setStage();
    stage.requests.courses.push(WELL);
    await stage.source.run({ runnable: RUNNABLE });
    stage.person.answers = ['CSV'];
    await stage.run(COMMANDS.exportResults);
    expect(stage.person.seen).toEqual([
      [
        'Export Results / As what?',
        '  - Markdown | for a review',
        '  - CSV | the measurements, for a spreadsheet',
        '  - JSON | for a program',
      ].join('\n'),
      'new document (csv: csv of two-colours)',
    ]);
  });
});
