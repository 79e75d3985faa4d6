/** Patches that are written into a kustomization: judged, completed and explained where they stand. */
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../scripts/rules/apply-edits.ts';
import { readCursor } from '../../support/marked.ts';
import { newService } from '../../support/service.ts';

const URI = 'file:///shop/kustomization.yaml';
const HEAD = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [base.yaml]\npatches:\n';

/** A block of lines, as deep as the text of a patch stands. */
function block(lines: string): string {
  return lines.replace(/^(?=.)/gm, '      ');
}

const merge = (spec: string): string =>
  `${HEAD}  - target: {kind: Experiment, name: shop}\n    patch: |-\n${block(`apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nmetadata:\n  name: shop\nspec:\n${spec}`)}`;
const operations = (kind: string, list: string): string =>
  `${HEAD}  - target: {kind: ${kind}, name: shop}\n    patch: |\n${block(list)}`;

function problems(text: string, uri = URI): string[] {
  const service = newService({ [uri]: text });
  service.setComplete(true);
  return service.diagnose(uri).map(({ rule, range }) => `${rule}: ${text.slice(range.start, range.end)}`);
}

/** The text after the first fix of the first problem. */
function mended(text: string): string {
  const fix = newService({ [URI]: text }).diagnose(URI)[0]?.fixes[0];
  return applyEdits(text, fix?.edits ?? []);
}

function labels(marked: string): readonly string[] {
  const { text, offset } = readCursor(marked);
  return newService({ [URI]: text })
    .complete(URI, offset)
    .map(({ label }) => label);
}

/** The text after the first item of that label was taken, tab stops as they are. */
function completed(marked: string, label: string): string {
  const { text, offset } = readCursor(marked);
  const item = newService({ [URI]: text })
    .complete(URI, offset)
    .find(each => each.label === label);
  return applyEdits(text, item ? [item.edit] : []);
}

