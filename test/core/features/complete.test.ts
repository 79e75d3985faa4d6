import { describe, expect, it } from 'vitest';
import { buildLanguage } from '../../../schemas/build.ts';
import { completionAt } from '../../support/completion.ts';
import { readCursor } from '../../support/marked.ts';
import { newService } from '../../support/service.ts';

const URI = 'file:///shop/a.yaml';

const { labels, accept } = completionAt(URI);

const experiment = (spec: string): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nmetadata:\n  name: e\nspec:\n${spec}`;
const template = (spec: string): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata:\n  name: t\nspec:\n${spec}`;

describe('fields', () => {
  it('are those not yet there, required ones first', () => {
    const found = labels(experiment('  duration: 5m\n  <|>\n'));
    expect(found[0]).toBe('templates');
    expect(found).toContain('analyses');
    expect(found).not.toContain('duration');
    expect(found).not.toContain('status');
  });

  it.each([
    ['a half-typed word', '  dur<|>\n', 'duration', '  duration: \n'],
    [
      'a half-typed word above other fields',
      '  dur<|>\n  templates:\n  - name: a\n',
      'duration',
      '  duration: \n  templates:\n  - name: a\n',
    ],
    ['in the middle of a word', '  du<|>ra\n', 'duration', '  duration: \n'],
    [
      'a name whose colon is there',
      '  templates:\n  - name: a\n    serv<|>: {}\n',
      'service',
      '  templates:\n  - name: a\n    service: {}\n',
    ],
    [
      'a blank line of a list item',
      '  templates:\n  - name: a\n    <|>\n',
      'replicas',
      '  templates:\n  - name: a\n    replicas: \n',
    ],
    [
      'a blank line at the list name column',
      '  templates:\n  - name: a\n  <|>\n',
      'duration',
      '  templates:\n  - name: a\n  duration: \n',
    ],
    [
      'a line indented too deep',
      '  templates:\n  - name: a\n        <|>\n',
      'replicas',
      '  templates:\n  - name: a\n    replicas: \n',
    ],
    ['behind a dash', '  analyses:\n  - <|>\n', 'name', '  analyses:\n  - name: \n'],
    ['behind a dash without a blank', '  analyses:\n  -<|>\n', 'name', '  analyses:\n  - name: \n'],
    ['with a broken line above', '  oops\n  dur<|>\n', 'duration', '  oops\n  duration: \n'],
    ['with an unclosed bracket below', '  dur<|>\n  templates: [\n', 'duration', '  duration: \n  templates: [\n'],
    ['with a comment behind', '  dur<|> # how long\n', 'duration', '  duration:  # how long\n'],
    ['below a comment', '  # how long\n  dur<|>\n', 'duration', '  # how long\n  duration: \n'],
    ['below an anchor', '  analyses: &a []\n  dur<|>\n', 'duration', '  analyses: &a []\n  duration: \n'],
    [
      'at no level, below a field without value',
      '  templates:\n    - name: a\n      selector:\n   <|>\n',
      'duration',
      '  templates:\n    - name: a\n      selector:\n  duration: \n',
    ],
    [
      'on a blank line between others',
      '  duration: 5m\n\n  <|>\n\n  templates: []\n',
      'terminate',
      '  duration: 5m\n\n  terminate: \n\n  templates: []\n',
    ],
    ['above an unclosed quote', '  dur<|>\n  terminate: "\n', 'duration', '  duration: \n  terminate: "\n'],
  ])('in block style: %s', (_, before, label, after) => {
    expect(accept(experiment(before), label)).toBe(experiment(after));
  });

  it('in flow style', () => {
    expect(accept(template('  metrics: [{name: a, pro<|>}]\n'), 'provider')).toBe(
      template('  metrics: [{name: a, provider: {}}]\n'),
    );
    expect(accept(template('  metrics:\n  - {name: a, int<|>\n'), 'interval')).toBe(
      template('  metrics:\n  - {name: a, interval: \n'),
    );
  });

  it('in JSON', () => {
    const json = (spec: string): string =>
      `{"apiVersion": "argoproj.io/v1alpha1", "kind": "AnalysisTemplate", "spec": {${spec}}}`;
    expect(accept(json('"met<|>"'), 'metrics')).toBe(json('"metrics": [{"name": "", "provider": {}}]'));
    expect(accept(json('<|>'), 'args')).toBe(json('"args": [{"name": ""}]'));
  });

  it('write lists as the document does', () => {
    expect(accept(experiment('  templates:\n  - name: a\n  anal<|>\n'), 'analyses')).toContain(
      '\n  analyses:\n  - name: ',
    );
    expect(accept(experiment('  templates:\n    - name: a\n  anal<|>\n'), 'analyses')).toContain(
      '\n  analyses:\n    - name: ',
    );
  });

  it('keep the line breaks of the file', () => {
    const after = accept(experiment('  anal<|>\n').replaceAll('\n', '\r\n'), 'analyses');
    expect(after.replaceAll('\r\n', '')).not.toContain('\n');
    expect(after).toContain('  analyses:\r\n    - name: ');
  });

  it('of the neighbouring document do not count', () => {
    const found = labels(`${experiment('  <|>\n')}---\n${experiment('  duration: 5m\n')}`);
    expect(found).toContain('duration');
  });

  it('merged in by an anchor come last', () => {
    const found = labels(experiment('  templates:\n  - &base\n    name: a\n    replicas: 2\n  - <<: *base\n    <|>\n'));
    expect(found.indexOf('replicas')).toBeGreaterThan(found.indexOf('minReadySeconds'));
  });

  it('newer than the target release are left out', () => {
    const { text, offset } = readCursor(template('  metrics:\n  - name: a\n    <|>\n'));
    const service = newService({ [URI]: text });
    const at = (argoVersion: '1.7' | '1.8') =>
      service.complete(URI, offset, { argoVersion, severities: {} }).map(({ label }) => label);
    expect(at('1.8')).toContain('consecutiveSuccessLimit');
    expect(at('1.7')).not.toContain('consecutiveSuccessLimit');
  });
});

