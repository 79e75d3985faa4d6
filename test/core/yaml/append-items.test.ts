import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../scripts/rules/apply-edits.ts';
import { appendItems, type ItemFields } from '../../../server/core/yaml/append-items.ts';
import { canonicalText } from '../../../server/core/yaml/canonical.ts';
import { entryOf, valueAt } from '../../../server/core/yaml/node.ts';
import { parseDocument } from '../../../server/core/yaml/parse.ts';

const HOST: ItemFields = [
  ['name', 'host'],
  ['value', 'shop'],
];

/** The text with an item more in `args` of `a`; undefined: it was refused. */
function append(text: string, items: readonly ItemFields[] = [HOST], after = 'x'): string | undefined {
  const { root } = parseDocument(text);
  const map = valueAt(root, 'a');
  if (map?.kind !== 'map') throw new Error('no map');
  const edit = appendItems(text, map, 'args', items, entryOf(map, after));
  return edit && applyEdits(text, [edit]);
}

describe('an item', () => {
  it('goes behind the last one, in its style and indentation', () => {
    expect(append('a:\n  args:\n  - name: b # c\n    # d\n  x: 1\n')).toBe(
      'a:\n  args:\n  - name: b # c\n    # d\n  - name: host\n    value: shop\n  x: 1\n',
    );
    expect(append('a:\n    args:\n        - name: b\n          value: |\n            text\n')).toBe(
      'a:\n    args:\n        - name: b\n          value: |\n            text\n        - name: host\n          value: shop\n',
    );
    expect(append('a:\n  args: [{ name: b }]\n')).toBe('a:\n  args: [{ name: b }, { name: host, value: shop }]\n');
    expect(append('a:\r\n  args:\r\n    - name: b')).toBe(
      'a:\r\n  args:\r\n    - name: b\r\n    - name: host\r\n      value: shop',
    );
  });

  it('brings its list with it', () => {
    expect(append('a:\n  x: 1 # one\n  y: 2\n')).toBe(
      'a:\n  x: 1 # one\n  args:\n    - name: host\n      value: shop\n  y: 2\n',
    );
    expect(append('a:\n  args:\n  x: 1\n')).toBe('a:\n  args:\n    - name: host\n      value: shop\n  x: 1\n');
    expect(append('a: { x: 1 }\n')).toBe('a: { x: 1, args: [{ name: host, value: shop }] }\n');
    expect(append('a:\n  args: []\n')).toBe('a:\n  args: [{ name: host, value: shop }]\n');
  });

  it('may be several', () => {
    expect(append('a:\n  x: 1\n', [HOST, [['name', 'port']]])).toBe(
      'a:\n  x: 1\n  args:\n    - name: host\n      value: shop\n    - name: port\n',
    );
  });

  it('is refused where the list is none, or its items share lines', () => {
    expect(append('a:\n  args: text\n')).toBeUndefined();
    expect(append('a:\n  args:\n    - { name: b }\n')).toBeUndefined();
    expect(append('a:\n  args:\n    - text\n')).toBeUndefined();
  });
});

describe('the canonical text', () => {
  const of = (text: string): string | undefined => canonicalText(parseDocument(text).root);

  it('is the same for the same value, however it is written', () => {
    expect(of('a: 1\nb: [x, "z"]\n')).toBe(of('{ b: ["x", z], a: 1 }'));
    expect(of('a: &x { k: 1 }\nb: *x\n')).toBe(of('b: { k: 1 }\na: { k: 1 }\n'));
    expect(of('a: 1')).not.toBe(of('a: "1"'));
    expect(of('[a, b]')).not.toBe(of('[b, a]'));
  });

  it('is none of nothing, or of what aliases make too large', () => {
    expect(canonicalText(undefined)).toBeUndefined();
    const levels = Array.from(
      { length: 12 },
      (_, i) => `l${i + 1}: &l${i + 1} [${Array(8).fill(`*l${i}`).join(', ')}]`,
    );
    expect(of(`l0: &l0 x\n${levels.join('\n')}`)).toBeUndefined();
  });
});
