import { expect, it } from 'vitest';
import { newService } from '../../support/service.ts';

const URI = 'file:///shop/rates.yaml';
const template = (kind: string, name: string, namespace = '') =>
  `apiVersion: argoproj.io/v1alpha1\nkind: ${kind}\nmetadata:\n  name: ${name}\n${namespace}spec:\n  metrics: []\n`;

it('lists the analysis templates of a file, with where their names stand', () => {
  const service = newService();
  const text = [
    template('AnalysisTemplate', 'rates', '  namespace: shop\n'),
    template('Experiment', 'trial'),
    template('ClusterAnalysisTemplate', 'far'),
    'apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata: {}\n',
  ].join('---\n');
  service.update(URI, text);
  const found = service.templateDocuments(URI);
  expect(
    found.map(({ range: _, nameRange, ...each }) => ({ ...each, at: text.slice(nameRange.start, nameRange.end) })),
  ).toEqual([
    { document: 0, name: 'rates', clusterScope: false, namespace: 'shop', at: 'rates' },
    { document: 2, name: 'far', clusterScope: true, at: 'far' },
  ]);
  expect(found.map(({ range }) => text.slice(range.start, range.start + 'apiVersion'.length))).toEqual(
    Array(2).fill('apiVersion'),
  );
});

it('knows none in a file that another tool makes YAML of, or does not know', () => {
  const service = newService();
  service.update(
    'file:///chart/templates/a.yaml',
    `${template('AnalysisTemplate', '{{ .Release.Name }}')}# {{ .Values.x }}\n`,
  );
  expect(service.templateDocuments('file:///chart/templates/a.yaml')).toEqual([]);
  expect(service.templateDocuments('file:///nowhere.yaml')).toEqual([]);
});