describe('what YAML would read as something else comes in quotes', () => {
  const metric = (condition: string): string =>
    template(
      `  metrics:\n  - name: a\n    provider: {prometheus: {address: "http://p", query: up}}\n    successCondition:${condition}\n`,
    );

  it.each([
    ['where nothing is written yet', ' <|>', 'any', ' "any(list, # > 0)"'],
    ['directly behind the colon', '<|>', 'any', ' "any(list, # > 0)"'],
    [
      'with what stands before and behind',
      ' result[0] > 0 && an<|> || true',
      'any',
      ' "result[0] > 0 && any(list, # > 0) || true"',
    ],
    ['in its own quotes', ' "an<|>"', 'any', ' "any(list, # > 0)"'],
    ['not where it reads as it is', ' res<|>', 'result', ' result'],
  ])('a condition, %s', (_, before, label, after) => {
    expect(accept(metric(before), label)).toBe(metric(after));
  });

  it('a condition and a query between braces', () => {
    const flow = (rest: string): string =>
      template(`  metrics: [{name: a, provider: {prometheus: {address: "http://p", query: up}}, ${rest}}]\n`);
    expect(accept(flow('successCondition: <|>'), 'len')).toMatch(/successCondition: len\(\w*\)\}\]/);
    expect(accept(flow('successCondition: <|>'), 'any')).toContain('successCondition: "any(list, # > 0)"}]');
    const query = template('  metrics: [{name: a, provider: {prometheus: {query: <|>}}}]\n');
    const [example = ''] = labels(query);
    expect(accept(query, example)).toBe(
      template(`  metrics: [{name: a, provider: {prometheus: {query: ${JSON.stringify(example)}}}}]\n`),
    );
  });
});

