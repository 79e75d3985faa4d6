/** When something ends, behind `duration`, analyses and metrics, and in hovers on them. */
import { describe, expect, it } from 'vitest';
import { readCursor } from '../../support/marked.ts';
import { newService } from '../../support/service.ts';

const URI = 'file:///shop/a.yaml';
const PROVIDER = 'provider: {web: {url: "http://{{args.host}}/"}}';

/** The hints of a file, each behind the text of its line. */
function shown(text: string): readonly string[] {
  const service = newService({ [URI]: text });
  return service.hints(URI, { start: 0, end: text.length }).map(({ offset, text: words }) => {
    const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim();
    return `${line} ⟶ ${words}`;
  });
}

function metric(...lines: readonly string[]): string {
  const [first = '', ...others] = lines;
  return [`    - ${first}`, ...others.map(line => `      ${line}`), `      ${PROVIDER}`, ''].join('\n');
}

function template(metrics: string, args = '    - name: host\n', name = 't'): string {
  return `apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata: {name: ${name}}\nspec:\n  args:\n${args}  metrics:\n${metrics}`;
}

const CONDITION = 'successCondition: result < 5';
const BOTH = ['successCondition: result < 5', 'failureCondition: result > 9'];

describe('a metric', () => {
  it.each([
    ['without a condition', ['name: m', 'interval: 30s', 'count: 10'], 'count: 10 ⟶ ends after 4 min 30 s'],
    [
      'that may fail at once',
      ['name: m', 'interval: 30s', 'count: 10', CONDITION],
      'count: 10 ⟶ ends within 4 min 30 s',
    ],
    [
      'with failures allowed',
      ['name: m', 'interval: 1m', 'count: 10', 'failureLimit: 2', CONDITION],
      'count: 10 ⟶ ends between 2 min and 9 min',
    ],
    [
      'that may be inconclusive before it fails',
      ['name: m', 'interval: 1m', 'count: 10', 'failureLimit: 5', 'inconclusiveLimit: 1', ...BOTH],
      'count: 10 ⟶ ends between 1 min and 9 min',
    ],
    [
      'with a delay',
      ['name: m', 'initialDelay: 5m', 'interval: 1m', 'count: 3', CONDITION],
      'count: 3 ⟶ ends between 5 min and 7 min',
    ],
    [
      'whose condition is an Error of all answers',
      ['name: m', 'initialDelay: 1m', 'interval: 1m', 'count: 10', 'successCondition: "result ="'],
      'count: 10 ⟶ ends after 1 min 40 s',
    ],
    [
      'whose condition hangs on an arg',
      ['name: m', 'interval: 1m', 'count: 3', 'successCondition: "result < {{args.host}}"'],
      'count: 3 ⟶ ends within 2 min',
    ],
    ['without a count', ['name: m', 'interval: 1m'], 'interval: 1m ⟶ never ends by itself'],
    [
      'without a count, that fails',
      ['name: m', 'interval: 1m', CONDITION],
      'interval: 1m ⟶ never ends unless it fails',
    ],
    [
      'without a count, that fails late',
      ['name: m', 'interval: 1m', 'failureLimit: 3', CONDITION],
      'interval: 1m ⟶ never ends unless it fails, after 3 min at the earliest',
    ],
    [
      'with a streak',
      ['name: m', 'interval: 1m', 'consecutiveSuccessLimit: 3', 'failureLimit: 1', CONDITION],
      'interval: 1m ⟶ ends between 1 min and 5 min',
    ],
    [
      'with a streak and failures that do not count',
      ['name: m', 'interval: 1m', 'consecutiveSuccessLimit: 3', 'failureLimit: -1', CONDITION],
      'interval: 1m ⟶ ends after 2 min at the earliest, or never',
    ],
  ])('%s', (_, lines, expected) => {
    expect(shown(template(metric(...lines)))).toEqual([expected]);
  });

  it('of Jobs takes their time, too', () => {
    const job = `    - name: m\n      interval: 1m\n      count: 3\n      provider: {job: {spec: {template: {spec: {restartPolicy: Never}}}}}\n`;
    expect(shown(template(job))).toEqual(['count: 3 ⟶ ends within 2 min + its Jobs']);
  });

  it.each([
    ['measured once, at once', ['name: m', 'count: 1', CONDITION]],
    ['whose pace is not given', ['name: m', 'interval: "{{args.host}}"', 'count: 3']],
    ['whose limit is not given', ['name: m', 'interval: 1m', 'count: 3', 'failureLimit: "{{args.host}}"']],
    ['that the controller refuses', ['name: m', 'count: 3', CONDITION]],
    ['whose duration does not parse', ['name: m', 'interval: 1 minute', 'count: 3']],
  ])('is silent: %s', (_, lines) => {
    expect(shown(template(metric(...lines)))).toEqual([]);
  });

  it('takes the defaults of args, but not of those from a Secret', () => {
    const lines = metric('name: m', 'interval: "{{args.every}}"', 'count: 3');
    const args = '    - name: host\n    - name: every\n      value: 2m\n';
    expect(shown(template(lines, args))).toEqual(['count: 3 ⟶ ends after 4 min']);
    const secret = '    - name: host\n    - name: every\n      valueFrom: {secretKeyRef: {name: s, key: k}}\n';
    expect(shown(template(lines, secret))).toEqual([]);
  });
});

