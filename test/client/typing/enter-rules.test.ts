import { describe, expect, it } from 'vitest';
import { columnAfterEnter } from '../../../client/typing/enter-rules.ts';

/** Under each line a caret: where the cursor is after Enter at the line's end. */
const LINES = `
spec:
  ^
  metrics:
    ^
  "quoted: key":   # and a comment
    ^
  labels: &labels !!map
    ^
    query: |
      ^
    query: |-  # PromQL
      ^
    query: >2
      ^
    args: &args |+
      ^
  name: checkout
  ^
  name: "a: b"
  ^
  address: http://prometheus:9090
  ^
  image: nginx:
  ^
  - name: baseline
    ^
  - name:
      ^
  - query: |
      ^
  -   name: wide
      ^
  -  value: wide
     ^
  - - name: nested
      ^
  - - name:
        ^
  - |
    ^
  - >-
    ^
  - &first |
    ^
  - pause: {duration: 10m}
    ^
  - "quoted": x
    ^
  - 'it''s':
      ^
  -
    ^
  - 
    ^
  - &anchor
    ^
  - a scalar
  ^
  - http://prometheus:9090
  ^
  - "a: b"
  ^
  - {name: a, value: b}
  ^
  - *alias
  ^
  # a comment:
  ^
  - # a comment:
    ^
  - args: [
  ^
  - pause: {
  ^
  selector: {matchLabels: {app: demo}}
  ^
  steps: []
  ^
---
^
`;

describe('Enter at the end of a line', () => {
  const lines = LINES.split('\n').slice(1, -1);
  const cases = lines.flatMap((line, index) =>
    index % 2 === 0 ? [{ line, column: lines[index + 1]?.indexOf('^') }] : [],
  );

  it.each(cases)('$line', ({ line, column }) => {
    expect(columnAfterEnter(line, 2)).toBe(column);
  });

  it('is one level deeper as the editor counts levels', () => {
    expect(columnAfterEnter('spec:', 4)).toBe(4);
    expect(columnAfterEnter('    metrics:', 4)).toBe(8);
    expect(columnAfterEnter('    - name:', 4)).toBe(10);
    expect(columnAfterEnter('  metrics:', 4)).toBe(4);
  });

  it('needs time in proportion to the line, whatever it holds', () => {
    for (const part of ['a:b', '- ', 'a"', "'", '#', ' :', '::', '&a ', '- - ']) {
      expect(columnAfterEnter(`- ${part.repeat(20_000)}`, 2)).toBeGreaterThanOrEqual(0);
    }
  });
});
