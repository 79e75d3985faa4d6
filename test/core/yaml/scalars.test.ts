import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../server/core/yaml/parse.ts';
import { nodesIn, scalarsIn } from '../../../server/core/yaml/scalars.ts';

const scalars = (text: string): readonly string[] => [...scalarsIn(parseDocument(text).root)].map(each => each.text);

describe('the scalars below a node', () => {
  it('come in the order of the text, keys included', () => {
    expect(scalars('a: 1\nb:\n  - c: [2, {d: 3}]\n  - 4\n')).toEqual(['a', '1', 'b', 'c', '2', 'd', '3', '4']);
  });

  it('come once, however many aliases repeat them', () => {
    expect(scalars('a: &x {b: &y 1}\nc: *x\nd: *y\ne: [*x, *y]\n')).toEqual(['a', 'b', '1', 'c', 'd', 'e']);
  });

  it('end where a node holds itself', () => {
    expect(scalars('a: &x [b, *x, {c: *x}]\n')).toEqual(['a', 'b', 'c']);
  });

  it('are none of nothing', () => {
    expect(scalars('')).toEqual([]);
  });
});

it('nodes know whether flow style is around them', () => {
  const found = [...nodesIn(parseDocument('a: [b, {c: d}]\ne:\n  f: g\n').root)];
  expect(
    found.filter(({ isInFlow }) => isInFlow).flatMap(({ node }) => (node.kind === 'scalar' ? node.text : [])),
  ).toEqual(['b', 'c', 'd']);
  expect(found.map(({ node }) => node.kind).filter(kind => kind !== 'scalar')).toEqual(['map', 'seq', 'map', 'map']);
});
