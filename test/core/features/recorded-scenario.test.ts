/** AnalysisRuns that have measured, replayed against the files as they are now; and where what is measured is written. */
import { describe, expect, it } from 'vitest';
import { newService } from '../../support/service.ts';

const EXPERIMENT = 'file:///shop/experiment.yaml';
const TEMPLATE = 'file:///shop/template.yaml';
const RUN = 'file:///records/run.yaml';

const experiment = (analyses: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata: {name: e}
spec:
  duration: 10m
  templates:
    - name: a
      selector: {matchLabels: {app: a}}
      template: {metadata: {labels: {app: a}}, spec: {containers: [{name: main, image: a}]}}
  analyses:
${analyses}`;
const X = '    - {name: x, templateName: t, requiredForCompletion: true}\n';
const template = (limit: number, name = 't', metric = 'm'): string => `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: {name: ${name}}
spec:
  metrics:
    - name: ${metric}
      interval: 1m
      count: 3
      failureLimit: 1
      successCondition: result < ${limit}
      provider: {web: {url: "http://h/"}}
`;
const run = (
  name: string,
  values: readonly (number | string)[],
  metric = 'm',
): string => `apiVersion: argoproj.io/v1alpha1
kind: AnalysisRun
metadata: {name: ${name}, creationTimestamp: "2026-03-01T10:00:00Z"}
spec: {metrics: []}
status:
  phase: Successful
  metricResults:
    - name: ${metric}
      measurements:
${values
  .map((value, index) => {
    const at = `2026-03-01T10:0${index}:00Z`;
    return `        - {phase: Successful, value: "${value}", startedAt: "${at}", finishedAt: "${at}"}\n`;
  })
  .join('')}`;

function start(files: Readonly<Record<string, string>>) {
  return newService({ [EXPERIMENT]: experiment(X), [TEMPLATE]: template(5), ...files });
}

describe('a recorded run', () => {
  it('of any file is offered for the analysis that measures the same', () => {
    const service = start({ [RUN]: run('from-elsewhere', [1, 2, 3]) });
    expect(service.recordedBeside({ uri: EXPERIMENT, document: 0 }).map(({ uri, title }) => [uri, title])).toEqual([
      [RUN, 'as AnalysisRun from-elsewhere measured'],
    ]);
  });

  it.each([
    [5, 'Successful'],
    [2.5, 'Successful'],
    [1.5, 'Failed'],
  ])('would with a limit of %d be %s', (limit, phase) => {
    const service = start({ [TEMPLATE]: template(limit), [RUN]: run('e-x', [1, 2, 3]) });
    const [recorded] = service.recordedBeside({ uri: EXPERIMENT, document: 0 });
    const rehearsal = service.rehearse({ uri: EXPERIMENT, document: 0 }, recorded?.scenario ?? {});
    expect(rehearsal?.timeline.verdict).toMatchObject({ kind: 'finished', phase });
    const values = rehearsal?.timeline.events.flatMap(event => (event.subject === 'measurement' ? event.value : []));
    expect(values).toEqual(phase === 'Failed' ? ['1', '2', '3'] : ['1', '2', '3']);
  });

  it('belongs to the analysis by whose name it is called, before all others', () => {
    const two = `${X}    - {name: z, templateName: t}\n`;
    const service = start({ [EXPERIMENT]: experiment(two), [RUN]: run('e-z.1', [1]) });
    expect(
      service
        .recordedBeside({ uri: EXPERIMENT, document: 0 })
        .map(({ scenario }) => Object.keys(scenario.metrics ?? {})),
    ).toEqual([['z']]);
    const unclear = start({ [EXPERIMENT]: experiment(two), [RUN]: run('other', [1]) });
    expect(unclear.recordedBeside({ uri: EXPERIMENT, document: 0 })).toEqual([]);
  });

  it('that measured something else, or nothing, is not offered', () => {
    expect(start({ [RUN]: run('other', [1], 'another') }).recordedBeside({ uri: EXPERIMENT, document: 0 })).toEqual([]);
    expect(start({ [RUN]: run('e-x', []) }).recordedBeside({ uri: EXPERIMENT, document: 0 })).toEqual([]);
  });

  it('is read from text, as a cluster has it', () => {
    const service = start({});
    const scenario = service.recordedScenario({ uri: EXPERIMENT, document: 0 }, run('e-x', [9, 9]));
    expect(service.rehearse({ uri: EXPERIMENT, document: 0 }, scenario ?? {})?.timeline.verdict).toMatchObject({
      phase: 'Failed',
    });
    expect(service.recordedScenario({ uri: EXPERIMENT, document: 0 }, '{{{')).toBeUndefined();
    expect(service.recordedScenario({ uri: EXPERIMENT, document: 0 }, template(5))).toBeUndefined();
  });
});

describe('what is measured is written', () => {
  it('in the experiment and in its templates, nested ones too', () => {
    const files = {
      [EXPERIMENT]: experiment(X),
      [TEMPLATE]: `${template(5)}  templates:\n    - templateName: u\n---\n${template(5, 'u', 'inner')}`,
    };
    const service = newService(files);
    const texts: Readonly<Record<string, string>> = files;
    const shown = service.measuredPlaces({ uri: EXPERIMENT, document: 0 }).map(({ analysis, metric, uri, range }) => {
      const text = texts[uri] ?? '';
      return `${analysis} ${metric ?? '-'} ${uri.split('/').at(-1)} ${text.slice(range.start, range.end)}`;
    });
    expect(shown).toEqual(['x - experiment.yaml x', 'x m template.yaml m', 'x inner template.yaml inner']);
  });

  it('nowhere, when it is no runnable', () => {
    expect(newService({ [TEMPLATE]: template(5) }).measuredPlaces({ uri: TEMPLATE, document: 0 })).toEqual([]);
  });
});
