import { describe, expect, it } from 'vitest';
import { readCursor } from '../../support/marked.ts';
import { newService } from '../../support/service.ts';

const URI = 'file:///shop/list.yaml';

const list = (spec: string): string => `apiVersion: v1
kind: List
items:
- apiVersion: argoproj.io/v1alpha1
  kind: AnalysisTemplate
  metadata: {name: rate}
  spec:
    args:
    - name: host
    metrics:
    - name: m
      successCondition: result[0] > 0.9
      provider: {prometheus: {address: "http://{{args.host}}", query: up}}
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: other}
- apiVersion: argoproj.io/v1alpha1
  kind: Experiment
  metadata: {name: e}
  spec:
${spec}`;
const templates =
  '    templates:\n    - name: a\n      selector: {matchLabels: {app: a}}\n      template: {metadata: {labels: {app: a}}, spec: {containers: [{name: c, image: i}]}}\n';

describe('the items of a List', () => {
  it('are checked where they stand', () => {
    const text = list(`    durration: 5m\n${templates}`);
    const [problem] = newService({ [URI]: text })
      .diagnose(URI)
      .filter(({ severity }) => severity === 'error');
    expect(problem && [problem.rule, text.slice(problem.range.start, problem.range.end)]).toEqual([
      'unknown-field',
      'durration',
    ]);
  });

  it('complete, explain themselves and can be run', () => {
    const { text, offset } = readCursor(list(`    duration: 5m\n    ana<|>\n${templates}`));
    const service = newService({ [URI]: text });
    expect(service.complete(URI, offset).map(({ label }) => label)).toContain('analyses');
    expect(service.hover(URI, text.indexOf('duration: 5m') + 2)?.markdown).toMatch(/^\*\*`duration`\*\*/);
    expect(service.runnables(URI).map(({ spec }) => spec.name)).toEqual(['e']);
  });

  it('know each other', () => {
    const text = list(
      `    duration: 5m\n${templates}    analyses:\n    - name: x\n      templateName: rate\n      requiredForCompletion: true\n      args: [{name: host, value: h}]\n`,
    );
    const service = newService({ [URI]: text });
    const [definition] = service.define(URI, text.indexOf('templateName: rate') + 'templateName: r'.length);
    expect(definition && text.slice(0, definition.range.start).split('\n').length).toBe(6);
  });
});
