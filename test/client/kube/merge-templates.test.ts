import { expect, it } from 'vitest';
import { describeMakingFailure } from '../../../client/experiments/failures/making-failure.ts';
import { mergeTemplates } from '../../../client/kube/act/merge-templates.ts';
import { english } from '../support/english.ts';

const template = (name: string, spec: object) => ({ name, spec: { ...spec } });

it('one template alone is taken as it is written', () => {
  const spec = { metrics: [{ name: 'm' }, { name: 'm' }], args: [{ name: 'x' }], dryRun: [{ metricName: '.*' }] };
  expect(mergeTemplates([template('a', { ...spec, templates: [] })])).toEqual({ ok: true, value: spec });
});

it('several become one, in their order; of args the first one with a value stays', () => {
  const a = template('a', {
    metrics: [{ name: 'm' }],
    args: [{ name: 'x' }, { name: 'y', value: '1' }, { name: 'z', valueFrom: { secretKeyRef: {} } }],
    dryRun: [{ metricName: 'm' }],
    templates: [{ templateName: 'b' }],
  });
  const b = template('b', {
    metrics: [{ name: 'n' }],
    args: [{ name: 'x', value: '2' }, { name: 'y' }, { name: 'z' }, { name: 'w' }],
    measurementRetention: [{ metricName: 'n', limit: 3 }],
  });
  expect(mergeTemplates([a, b])).toEqual({
    ok: true,
    value: {
      metrics: [{ name: 'm' }, { name: 'n' }],
      dryRun: [{ metricName: 'm' }],
      measurementRetention: [{ metricName: 'n', limit: 3 }],
      args: [
        { name: 'x', value: '2' },
        { name: 'y', value: '1' },
        { name: 'z', valueFrom: { secretKeyRef: {} } },
        { name: 'w' },
      ],
    },
  });
});

it.each([
  [{ metrics: [{ name: 'm' }] }, 'The templates a, b both have metric m, so the controller refuses them together.'],
  [
    { dryRun: [{ metricName: '.*' }] },
    'The templates a, b both have dryRun .*, so the controller refuses them together.',
  ],
  [
    { measurementRetention: [{ metricName: 'm', limit: 1 }] },
    'The templates a, b both have measurementRetention m, so the controller refuses them together.',
  ],
])('what both have is a conflict: %j', (spec, sentence) => {
  const merged = mergeTemplates([template('a', spec), template('c', {}), template('b', spec)]);
  expect(!merged.ok && describeMakingFailure(merged.failure, english)).toEqual({ sentence });
});

it('an arg of two values is a conflict', () => {
  const merged = mergeTemplates([
    template('a', { args: [{ name: 'x', value: '1' }] }),
    template('b', { args: [{ name: 'x', value: '2' }] }),
  ]);
  expect(!merged.ok && describeMakingFailure(merged.failure, english)).toEqual({
    sentence: 'The templates a, b give arg x different values, so the controller refuses them together.',
  });
});
