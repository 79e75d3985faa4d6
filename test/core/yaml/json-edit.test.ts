import { describe, expect, it } from 'vitest';
import { editJson, isJson } from '../../../server/core/yaml/json-edit.ts';

/** The text where `<old>` is replaced. */
function edited(marked: string, newText: string): string {
  const start = marked.indexOf('<');
  const end = marked.indexOf('>') - 1;
  const text = marked.replace('<', '').replace('>', '');
  const edit = editJson(text, { range: { start, end }, newText });
  return text.slice(0, edit.range.start) + edit.newText + text.slice(edit.range.end);
}

describe('an edit of JSON', () => {
  it.each([
    ['a word in the place of a text', '{"a": <"b">}', 'c', '{"a": "c"}'],
    ['a text with quotes', '{"a": <"b">}', 'now() - duration("1h")', '{"a": "now() - duration(\\"1h\\")"}'],
    ['a number in the place of a text', '{"a": <"5">}', '5', '{"a": 5}'],
    ['a word in the place of a number', '{"a": <20>}', '20s', '{"a": "20s"}'],
    ['a key', '{<"a">: 1}', 'b', '{"b": 1}'],
    ['a tab stop', '{"a": <"b">}', '${1:c}', '{"a": "${1:c}"}'],
    [
      'an item',
      '{"a": [{"name": "b"}<>]}',
      ', { name: c, count: 3 }',
      '{"a": [{"name": "b"}, { "name": "c", "count": 3 }]}',
    ],
    ['a field of an empty map', '{"a": {<>}}', 'name: ${1:b}', '{"a": {"name": "${1:b}"}}'],
    [
      'a map in the place of another',
      '{"a": <{}>}',
      '{ route: { name: ${1:r} } }',
      '{"a": { "route": { "name": "${1:r}" } }}',
    ],
    ['what is in quotes already', '{"a": <"b">}', '"c"', '{"a": "c"}'],
    ['a piece of a text', '{"a": "result<> > 1"}', '[0]', '{"a": "result[0] > 1"}'],
    ['a piece of a text with quotes in it', '{"a\\"": "x <y> z"}', 'and', '{"a\\"": "x and z"}'],
    ['nothing', '{"a": 1<, "b": 2>}', '', '{"a": 1}'],
  ])('%s', (_, marked, newText, expected) => {
    expect(edited(marked, newText)).toBe(expected);
  });

  it('is one of a text that begins like JSON', () => {
    expect([isJson('\n {"a": 1}'), isJson('[1]'), isJson('a: {b: 1}'), isJson('')]).toEqual([true, true, false, false]);
  });
});
