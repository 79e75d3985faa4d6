/** What a page of a rule shows of an example. */
import { describe, expect, it } from 'vitest';
import { changedLines, excerpt, shorten } from '../../scripts/rules/excerpt.ts';

const lines = (text: string) => text.split('\n').map(line => ({ line }));

const ROLLOUT = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: shop
spec:
  selector:
    matchLabels:
      app: shop
  template:
    metadata:
      labels:
        app: shop
    spec:
      containers:
        - name: shop
          image: shop:1.4
  strategy:
    canary:
      steps:
        - setWeight: 20
        - pause: {}
        - setWeight: 40
        - pause: {}
---
apiVersion: v1
kind: Service
metadata:
  name: shop
`;
const line = (text: string): number => ROLLOUT.split('\n').findIndex(each => each.includes(text));

describe('a text that is shown', () => {
  it('is whole when it is short, whatever matters of it', () => {
    expect(shorten(lines('kind: A\ntemplate:\n  a: 1\n  b: 2\n  c: 3\n'), [0])).toEqual([
      'kind: A',
      'template:',
      '  a: 1',
      '  b: 2',
      '  c: 3',
    ]);
  });

  it('loses the blocks that look alike everywhere when it is longer', () => {
    const shown = shorten(lines(ROLLOUT), [line('setWeight: 40')]).join('\n');
    expect(shown).toContain('  selector:\n    # ...\n  template:\n    # ...\n  strategy:\n    canary:\n');
    expect(shown).toContain('kind: Service\nmetadata:\n  name: shop');
  });

  it('keeps such a block where something in it matters', () => {
    expect(shorten(lines(ROLLOUT), [line('image:')]).join('\n')).toContain('          image: shop:1.4\n');
  });

  it('is cut down to what matters, under its parents and beside its neighbours', () => {
    expect(excerpt(lines(ROLLOUT), [line('setWeight: 40')])).toEqual([
      'apiVersion: argoproj.io/v1alpha1',
      'kind: Rollout',
      '# ...',
      'spec:',
      '  # ...',
      '  strategy:',
      '    canary:',
      '      steps:',
      // Of one line only, `# ...` would save nothing.
      '        - setWeight: 20',
      '        - pause: {}',
      '        - setWeight: 40',
      '        - pause: {}',
      '# ...',
    ]);
  });

  it('has the marks of each line under it', () => {
    const marked = [{ line: 'kind: A', under: ['# ^ some-rule: Wrong.'] }, { line: 'spec: {}' }];
    expect(shorten(marked, [0])).toEqual(['kind: A', '# ^ some-rule: Wrong.', 'spec: {}']);
  });
});

describe('what changed', () => {
  const changed = (before: string, after: string) => changedLines([...before], [...after]);

  it('is the lines that are new', () => {
    expect(changed('abc', 'abXc')).toEqual([2]);
    expect(changed('abc', 'aXYc')).toEqual([1, 2]);
    expect(changed('abc', 'abc')).toEqual([]);
  });

  it('is the line before what is gone', () => {
    expect(changed('abcd', 'abd')).toEqual([1]);
    expect(changed('abc', 'bc')).toEqual([0]);
    expect(changed('abc', 'ab')).toEqual([1]);
  });
});