describe('keys of free maps', () => {
  const pod = (labels: string, resources = ''): string =>
    experiment(
      `  templates:\n  - name: a\n    selector:\n      matchLabels:\n        app: shop\n        build: "17"\n    template:\n      metadata:\n        labels:\n${labels}      spec:\n        containers:\n        - name: c\n          image: i\n${resources}`,
    );

  it('are the labels that the selector asks for', () => {
    expect(labels(pod('          <|>\n'))).toEqual(['app', 'build']);
    expect(accept(pod('          app: shop\n          bu<|>\n'), 'build')).toBe(
      pod('          app: shop\n          build: "17"\n'),
    );
  });

  it('are the resources that every cluster knows', () => {
    const resources = '          resources:\n            requests:\n              <|>\n';
    expect(labels(pod('          app: shop\n', resources))).toEqual(['cpu', 'memory', 'ephemeral-storage']);
    expect(accept(pod('          app: shop\n', resources), 'memory')).toContain(
      'requests:\n              memory: 128Mi\n',
    );
  });
});

describe('whole items', () => {
  const providers = Object.keys(buildLanguage().definitions.provider?.properties ?? {});

  it.each(providers)('a metric for %s, which needs nothing more', provider => {
    for (const [before, label] of [
      ['  metrics:\n    <|>\n', `- ${provider} metric`],
      ['  metrics:\n    - <|>\n', `${provider} metric`],
      ['  metrics:\n  <|>\n', `- ${provider} metric`],
    ] as const) {
      const text = accept(template(before), label);
      const errors = newService({ [URI]: text })
        .diagnose(URI)
        .filter(({ rule }) => /^(yaml|required|unknown|wrong|metric-field|metric-no)/.test(rule));
      expect([text, errors.map(({ message }) => message)]).toEqual([text, []]);
      expect(text).toContain(` ${provider}:`);
    }
  });

  it.each([
    'setWeight',
    'pause',
    'pause until promoted',
    'analysis step',
    'experiment step',
    'setCanaryScale',
    'setHeaderRoute',
    'setMirrorRoute',
    'plugin step',
  ])('the canary step %s', label => {
    const rollout = (steps: string): string =>
      `apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: r}\nspec:\n  strategy:\n    canary:\n      steps:\n${steps}`;
    const found = accept(rollout('        <|>\n'), `- ${label}`);
    const problems = newService({ [URI]: found }).diagnose(URI);
    expect(problems.filter(({ rule }) => /^(yaml|required|unknown|wrong|step-empty)/.test(rule))).toEqual([]);
    const before = { argoVersion: '1.7', severities: {} } as const;
    const { text, offset } = readCursor(rollout('        <|>\n'));
    const old = newService({ [URI]: text }).complete(URI, offset, before);
    expect(old.some(each => each.label === `- ${label}`)).toBe(label !== 'plugin step');
  });

  it('a template, an analysis, an arg', () => {
    expect(labels(experiment('  templates:\n    <|>\n'))).toContain('- whole template');
    expect(labels(experiment('  analyses:\n    <|>\n'))).toContain('- analysis with args');
    expect(labels(template('  args:\n    <|>\n'))).toContain('- arg from Secret');
  });

  it('no two items have one name', () => {
    for (const marked of [
      experiment('  <|>\n'),
      experiment('  templates:\n    - <|>\n'),
      template('  metrics:\n    - <|>\n'),
      template('  args:\n  <|>\n'),
    ]) {
      const found = labels(marked);
      expect([marked, found.filter((label, index) => found.indexOf(label) !== index)]).toEqual([marked, []]);
    }
  });
});

describe('list items', () => {
  it('come with their dash under the name of the list', () => {
    const found = labels(template('  args:\n    <|>\n'));
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(label => label.startsWith('- '))).toBe(true);
  });

  it('of scalars have no fields', () => {
    expect(
      labels(
        template(
          '  metrics:\n  - name: a\n    provider:\n      job:\n        spec:\n          template:\n            spec:\n              containers:\n              - name: c\n                command: [<|>]\n',
        ),
      ),
    ).toEqual([]);
  });
});