describe('a part of an object', () => {
  it('is judged where it stands, and nothing is missing in it', () => {
    expect(problems(merge('  duration: 20m\n'))).toEqual([]);
    expect(problems(merge('  duration: 5d\n  durration: 20m\n  progressDeadlineSeconds: "600"\n'))).toEqual([
      'unknown-field: durration',
      'wrong-type: "600"',
      'exp-duration-invalid: 5d',
    ]);
  });

  it('may say words of kustomize, and its target says what it is', () => {
    expect(
      problems(`${HEAD}  - target: {kind: Rollout}\n    patch: |-\n      spec:\n        $patch: replace\n`),
    ).toEqual([]);
    expect(problems(`${HEAD}  - target: {kind: Rollout}\n    patch: |-\n      spec:\n        replicaz: 2\n`)).toEqual([
      'unknown-field: replicaz',
    ]);
    // Katib has Experiments too.
    expect(
      problems(`${HEAD}  - target: {kind: Experiment}\n    patch: |-\n      spec: {parallelTrialCount: 2}\n`),
    ).toEqual([]);
  });

  it('has its conditions checked, to the character', () => {
    const metrics = `metrics:
  - name: a
    interval: 1m
    count: 3
    failureLimit: 1
    consecutiveErrorLimit: 2
    successCondition: |
      all(result,
        # >> 1)
    provider: {prometheus: {address: "http://p:9090", query: up}}
`;
    const text = `${HEAD}  - patch: |\n${block(`apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata: {name: a}\nspec:\n${metrics.replace(/^(?=.)/gm, '  ')}`)}`;
    const [problem] = newService({ [URI]: text }).diagnose(URI);
    expect(problem && [problem.rule, text.indexOf('>> 1') + 1]).toEqual(['cond-syntax', problem?.range.start]);
  });

  it('is mended without harm to what stands around it', () => {
    const tail = '  - path: other.yaml\n';
    expect(mended(`${merge('  nothing: 20m\n  terminate: false\n')}${tail}`)).toBe(
      `${merge('  terminate: false\n')}${tail}`,
    );
    expect(mended(`${merge('  duration: 1d\n')}${tail}`)).toBe(`${merge('  duration: 24h\n')}${tail}`);
  });

  it('is completed, with its indentation', () => {
    expect(completed(merge('  scale<|>\n'), 'scaleDownDelaySeconds')).toBe(merge('  scaleDownDelaySeconds: \n'));
    expect(labels(merge('  duration: 20m\n  <|>'))).toContain('analyses');
    expect(labels(merge('  duration: 20m\n  <|>'))).not.toContain('duration');
    expect(labels(merge('  duration: <|>\n'))).toContain('20m');
    expect(completed(merge('  <|>\n'), 'dryRun')).toBe(merge('  dryRun:\n    - metricName: $1\n'));
  });

  it('is explained', () => {
    const { text, offset } = readCursor(merge('  progressDead<|>lineSeconds: 600\n'));
    const service = newService({ [URI]: text });
    expect(service.hover(URI, offset)?.markdown).toMatch(/^\*\*`progressDeadlineSeconds`\*\* — integer/);
    expect(service.hover(URI, text.indexOf('600'))?.markdown).toBe('`600`: 10 min');
  });

  it('is no object: it cannot be run, and defines no name', () => {
    const service = newService({ [URI]: merge('  duration: 20m\n') });
    expect(service.runnables(URI)).toEqual([]);
    expect(service.scenarios({ uri: URI, document: 1 })).toBeUndefined();
  });

  it('that is not YAML says where', () => {
    expect(problems(merge('  duration: "20m\n  terminate: false\n'))).toEqual(['yaml-syntax: "20m']);
  });

  it('may be one of several in a text, or in the old list of patches', () => {
    const one = (spec: string): string =>
      `apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nmetadata: {name: a}\nspec: {${spec}}\n`;
    const old = `patchesStrategicMerge:\n  - other.yaml\n  - |-\n${block(`${one('duration: 5m')}---\n${one('durration: 5m')}---\napiVersion: v1\nkind: ConfigMap\nspec: 3\n`)}`;
    expect(problems(old)).toEqual(['unknown-field: durration']);
  });

  it('may use anchors: what an alias repeats is found where it is written', () => {
    const list =
      '  templates:\n    - name: a\n      selector: &s {matchLabelz: {app: a}}\n    - name: b\n      selector: *s\n';
    expect(problems(merge(list))).toEqual(['unknown-field: matchLabelz']);
    const { text, offset } = readCursor(merge(`${list}      tem<|>\n`));
    expect(
      newService({ [URI]: text })
        .complete(URI, offset)
        .map(({ label }) => label),
    ).toContain('template');
  });

  it('of another kind is not read', () => {
    expect(
      problems(`${HEAD}  - patch: |-\n      apiVersion: apps/v1\n      kind: Deployment\n      spec: {durration: 1}\n`),
    ).toEqual([]);
    expect(
      problems(
        `${HEAD}  - patch: [a, b]\n  - patch:\n  - patch: ""\n  - patch: |-\n  - target: {kind: Rollout}\n    patch: |-\n`,
      ),
    ).toEqual([]);
  });
});

