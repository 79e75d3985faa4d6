/** Fixes that reach other documents and files, and all fixes of a file at once. */
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../scripts/rules/apply-edits.ts';
import type { ProblemFix, Service } from '../../../server/core/index.ts';
import { expandSnippet } from '../../../server/core/text/snippet.ts';
import { newService } from '../../support/service.ts';

const EXPERIMENT = 'file:///shop/experiment.yaml';
const TEMPLATE = 'file:///shop/template.yaml';

const experiment = (analysis: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata:
  name: shop
spec:
  duration: 20m # long enough
  analyses:
    - name: errors
      templateName: errors
${analysis}  templates:
    - name: canary
      selector: {matchLabels: {app: shop}}
      template: {metadata: {labels: {app: shop}}, spec: {containers: [{name: shop, image: shop}]}}
`;

const template = (metric: string): string => `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: errors
spec:
  metrics:
    - name: errors # of the shop
${metric}      successCondition: len(result) > 0 && result[0] < 5
      provider:
        prometheus:
          address: http://prometheus.monitoring:9090
          query: sum(http_errors) or vector(0)
`;

function open(files: Readonly<Record<string, string>>): Service {
  const service = newService(files);
  service.setComplete(true);
  return service;
}

function fixOf(service: Service, uri: string, title: RegExp): ProblemFix {
  const all = service.diagnose(uri).flatMap(problem => problem.fixes);
  const fix = all.find(each => title.test(each.title));
  if (!fix) throw new Error(`no fix ${title} among ${all.map(each => each.title).join(', ')}`);
  return fix;
}

/** Above hint. */
function rulesIn(files: Readonly<Record<string, string>>): readonly string[] {
  const service = open(files);
  const problems = Object.keys(files).flatMap(uri => service.diagnose(uri));
  return problems.filter(({ severity }) => severity !== 'hint').map(({ rule }) => rule);
}

const expand = (edits: ProblemFix['edits']) => edits.map(edit => ({ ...edit, newText: expandSnippet(edit.newText) }));

describe('a template that does not exist', () => {
  const args =
    '      args:\n        - name: host\n          value: shop\n        - name: pod-hash\n          value: abc\n';
  const files = { [EXPERIMENT]: experiment(args) };

  it('is created at the end of the file, with the args of the call, and has no problem', () => {
    const fix = fixOf(open(files), EXPERIMENT, /^Create AnalysisTemplate `errors` in this file$/);
    expect([fix.snippet, fix.others, fix.creates]).toEqual([true, [], undefined]);
    const after = applyEdits(files[EXPERIMENT] ?? '', expand(fix.edits));
    expect(after).toBe(`${files[EXPERIMENT]}---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: errors
spec:
  args:
    - name: host
    - name: pod-hash
  metrics:
    - name: errors
      initialDelay: 1m
      interval: 1m
      count: 5
      failureLimit: 1
      consecutiveErrorLimit: 2
      successCondition: len(result) > 0 && result[0] < 1
      provider:
        prometheus:
          address: http://prometheus.monitoring:9090
          query: sum(rate(http_errors_total{host="{{args.host}}", pod_hash="{{args.pod-hash}}"}[1m])) or vector(0)
`);
    expect(rulesIn({ [EXPERIMENT]: after })).toEqual([]);
  });

  it('is created in a file beside', () => {
    const fix = fixOf(open(files), EXPERIMENT, /in errors\.yaml$/);
    expect([fix.edits, fix.others, fix.creates?.uri]).toEqual([[], [], 'file:///shop/errors.yaml']);
    expect(fix.creates?.text).not.toContain('$');
    expect(rulesIn({ ...files, [fix.creates?.uri ?? '']: fix.creates?.text ?? '' })).toEqual([]);
  });

  it('goes into a file of another name when there is one of its own, and into none from a text that is no file', () => {
    const taken = { ...files, 'file:///shop/errors.yaml': '# nothing yet\n' };
    expect(fixOf(open(taken), EXPERIMENT, /in errors-analysis\.yaml$/).creates?.uri).toBe(
      'file:///shop/errors-analysis.yaml',
    );
    const untitled = open({ 'untitled:Untitled-1': experiment('') });
    expect(untitled.diagnose('untitled:Untitled-1').flatMap(({ fixes }) => fixes.map(({ title }) => title))).toEqual([
      'Create AnalysisTemplate `errors` in this file',
    ]);
  });

  it('is listed wherever a kustomization names the file of the experiment, as that is named there', () => {
    const kustomized = {
      ...files,
      'file:///shop/kustomization.yaml': 'resources:\n  # first\n  - "./experiment.yaml" # ours\n  - service.yaml\n',
      'file:///prod/kustomization.yaml': 'namespace: prod\nresources: [../shop/experiment.yaml, ../base]\n',
      'file:///other/kustomization.yaml': 'resources:\n  - ../shop\n  - experiment.yaml\n',
    };
    const fix = fixOf(open(kustomized), EXPERIMENT, /in errors\.yaml/);
    expect(fix.title).toBe('Create AnalysisTemplate `errors` in errors.yaml, and list it in kustomization.yaml');
    expect(fix.creates?.uri).toBe('file:///shop/errors.yaml');
    const texts: Readonly<Record<string, string>> = kustomized;
    expect(fix.others.map(({ uri, edits }) => [uri, applyEdits(texts[uri] ?? '', edits)])).toEqual([
      [
        'file:///prod/kustomization.yaml',
        'namespace: prod\nresources: [../shop/experiment.yaml, ../shop/errors.yaml, ../base]\n',
      ],
      [
        'file:///shop/kustomization.yaml',
        'resources:\n  # first\n  - "./experiment.yaml" # ours\n  - "./errors.yaml"\n  - service.yaml\n',
      ],
    ]);
  });

  it('keeps the line breaks of the file, and does not open a second empty document', () => {
    const text = `${experiment('')}---\n`.replaceAll('\n', '\r\n');
    const fix = fixOf(open({ [EXPERIMENT]: text }), EXPERIMENT, /in this file$/);
    const after = applyEdits(text, expand(fix.edits));
    expect(after.startsWith(`${text}apiVersion: argoproj.io/v1alpha1\r\nkind: AnalysisTemplate\r\n`)).toBe(true);
    expect(after.replaceAll('\r\n', '')).not.toContain('\n');
  });
});

describe('what is wrong in another file', () => {
  it('is mended there, and nothing else of it changes', () => {
    const required = '      requiredForCompletion: true\n';
    const files = { [EXPERIMENT]: experiment(required), [TEMPLATE]: template('      interval: 1m\n') };
    const fix = fixOf(open(files), EXPERIMENT, /^Add `count: 5` to metric `errors`$/);
    expect([fix.edits, fix.others.map(({ uri }) => uri)]).toEqual([[], [TEMPLATE]]);
    expect(applyEdits(files[TEMPLATE] ?? '', expand(fix.others[0]?.edits ?? []))).toBe(
      template('      interval: 1m\n      count: 5\n'),
    );
  });

  it('is an edit of the file itself when the other document is in it', () => {
    const required = '      requiredForCompletion: true\n';
    const text = `${experiment(required)}---\n${template('      interval: 1m\n')}`;
    const fix = fixOf(open({ [EXPERIMENT]: text }), EXPERIMENT, /^Add `count: 5`/);
    expect(fix.others).toEqual([]);
    expect(applyEdits(text, expand(fix.edits))).toBe(
      `${experiment(required)}---\n${template('      interval: 1m\n      count: 5\n')}`,
    );
  });

  it('is declared there when it is an arg that no template takes', () => {
    const passed = '      args:\n        - name: host\n          value: shop\n';
    const files = { [EXPERIMENT]: experiment(passed), [TEMPLATE]: template('') };
    const fix = fixOf(open(files), EXPERIMENT, /^Declare arg `host` in template `errors`$/);
    expect(applyEdits(files[TEMPLATE] ?? '', fix.others[0]?.edits ?? [])).toBe(
      template('').replace('spec:\n', 'spec:\n  args:\n    - name: host\n'),
    );
  });

  it('is not mended on a cluster', () => {
    const required = '      requiredForCompletion: true\n';
    const service = open({ [EXPERIMENT]: experiment(required) });
    const onCluster = 'argo-experiments-cluster:/prod/shop/AnalysisTemplate/errors.yaml';
    service.update(onCluster, template('      interval: 1m\n'));
    const found = service.diagnose(EXPERIMENT).filter(({ rule }) => rule === 'exp-required-endless');
    expect(found.map(({ fixes }) => fixes)).toEqual([[]]);
  });
});

describe('all at once', () => {
  const args = (first: string, second: string): string =>
    `      args:\n        - {name: a, value: ${first}} # one\n        - name: b\n          value: ${second}\n`;
  const before = experiment(args('8080', 'yes')).replace('duration: 20m', 'Duration: 1d');
  const text = `${before}---\n${template('')}`.replace(
    'spec:\n  metrics',
    'spec:\n  args: [{name: a}, {name: b}, {name: c}]\n  metrics',
  );

  it('writes what has one meaning only, again until nothing is left', () => {
    const service = open({ [EXPERIMENT]: text });
    const fixed = service.fixAll(EXPERIMENT);
    const expected = text
      .replace('value: 8080', 'value: "8080"')
      .replace('value: yes', 'value: "yes"')
      // The field is known by its right name only, and then its text is read.
      .replace('Duration: 1d', 'duration: 24h');
    expect(fixed?.text).toBe(expected);
    expect(applyEdits(text, fixed?.edits ?? [])).toBe(expected);
    expect(fixed?.rules.toSorted()).toEqual([
      'arg-value-not-string',
      'arg-value-not-string',
      'exp-duration-invalid',
      'field-case',
    ]);
  });

  it('writes every first fix of one rule, those too that may be meant otherwise', () => {
    const service = open({
      [TEMPLATE]: template('').replace('  metrics', '  args: [{name: a}, {name: b}]\n  metrics'),
    });
    expect(service.fixAll(TEMPLATE)?.edits).toEqual([]);
    expect(service.fixAll(TEMPLATE, 'arg-unused')?.text).toBe(template(''));
  });

  it('leaves out what has tab stops, or reaches other files', () => {
    const files = {
      [EXPERIMENT]: experiment('      requiredForCompletion: true\n'),
      [TEMPLATE]: template('      interval: 1m\n'),
    };
    expect(open(files).fixAll(EXPERIMENT, 'exp-required-endless')?.edits).toEqual([]);
  });

  it('leaves the service as it was', () => {
    const service = open({ [EXPERIMENT]: text });
    const problems = service.diagnose(EXPERIMENT);
    service.fixAll(EXPERIMENT);
    expect(service.diagnose(EXPERIMENT)).toEqual(problems);
    expect(service.fixAll('file:///unknown.yaml')).toBeUndefined();
  });

  it('says which rules it can mend in more than one place', () => {
    const service = open({ [EXPERIMENT]: text });
    const offset = text.indexOf('8080');
    expect(service.fixes(EXPERIMENT, { start: offset, end: offset }).repeated).toEqual(['arg-value-not-string']);
  });
});
