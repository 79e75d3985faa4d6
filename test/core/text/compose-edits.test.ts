import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../scripts/rules/apply-edits.ts';
import { ComposedEdits } from '../../../server/core/text/compose-edits.ts';
import type { TextEdit } from '../../../server/core/text/range.ts';

const edit = (start: number, end: number, newText: string): TextEdit => ({ range: { start, end }, newText });

function compose(text: string, rounds: readonly (readonly TextEdit[])[]) {
  const composed = new ComposedEdits(text.length);
  let current = text;
  for (const edits of rounds) {
    composed.apply(edits);
    current = applyEdits(current, edits);
  }
  return { edits: composed.edits(), current };
}

describe('rounds of edits as one', () => {
  it.each<[string, readonly (readonly TextEdit[])[], readonly TextEdit[]]>([
    ['no round', [], []],
    ['one round', [[edit(1, 2, 'X'), edit(4, 4, 'Y')]], [edit(1, 2, 'X'), edit(4, 4, 'Y')]],
    ['apart from each other', [[edit(0, 1, 'XXX')], [edit(5, 6, 'Y')]], [edit(0, 1, 'XXX'), edit(3, 4, 'Y')]],
    ['into what was written before', [[edit(2, 2, 'abc')], [edit(3, 4, '')]], [edit(2, 2, 'ac')]],
    ['over what was written before', [[edit(2, 3, 'abc')], [edit(1, 6, 'Z')]], [edit(1, 4, 'Z')]],
    ['behind each other', [[edit(2, 2, 'a')], [edit(3, 3, 'b')]], [edit(2, 2, 'ab')]],
    ['to the end', [[edit(6, 6, 'a')], [edit(5, 7, '')]], [edit(5, 6, '')]],
  ])('%s', (_, rounds, expected) => {
    const { edits, current } = compose('012345', rounds);
    expect(edits).toEqual(expected);
    expect(applyEdits('012345', edits)).toBe(current);
  });
});
