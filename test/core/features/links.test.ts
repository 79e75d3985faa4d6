import { describe, expect, it } from 'vitest';
import { newService } from '../../support/service.ts';

const TEMPLATE = 'apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata: {name: t}\nspec: {metrics: []}\n';

function links(uri: string, text: string, more: Readonly<Record<string, string>> = {}): readonly string[] {
  const service = newService({ ...more, [uri]: text });
  return service.links(uri).map(({ range, target }) => `${text.slice(range.start, range.end)} -> ${target}`);
}

describe('a kustomization leads to the files that it names', () => {
  const files = {
    'file:///app/base/kustomization.yaml': 'resources: [t.yaml]\n',
    'file:///app/base/t.yaml': TEMPLATE,
    'file:///app/prod/patch.yaml': TEMPLATE,
    'file:///app/prod/more.yaml': TEMPLATE,
  };
  it('and that are known', () => {
    const text = `resources:
- ../base
- ../base/
- "./more.yaml"
- deployment.yaml
- https://example.com/remote.yaml
patches:
- path: patch.yaml
- path: gone.yaml
- patch: |-
    - op: remove
`;
    expect(links('file:///app/prod/kustomization.yaml', text, files)).toEqual([
      '../base -> file:///app/base/kustomization.yaml',
      '../base/ -> file:///app/base/kustomization.yaml',
      './more.yaml -> file:///app/prod/more.yaml',
      'patch.yaml -> file:///app/prod/patch.yaml',
    ]);
  });
});

describe('an address of the web', () => {
  it('is a link where it is written whole', () => {
    const text = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: t
  annotations:
    runbook: 'https://wiki.example.com/runbooks?x=1#rate'
    note: see https://example.com
spec:
  args: [{name: host}]
  metrics:
  - name: a
    provider: {web: {url: "https://api.example.com/health"}}
  - name: b
    provider: {web: {url: "https://{{args.host}}/health"}}
  - name: c
    provider: {prometheus: {address: http://\${PROMETHEUS}:9090, query: up}}
  - name: d
    provider: {prometheus: {address: http://prometheus:9090, query: up}}
`;
    expect(links('file:///app/t.yaml', `${text}---\nurl: https://example.com/of-somebody-else\n`)).toEqual([
      'https://wiki.example.com/runbooks?x=1#rate -> https://wiki.example.com/runbooks?x=1#rate',
      'https://api.example.com/health -> https://api.example.com/health',
      'http://prometheus:9090 -> http://prometheus:9090',
    ]);
  });

  it('is none in a template of another tool', () => {
    const text = TEMPLATE.replace('name: t', 'name: "{{ .Release.Name }}", annotations: {a: "https://example.com"}');
    expect(links('file:///chart/templates/t.yaml', text)).toEqual([]);
  });
});
