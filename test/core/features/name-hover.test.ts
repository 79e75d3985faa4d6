import { expect, it } from 'vitest';
import { readCursor } from '../../support/marked.ts';
import { newService } from '../../support/service.ts';

const URI = 'file:///shop/a.yaml';
const MARKED = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: {name: rate}
spec:
  args:
  - name: host
  - name: limit
    value: "0.9"
  metrics:
  - name: m
    successCondition: "result[0] > {{args.limit}}"
    provider: {prometheus: {address: "http://{{args.host}}", query: up}}
---
apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata: {name: shop}
spec:
  templates:
  - name: canary
  analyses:
  - name: a
    templateName: rate
    args:
    - name: host
      value: "{{templates.canary.replicaset.name}}"
  dryRun:
  - metricName: m
`;

it.each([
  ['{{args.limit}}', '{{args.li<|>mit}}', '**arg** `limit` (`0.9` if not given) of AnalysisTemplate `rate`'],
  ['{{args.host}}', '{{args.ho<|>st}}', '**arg** `host` (required) of AnalysisTemplate `rate`'],
  [
    'templateName: rate',
    'templateName: ra<|>te',
    '**AnalysisTemplate `rate`**\n\nArgs:\n- `host` (required)\n- `limit` (`0.9` if not given)\n\nMetrics:\n- `m`' +
      '\n\n---\n\n**1 metric, 1 measurement.**\n\n- `m`, a dry run: 1 measurement, ends at once\n\nWhat the measurements take comes on top.',
  ],
  ['- name: host\n      value', '- name: ho<|>st\n      value', '**arg** `host` (required) of AnalysisTemplate `rate`'],
  ['metricName: m', 'metricName: <|>m', '**metric** `m` of AnalysisTemplate `rate`, measured by `prometheus`'],
  [
    'templates.canary.replicaset',
    'templates.can<|>ary.replicaset',
    '**template** `canary` of Experiment `shop`: one ReplicaSet, called `shop-canary`',
  ],
])('%s', (before, inside, markdown) => {
  const { text, offset } = readCursor(MARKED.replace(before, inside));
  expect(newService({ [URI]: text }).hover(URI, offset)?.markdown).toBe(markdown);
});
