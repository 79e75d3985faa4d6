import { describe, expect, it } from 'vitest';
import { newService } from '../../support/service.ts';

const URI = 'file:///shop/e.yaml';

describe('a document as an object', () => {
  it('is what Kubernetes reads: aliases and merges carried out, YAML 1.1 words as booleans', () => {
    const text = `kind: ConfigMap
---
apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata: {name: e, labels: &l {a: "1", b: x}}
spec:
  terminate: off
  duration: 20m
  templates:
    - <<: *l
      b: y
      replicas: 2
      none: ~
    - *l
`;
    expect(newService({ [URI]: text }).manifest({ uri: URI, document: 1 })).toEqual({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Experiment',
      metadata: { name: 'e', labels: { a: '1', b: 'x' } },
      spec: {
        terminate: false,
        duration: '20m',
        templates: [
          { a: '1', b: true, replicas: 2, none: null },
          { a: '1', b: 'x' },
        ],
      },
    });
  });

  it.each([
    ['no such document', 'kind: Experiment\n', 3],
    ['broken text', 'apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nspec: {templates: [\n', 0],
    ['no map', '- kind: Experiment\n', 0],
    ['an alias without anchor', 'apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nspec: *nowhere\n', 0],
  ])('is none: %s', (_, text, document) => {
    expect(newService({ [URI]: text }).manifest({ uri: URI, document })).toBeUndefined();
  });

  it('is none when its aliases stand for more than a cluster takes', () => {
    const levels = Array.from({ length: 9 }, (_, level) => {
      const item = level === 0 ? 'x' : `*l${level - 1}`;
      return `  l${level}: &l${level} [${Array.from({ length: 9 }, () => item).join(', ')}]\n`;
    });
    const text = `apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nmetadata: {name: e}\nspec:\n${levels.join('')}`;
    expect(newService({ [URI]: text }).manifest({ uri: URI, document: 0 })).toBeUndefined();
  });
});

describe("the workspace's own template", () => {
  const template = (name: string, count: number) =>
    `apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata: {name: ${name}}\nspec: {metrics: [{name: m, count: ${count}}]}\n`;
  const service = newService({
    [URI]: `kind: Secret\n---\n${template('errors', 1)}`,
    'file:///other/t.yaml': template('errors', 2),
    'file:///other/u.yaml': template('latency', 3),
  });

  it.each([
    ['errors', URI, 1],
    ['errors', 'file:///other/e.yaml', 2],
    ['latency', URI, 3],
  ])('%s near %s has count %i', (name, near, count) => {
    expect(service.templateManifest(name, false, near)).toMatchObject({ spec: { metrics: [{ name: 'm', count }] } });
  });

  it('is none under another name or of another scope', () => {
    expect([service.templateManifest('error', false, URI), service.templateManifest('errors', true, URI)]).toEqual([
      undefined,
      undefined,
    ]);
  });
});