function experiment(analyses: readonly string[], duration = ''): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata: {name: e}
spec:
${duration === '' ? '' : `  duration: ${duration}\n`}  templates:
    - name: a
      replicas: 1
      selector: {matchLabels: {app: a}}
      template: {metadata: {labels: {app: a}}, spec: {containers: [{name: main, image: a}]}}
  analyses:
${analyses.map(each => `    - ${each.split('\n').join('\n      ')}\n`).join('')}`;
}

const files = (...documents: readonly string[]): string => documents.join('---\n');
const TEN = template(metric('name: m', 'interval: 1m', 'count: 10', 'failureLimit: 2', CONDITION));
const args = '\nargs: [{name: host, value: h}]';

describe('an Experiment', () => {
  const inExperiment = (text: string) => shown(text).slice(0, -1);
  const required = `name: x\ntemplateName: t\nrequiredForCompletion: true${args}`;
  const optional = `name: x\ntemplateName: t${args}`;

  it('ends with what is required, whatever its duration', () => {
    expect(inExperiment(files(experiment([required], '5m'), TEN))).toEqual([
      'duration: 5m ⟶ ends between 2 min and 9 min',
      'templateName: t ⟶ ends between 2 min and 9 min',
    ]);
  });

  it('ends with its duration at the latest, when nothing is required', () => {
    expect(inExperiment(files(experiment([optional], '5m'), TEN))).toEqual([
      'duration: 5m ⟶ ends between 2 min and 5 min',
      'templateName: t ⟶ ends between 2 min and 9 min',
    ]);
  });

  it('is silent where another tool writes the duration', () => {
    expect(inExperiment(files(experiment([required], '"{{inputs.duration}}"'), TEN))).toEqual([]);
  });

  it.each(['1d', '${DURATION}'])('says nothing of the duration %s', duration => {
    expect(inExperiment(files(experiment([required], duration), TEN))).toEqual([
      'templateName: t ⟶ ends between 2 min and 9 min',
    ]);
  });

  it('says that it may hang', () => {
    const other = optional.replace('x', 'y');
    expect(inExperiment(files(experiment([required, other], '5m'), TEN))[0]).toBe(
      'duration: 5m ⟶ ends after 2 min at the earliest, or never',
    );
  });

  it('takes the args that it passes', () => {
    const counted = template(
      metric('name: m', 'interval: 1m', 'count: "{{args.n}}"'),
      '    - name: host\n    - name: n\n',
    );
    const passed = 'name: x\ntemplateName: t\nargs: [{name: host, value: h}, {name: n, value: "4"}]';
    expect(shown(files(experiment([passed]), counted))).toEqual(['templateName: t ⟶ ends after 3 min']);
    const placeholder = passed.replace('"4"', '"{{templates.a.podTemplateHash}}"');
    // A hash is no number, and the controller takes 0 for it.
    expect(shown(files(experiment([placeholder]), counted))).toEqual(['templateName: t ⟶ never ends by itself']);
    const variable = passed.replace('"4"', '"${COUNT}"');
    expect(shown(files(experiment([variable]), counted))).toEqual([]);
  });

  it('is silent about a template that is not known', () => {
    expect(shown(experiment([optional], '5m'))).toEqual([]);
  });

  it('counts all metrics of all templates', () => {
    const nested = template(metric('name: other', 'interval: 5m', 'count: 3'), '    - name: host\n', 'u');
    const outer = `${TEN}  templates:\n    - templateName: u\n`;
    expect(inExperiment(files(experiment([required], '5m'), outer, nested))[1]).toBe(
      'templateName: t ⟶ ends between 2 min and 10 min',
    );
  });
});

it('a Rollout: its steps, its background analysis, its experiments', () => {
  const rollout = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: r}
spec:
  selector: {matchLabels: {app: r}}
  template: {metadata: {labels: {app: r}}, spec: {containers: [{name: main, image: a}]}}
  strategy:
    canary:
      analysis:
        templates:
          - templateName: t
        args: [{name: host, value: h}]
      steps:
        - analysis:
            templates:
              - templateName: t
            args: [{name: host, value: h}]
        - experiment:
            duration: 20m
            templates: [{name: canary, specRef: canary}]
            analyses:
              - name: x
                templateName: t
                args: [{name: host, value: h}]
`;
  expect(shown(files(rollout, TEN)).toSorted()).toEqual(
    [
      'count: 10 ⟶ ends between 2 min and 9 min',
      'duration: 20m ⟶ ends between 2 min and 20 min',
      '- templateName: t ⟶ ends between 2 min and 9 min',
      '- templateName: t ⟶ ends between 2 min and 9 min',
      'templateName: t ⟶ ends between 2 min and 9 min',
    ].toSorted(),
  );
});

