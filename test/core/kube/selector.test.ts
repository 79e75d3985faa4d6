import { describe, expect, it } from 'vitest';
import { isEmptySelector, type LabelSelector, matches, refuseSelector } from '../../../server/core/kube/selector.ts';

const labels = { app: 'shop', tier: 'web', constructor: 'ours' };

describe('matches', () => {
  it.each<[LabelSelector, boolean]>([
    [{}, true],
    [{ matchLabels: {} }, true],
    [{ matchLabels: { app: 'shop' } }, true],
    [{ matchLabels: { app: 'shop', tier: 'db' } }, false],
    [{ matchLabels: { toString: 'x' } }, false],
    [{ matchExpressions: [{ key: 'app', operator: 'In', values: ['cart', 'shop'] }] }, true],
    [{ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['shop'] }] }, false],
    [{ matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['eu'] }] }, true],
    [{ matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, true],
    [{ matchExpressions: [{ key: 'zone', operator: 'Exists' }] }, false],
    [{ matchExpressions: [{ key: 'zone', operator: 'DoesNotExist' }] }, true],
    [{ matchExpressions: [{ key: 'hasOwnProperty', operator: 'Exists' }] }, false],
    [{ matchExpressions: [{ key: 'app', operator: 'Like', values: ['shop'] }] }, false],
  ])('%j: %s', (selector, expected) => {
    expect(matches(selector, labels)).toBe(expected);
  });
});

it('takes only {} for empty, as the Experiment controller does', () => {
  expect([{}, { matchLabels: {} }, { matchExpressions: [] }].map(isEmptySelector)).toEqual([true, false, false]);
});

it('refuses operators and values that the API refuses', () => {
  const refuse = (operator: string, values: string[]) =>
    refuseSelector({ matchExpressions: [{ key: 'app', operator, values }] });
  expect([
    refuse('In', ['a']),
    refuse('Exists', []),
    refuse('Like', ['a']),
    refuse('NotIn', []),
    refuse('DoesNotExist', ['a']),
  ]).toEqual([
    undefined,
    undefined,
    '"Like" is not a valid label selector operator',
    'NotIn of label app needs values',
    'DoesNotExist of label app takes no values',
  ]);
});
