/** Args from Secrets of the workspace: a rehearsal works with their values, and no answer of the service shows them. */
import { describe, expect, it } from 'vitest';
import type { Scenario, Service } from '../../../server/core/index.ts';
import { newService } from '../../support/service.ts';

const EXPERIMENT = 'file:///shop/experiment.yaml';
const TEMPLATE = 'file:///shop/template.yaml';
const SECRETS = 'file:///shop/secrets.yaml';
/** None of these may ever be seen. */
const HIDDEN = ['0.7031', 'correct-horse', 'battery-staple', 'Y29ycmVjdC1ob3JzZQ'];

const experiment = `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata: {name: e}
spec:
  duration: 10m
  templates:
    - name: a
      selector: {matchLabels: {app: a}}
      template:
        metadata: {labels: {app: a}}
        spec: {containers: [{name: main, image: registry.example/a}]}
  analyses:
    - name: x
      templateName: t
      requiredForCompletion: true
`;

function template(condition: string, metric = '', key = 'limit'): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: {name: t}
spec:
  args:
    - name: limit
      valueFrom: {secretKeyRef: {name: access, key: ${key}}}
    - name: token
      valueFrom: {secretKeyRef: {name: access, key: token}}
  metrics:
    - name: m
      interval: 1m
      count: 3
      successCondition: ${condition}
      provider:
        ${metric === '' ? 'web: {url: "http://h/?token={{args.token}}", headers: [{key: X-Token, value: "{{args.token}}"}]}' : metric}