describe('a hover', () => {
  const hover = (marked: string): string | undefined => {
    const { text, offset } = readCursor(marked);
    return newService({ [URI]: text }).hover(URI, offset)?.markdown;
  };
  /** What stands below the text of the field or name. */
  const added = (marked: string): string | undefined => hover(marked)?.split('\n\n---\n\n').at(-1);

  it('on a metric tells how often it is measured and what ends it', () => {
    const lines = ['name: m', 'interval: 1m', 'cou<|>nt: 10', 'failureLimit: 2', 'inconclusiveLimit: 1', ...BOTH];
    expect(added(template(metric(...lines)))).toMatchInlineSnapshot(`
      "**10 measurements, 1 min apart: 9 min.**

      - Failed after 2 min at the earliest: 3 failures
      - Inconclusive after 1 min at the earliest: 2 inconclusive measurements
      - Error after 40 s at the earliest: 5 errors in a row, 10 s apart

      What the measurements take comes on top."
    `);
    expect(added(template(metric('name: <|>m', 'interval: 1m')))).toMatchInlineSnapshot(`
      "**Measurements without end, 1 min apart.** There is no \`count\`.

      - Error after 40 s at the earliest: 5 errors in a row, 10 s apart

      What the measurements take comes on top."
    `);
    const streak = [
      'name: m',
      'initialDelay: 30s',
      'interval: 1m',
      'count: 5',
      'consecutiveSuccessLimit: <|>2',
      CONDITION,
    ];
    expect(added(template(metric(...streak)))).toMatchInlineSnapshot(`
      "**2 measurements, 1 min apart, the first after 30 s: 1 min 30 s.**

      - Failed after 30 s at the earliest: 1 failure
      - Error after 1 min 10 s at the earliest: 5 errors in a row, 10 s apart

      What the measurements take comes on top."
    `);
  });

  it('on an analysis tells of each metric', () => {
    const text = files(
      experiment([`name: x\ntemplateName: <|>t${args}`], '20m'),
      `${TEN}${metric('name: other', 'interval: 5m')}`,
    );
    expect(added(text)).toMatchInlineSnapshot(`
      "**2 metrics, measurements without end: never ends unless it fails, after 2 min at the earliest.**

      - \`m\`: 10 measurements, ends between 2 min and 9 min
      - \`other\`: never ends by itself

      What the measurements take comes on top."
    `);
  });

  it('on a duration tells when the experiment ends', () => {
    expect(hover(files(experiment([`name: x\ntemplateName: t${args}`], '2<|>0m'), TEN))).toMatchInlineSnapshot(`
      "\`20m\`: 20 min

      ---

      **e: ends between 2 min and 20 min.**

      Counted from the moment all templates are available, as long as they stay so and providers answer. What measurements take comes on top."
    `);
  });

  it('adds nothing where nothing is known', () => {
    expect(hover(experiment([`name: x\ntemplateName: t${args}`], '9<|>0m'))).toBe('`90m`: 1 h 30 min');
  });
});