describe('values', () => {
  it.each([
    ['a boolean', '  terminate: <|>\n', 'true', '  terminate: true\n'],
    ['a boolean, half typed', '  terminate: f<|>\n', 'false', '  terminate: false\n'],
    ['a duration', '  duration: <|>\n', '20m', '  duration: 20m\n'],
    ['directly behind the colon', '  duration:<|>\n', '20m', '  duration: 20m\n'],
    ['in quotes', '  duration: "<|>"\n', '20m', '  duration: "20m"\n'],
  ])('%s', (_, before, label, after) => {
    expect(accept(experiment(before), label)).toBe(experiment(after));
  });

  const container = (field: string): string =>
    experiment(`  templates:\n    - template:\n        spec:\n          containers:\n            - ${field}\n`);

  it.each([
    ['of a list of allowed ones', container('imagePullPolicy: <|>'), ['Always', 'IfNotPresent', 'Never']],
    ['with its default', experiment('  progressDeadlineSeconds: <|>\n'), ['600']],
    ['of protocols', container('ports: [{protocol: <|>}]'), ['TCP', 'UDP', 'SCTP']],
    ['of providers', template('  metrics:\n    - provider: {datadog: {apiVersion: <|>}}\n'), ['v1', 'v2']],
    [
      'known though any is allowed',
      template('  metrics:\n    - provider: {web: {method: <|>}}\n'),
      ['GET', 'POST', 'PUT'],
    ],
  ])('%s', (_, marked, expected) => {
    const found = labels(marked);
    expect(expected.filter(value => !found.includes(value))).toEqual([]);
  });

  it('of a port', () => {
    expect(labels(container('ports: [{containerPort: <|>}]'))).toContain('8080');
  });

  it('of apiVersion and kind', () => {
    expect(accept('apiVersion: <|>\n', 'argoproj.io/v1alpha1')).toBe('apiVersion: argoproj.io/v1alpha1\n');
    expect(labels('apiVersion: argoproj.io/v1alpha1\nkind: <|>\n')[0]).toBe('Experiment');
  });

  it('open an object or a list behind its colon', () => {
    expect(accept(experiment('  analyses: <|>\n'), '[list]')).toMatch(/\n {2}analyses: \n {4}- name: /);
  });
});

describe('documents', () => {
  it('are offered where nothing is written', () => {
    expect(labels('<|>').slice(0, 7)).toEqual([
      'Experiment',
      'AnalysisTemplate',
      'ClusterAnalysisTemplate',
      'AnalysisRun',
      'Rollout',
      'Rehearsal',
      'apiVersion',
    ]);
    expect(labels('<|>')).toContain('AnalysisTemplate: Prometheus');
    expect(accept('api<|>', 'apiVersion')).toBe('apiVersion: argoproj.io/v1alpha1');
    expect(labels('a: 1\n---\n<|>\n---\nb: 2\n')).toContain('Experiment');
  });

  it('hold what is required and no more, or all that is usual', () => {
    expect(accept('# mine\nExp<|>', 'Experiment')).toBe(
      '# mine\napiVersion: argoproj.io/v1alpha1\nkind: Experiment\nmetadata:\n  name: \nspec:\n  templates:\n    - name: \n      selector:\n        \n      template:\n        ',
    );
    const usual = accept('# mine\nExp<|>', 'Experiment with all that is usual');
    expect(usual).toMatch(/\n {2}templates:\n {4}- name: /);
    const problems = newService({ [URI]: usual.replace('name: \n', 'name: e\n') }).diagnose(URI);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describe('silence', () => {
  it.each([
    ['in other kinds', 'apiVersion: v1\nkind: Pod\nspec:\n  <|>\n'],
    ['in other files', 'foo: bar\n<|>'],
    ['in a comment', experiment('  # a <|>comment\n')],
    ['behind a quoted value', experiment('  duration: "5m" <|>\n')],
    ['right behind a quoted value', experiment('  duration: "5m"<|>\n')],
    ['right behind a quoted name', '{"apiVersion": "argoproj.io/v1alpha1", "kind": "Experiment", "spec"<|>}'],
    ['under an unknown field', experiment('  nothing:\n    <|>\n')],
  ])('%s', (_, marked) => {
    expect(labels(marked)).toEqual([]);
  });
});