describe('operations', () => {
  const interval = '- op: replace\n  path: /spec/metrics/2/interval\n  value: 5 minutes\n';

  it('are judged at their path', () => {
    const list = `${interval}- op: add\n  path: /spec/metrics/0/failureLimitt\n  value: 3\n- op: add\n  path: /spec/dryRun\n  value: [{metricName: a, x: 1}]\n- {op: remove, path: /spec/nothing}\n`;
    expect(problems(operations('AnalysisTemplate', list))).toEqual([
      'metric-interval-invalid: 5 minutes',
      'unknown-field: failureLimitt',
      'unknown-field: x',
    ]);
  });

  it('name the right item', () => {
    const text = operations('AnalysisTemplate', '- {op: add, path: /spec/metrics/2/own, value: a}\n');
    const [problem] = newService({ [URI]: text }).diagnose(URI);
    expect(problem?.message).toMatch(/^Unknown field `own` in `spec\.metrics\[2\]`\./);
  });

  it('in JSON on one line', () => {
    const list =
      '[{"op": "replace", "path": "/spec/replicas", "value": "3"}, {"op": "add", "path": "/metadata/labels/0", "value": "a"}]';
    expect(problems(`${HEAD}  - target: {kind: Rollout}\n    patch: '${list}'\n`)).toEqual(['wrong-type: "3"']);
  });

  it('are mended inside of their steps and values only', () => {
    expect(mended(operations('AnalysisTemplate', interval))).toBe(
      operations('AnalysisTemplate', interval.replace('5 minutes', '5m')),
    );
    const typo = operations('AnalysisTemplate', '- op: add\n  path: /spec/metrics/0/failureLimitt\n  value: 3\n');
    expect(mended(typo)).toBe(typo.replace('Limitt', 'Limit'));
    const unknown = operations('AnalysisTemplate', '- op: add\n  path: /spec/zzz\n  value: 3\n');
    expect(mended(unknown)).toBe(unknown);
  });

  it('are completed: their fields, the path step by step, and the value as at the path', () => {
    expect(labels(operations('Rollout', '- op: add\n  <|>\n'))).toEqual(['path', 'value', 'from']);
    expect(labels(operations('Rollout', '- op: <|>\n'))).toEqual(['add', 'replace', 'remove', 'test', 'move', 'copy']);
    expect(labels(operations('Experiment, group: argoproj.io', '- op: add\n  path: <|>\n'))).toEqual([
      '/apiVersion',
      '/kind',
      '/metadata',
      '/spec',
    ]);
    expect(completed(operations('AnalysisTemplate', '- op: add\n  path: /spec/me<|>\n'), '/spec/metrics')).toBe(
      operations('AnalysisTemplate', '- op: add\n  path: /spec/metrics\n'),
    );
    expect(labels(operations('AnalysisTemplate', '- op: add\n  path: /spec/metrics/<|>\n'))).toEqual([
      '/spec/metrics/0',
      '/spec/metrics/-',
    ]);
    const value = '- op: add\n  path: /spec/metrics/-\n  value:\n    name: a\n    <|>\n';
    expect(labels(operations('AnalysisTemplate', value))).toContain('successCondition');
    expect(labels(operations('AnalysisTemplate', value))).not.toContain('name');
    const json = '[{"op": "add", "path": "/spec/<|>"}]';
    expect(completed(`${HEAD}  - target: {kind: Rollout}\n    patch: '${json}'\n`, '/spec/replicas')).toBe(
      `${HEAD}  - target: {kind: Rollout}\n    patch: '${json.replace('<|>', 'replicas')}'\n`,
    );
  });

  it('are explained, the steps of their path too', () => {
    const { text, offset } = readCursor(operations('AnalysisTemplate', interval.replace('metrics', 'met<|>rics')));
    const service = newService({ [URI]: text });
    const found = service.hover(URI, offset);
    expect(found && text.slice(found.range.start, found.range.end)).toBe('metrics');
    expect(found?.markdown).toMatch(/^\*\*`metrics`\*\* — list of objects/);
  });
});

it('the items of a List stay its items when another document of the file changes', () => {
  const list =
    'kind: List\napiVersion: v1\nitems:\n- apiVersion: argoproj.io/v1alpha1\n  kind: Experiment\n  metadata: {name: a}\n  spec: {durration: 5m}\n';
  const other = (name: string): string =>
    `---\napiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata: {name: ${name}}\nspec: {metricss: []}\n`;
  const service = newService({ 'a.yaml': list + other('b') });
  const before = service.diagnose('a.yaml').map(({ rule }) => rule);
  service.update('a.yaml', list + other('c'));
  expect(service.diagnose('a.yaml').map(({ rule }) => rule)).toEqual(before);
  expect(service.outline('a.yaml').map(({ name }) => name)).toEqual(['a', 'c']);
});

it('many patches and operations get an answer', () => {
  const patch = '  - target: {kind: AnalysisTemplate}\n    patch: |\n      spec:\n        metricss: []\n';
  expect(problems(`patches:\n${patch.repeat(190)}`)).toHaveLength(190);
  const operation = '- op: add\n  path: /spec/metricss\n  value: []\n';
  // The first thousand are read.
  expect(problems(operations('AnalysisTemplate', operation.repeat(2000)))).toHaveLength(1000);
  const steps = '/metrics/0'.repeat(2000);
  expect(problems(operations('AnalysisTemplate', `- {op: add, path: ${steps}, value: 1}\n`))).toEqual([]);
});