`;
}

// correct-horse
const secret = `apiVersion: v1
kind: Secret
metadata: {name: access}
data: {token: Y29ycmVjdC1ob3JzZQ==, limit: ${btoa('0.7031')}}
stringData: {extra: battery-staple}
`;

function start(templateText: string, secrets = secret): Service {
  const service = newService({ [EXPERIMENT]: experiment, [TEMPLATE]: templateText, [SECRETS]: secrets });
  service.setComplete(true);
  return service;
}

function verdict(service: Service, chosen: Partial<Scenario> = {}): string {
  const { verdict: found } = service.rehearse({ uri: EXPERIMENT, document: 0 }, chosen)?.timeline ?? {};
  return found && 'phase' in found ? `${found.phase}: ${found.message}` : (found?.kind ?? 'none');
}

const measured = (...values: readonly number[]): Partial<Scenario> => ({
  metrics: { x: { m: { inTurn: values.map(value => ({ kind: 'value', value })) } } },
});

describe('a condition with a value from a Secret', () => {
  it('is judged with that value', () => {
    const service = start(template('result < {{args.limit}}'));
    expect(verdict(service, measured(0.7))).toMatch(/^Successful/);
    expect(verdict(service, measured(0.71))).toMatch(
      /^Failed: Metric "m" assessed Failed due to failed \(1\) > failureLimit \(0\)$/,
    );
    const texts = start(template('result == "{{args.token}}"'));
    const chosen = { metrics: { x: { m: { inTurn: [{ kind: 'value', value: 'correct-horse' }] } } } } as const;
    expect(verdict(texts, chosen)).toMatch(/^Successful/);
  });

  it('takes stringData before data', () => {
    const both = secret.replace('extra: battery-staple', 'limit: "0.5"');
    expect(verdict(start(template('result < {{args.limit}}'), both), measured(0.6))).toMatch(/^Failed/);
  });

  it('is told with its placeholder', () => {
    const service = start(template('result < {{args.limit}}'));
    const [analysis] = service.rehearse({ uri: EXPERIMENT, document: 0 }, {})?.timeline.analyses ?? [];
    expect(analysis?.metrics?.[0]?.successCondition).toBe('result < {{args.limit}}');
  });

  it('is Error where the value breaks it, without a word of it', () => {
    expect(verdict(start(template('result < {{args.token}}')), measured(1))).toBe(
      'Error: Metric "m" assessed Error due to consecutiveErrors (5) > consecutiveErrorLimit (4): "Error Message: The conditions cannot be evaluated. What is wrong with them may hold the value of a Secret."',
    );
  });

  it('is not judged when no file has the Secret, or not its value', () => {
    const service = start(template('result < {{args.limit}}'), 'kind: ConfigMap\n');
    expect(verdict(service, measured(0.9))).toMatch(/^Successful/);
    const templated = secret.replace(btoa('0.7031'), btoa('${LIMIT}'));
    expect(verdict(start(template('result < {{args.limit}}'), templated), measured(0.9))).toMatch(/^Successful/);
    const elsewhere = secret.replace('{name: access}', '{name: access, namespace: other}');
    expect(verdict(start(template('result < {{args.limit}}'), elsewhere), measured(0.9))).toMatch(/^Successful/);
  });
});

describe('what is missing', () => {
  it('a key: the run is Error before it begins', () => {
    expect(verdict(start(template('result < 1', '', 'nokey')))).toBe(
      `Error: Unable to resolve metric arguments: key 'nokey' does not exist in secret 'access'`,
    );
  });

  it('a Secret that the scenario takes away: likewise', () => {
    const service = start(template('result < {{args.limit}}'));
    const offered = service
      .scenarios({ uri: EXPERIMENT, document: 0 })
      ?.find(({ title }) => title === 'Secret access is missing');
    expect(verdict(service, offered)).toBe('Error: Unable to resolve metric arguments: secrets "access" not found');
  });

  it('of a run by itself: likewise', () => {
    const run = template('result < 1').replace('kind: AnalysisTemplate', 'kind: AnalysisRun');
    const timeline = start(run).rehearseAnalysis(TEMPLATE, { missingSecrets: ['access'] });
    expect(timeline?.events.map(event => ('to' in event ? [event.at, event.to, event.message] : []))).toEqual([
      [0, 'Error', 'Unable to resolve metric arguments: secrets "access" not found'],
    ]);
  });

  it('what is wrong with the metrics comes first', () => {
    const bad = template('result < 1', '', 'nokey').replace('interval: 1m', '');
    expect(verdict(start(bad))).toContain('metrics[0]: interval must be specified when count > 1');
  });
});

it('a provider that a value breaks does not say how', () => {
  const prometheus = 'prometheus: {address: "{{args.token}}", query: up}';
  const { timeline } =
    start(template('result[0] < 1', prometheus)).rehearse({ uri: EXPERIMENT, document: 0 }, {}) ?? {};
  expect(timeline?.verdict).toMatchObject({ phase: 'Error' });
  expect(JSON.stringify(timeline)).toContain('may hold the value of a Secret');
});

describe('no answer of the service shows a value', () => {
  const conditions = [
    'result < {{args.limit}}',
    'result == "{{args.token}}"',
    'result < {{args.token}}',
    'len("{{args.token}}") < result',
  ];
  const providers = [
    '',
    'prometheus: {address: "{{args.token}}", query: up}',
    'web: {url: "http://h", jsonPath: "{$.{{args.token}}}"}',
  ];

  function answers(service: Service): string {
    const scenarios = service.scenarios({ uri: EXPERIMENT, document: 0 }) ?? [];
    const chosen = [...scenarios, measured(0.7), measured(9), { metrics: { x: { m: { inTurn: [{ kind: 'bad' }] } } } }];
    const rehearsed = chosen.map(each => service.rehearse({ uri: EXPERIMENT, document: 0 }, each as Partial<Scenario>));
    const others = [EXPERIMENT, TEMPLATE].flatMap(uri => {
      const { length } = uri === TEMPLATE ? template(conditions[0] ?? '') : experiment;
      const places = Array.from({ length }, (_, offset) => [service.hover(uri, offset), service.complete(uri, offset)]);
      const whole = { start: 0, end: length };
      return [
        places,
        service.diagnose(uri),
        service.hints(uri, whole),
        service.outline(uri),
        service.fixes(uri, whole),
      ];
    });
    return JSON.stringify([
      scenarios,
      rehearsed,
      others,
      service.rehearseAnalysis(TEMPLATE, {}),
      service.findNames(''),
    ]);
  }

  it.each(conditions.flatMap(condition => providers.map(provider => [condition, provider] as const)))(
    '%s, %s',
    (condition, provider) => {
      const told = answers(start(template(condition, provider)));
      expect(HIDDEN.filter(text => told.includes(text))).toEqual([]);
    },
  );
});
