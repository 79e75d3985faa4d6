import { describe, expect, it } from 'vitest';
import { accepted, completionAt } from '../../support/completion.ts';

const URI = 'file:///shop/a.yaml';
const TEMPLATES = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: {name: success-rate}
spec:
  args:
  - name: host
  - name: path
  - name: port
    value: "80"
  metrics:
  - name: rate
    provider: {web: {url: "http://x"}}
---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: {name: elsewhere, namespace: other}
spec: {}
---
apiVersion: argoproj.io/v1alpha1
kind: ClusterAnalysisTemplate
metadata: {name: smoke}
spec: {}
`;
const experiment = (analysis: string): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nmetadata: {name: e, namespace: shop}\nspec:\n  templates:\n  - name: canary\n  analyses:\n  - name: a\n${analysis}`;

const { labels, accept } = completionAt(URI, { 'file:///shop/templates.yaml': TEMPLATES });

describe('names', () => {
  it('of templates are those that the namespace and scope can reach', () => {
    expect(labels(experiment('    templateName: <|>\n'))).toEqual(['success-rate', 'success-rate with args']);
    expect(labels(experiment('    clusterScope: true\n    templateName: <|>\n'))).toEqual(['smoke']);
    expect(accept(experiment('    templateName: suc<|>\n'), 'success-rate')).toBe(
      experiment('    templateName: success-rate\n'),
    );
    expect(accept(experiment('    templateName: suc<|>\n'), 'success-rate with args')).toBe(
      experiment(
        '    templateName: success-rate\n    args:\n    - name: host\n      value: \n    - name: path\n      value: \n',
      ),
    );
  });

  it('of args are those not passed yet, required ones first', () => {
    expect(
      labels(experiment('    templateName: success-rate\n    args:\n    - name: host\n    - name: <|>\n')),
    ).toEqual(['path', 'port']);
  });

  it('of metrics are those of the templates that are used', () => {
    for (const field of ['dryRun', 'measurementRetention'])
      expect(labels(experiment(`    templateName: success-rate\n  ${field}:\n  - metricName: <|>\n`))).toEqual([
        'rate',
      ]);
  });
});

it('all required args come at once', () => {
  expect(accept(experiment('    templateName: success-rate\n    args:\n    <|>\n'), '- all required args')).toBe(
    experiment(
      '    templateName: success-rate\n    args:\n    - name: host\n      value: \n    - name: path\n      value: \n',
    ),
  );
});

describe('behind `{{`', () => {
  const template = (url: string): string =>
    `apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata: {name: t}\nspec:\n  args:\n  - name: host\n  metrics:\n  - name: m\n    provider:\n      web:\n        url: ${url}\n`;

  it.each([
    ['plain', 'http://{{<|>', 'http://{{args.host}}'],
    ['half typed', 'http://{{args.h<|>}}/x', 'http://{{args.host}}/x'],
    ['with a blank', '"http://{{ ar<|> }}"', '"http://{{ args.host }}"'],
    ['closed by the editor once', '"{{<|>}"', '"{{args.host}}"'],
  ])('stand the args of the template: %s', (_, before, after) => {
    expect(accept(template(before), 'args.host')).toBe(template(after));
  });

  it('stand the templates of the experiment in its arg values', () => {
    const before = '    templateName: success-rate\n    args:\n    - name: host\n      value: "{{<|>}}"\n';
    expect(labels(experiment(before))).toEqual([
      'templates.canary.replicaset.name',
      'templates.canary.podTemplateHash',
      'experiment.availableAt',
      'experiment.finishedAt',
    ]);
  });

  it('stands nothing elsewhere', () => {
    expect(labels(experiment('    templateName: "{{<|>}}"\n'))).toEqual([]);
  });
});

describe('hosts of Services', () => {
  const service = (name: string, spec: string, namespace = '  namespace: prod\n'): string =>
    `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n${namespace}spec: ${spec}\n`;
  const FILES = {
    'file:///shop/s.yaml': [
      service('shop', '{ports: [{port: 80}, {name: admin, port: 8080}, {port: 53, protocol: UDP}]}'),
      service('safe', '{ports: [{name: https, port: 443}]}'),
      service('plain', '{ports: [{port: 9090}]}', ''),
      service('outside', '{type: ExternalName, externalName: example.com}'),
    ].join('---\n'),
    'file:///chart/templates/s.yaml': service('"{{ .Release.Name }}"', '{ports: [{port: 80}]}'),
    'file:///shop/templates.yaml': TEMPLATES.replace('http://x', 'http://{{args.host}}:8080/{{args.path}}'),
  };
  const { items, labels, accept } = completionAt(URI, FILES);
  const provider = (address: string): string =>
    `apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata: {name: t}\nspec:\n  metrics:\n  - name: m\n    provider:\n      prometheus:\n        address: ${address}\n`;

  it('are the addresses of providers, with the namespace that the controller needs', () => {
    const found = items(provider('<|>'));
    expect(found.map(({ label }) => label)).toEqual([
      'http://plain.namespace:9090',
      'https://safe.prod',
      'http://shop.prod',
      'http://shop.prod:8080',
      'http://prometheus.monitoring.svc.cluster.local:9090',
    ]);
    const written = found.map(item => accepted(provider(''), item));
    expect(written[0]).toBe(provider('http://plain.namespace:9090'));
    expect(written[3]).toBe(provider('http://shop.prod:8080'));
  });

  it('are the values of args that metrics use as a host, and of no others', () => {
    const call = (arg: string): string =>
      experiment(`    templateName: success-rate\n    args:\n    - name: ${arg}\n      value: <|>\n`);
    expect(labels(call('host'))).toEqual(['plain.namespace', 'safe.prod', 'shop.prod']);
    expect(labels(call('path'))).toEqual(['{{templates.baseline.podTemplateHash}}']);
  });

  it('keep the quotes that stand there', () => {
    expect(accept(provider('"htt<|>"'), 'https://safe.prod')).toBe(provider('"https://safe.prod"'));
  });
});
