import { describe, expect, it } from 'vitest';
import { parseJsonPath } from '../../../server/core/kube/json-path.ts';
import { seedFrom } from '../../support/seed.ts';

describe('paths that Kubernetes reads', () => {
  it.each([
    '{$}',
    '{}',
    '{$.data.ok}',
    '{.data.ok}',
    '{ .data }',
    "{$['data']['ok']}",
    '{$.items[0]}',
    '{$.items[-1:]}',
    '{$.items[0:2]}',
    '{$.items[0,2]}',
    '{$.items[*].name}',
    '{$..name}',
    '{$.items[?(@.name=="a")].value}',
    "{$.items[?(@.name=='a)')].value}",
    '{$.items[?(@.value>=1.5)]}',
    '{$.items[?(@.ready)]}',
    '{$.a\\.b}',
    '{range .items[*]}{.name}{end}',
    '{.a}{"\\n"}{.b}',
  ])('%s', text => {
    expect(parseJsonPath(text)).toEqual({ hasPath: true });
  });

  it('takes text outside of braces as it is', () => {
    expect(parseJsonPath('$.data')).toEqual({ hasPath: false, leadingText: { start: 0, end: 6 } });
    expect(parseJsonPath('a{.b}')).toEqual({ hasPath: true, leadingText: { start: 0, end: 1 } });
    expect(parseJsonPath('')).toEqual({ hasPath: false });
    for (const text of ['{$.}', '{.}', '{$.a. }'])
      expect(parseJsonPath(text)).toEqual({ hasPath: true, endsEmpty: true });
    expect(parseJsonPath('{$..a}')).toEqual({ hasPath: true });
  });
});

describe('paths that it refuses', () => {
  it.each([
    ['{$.data', 'unclosed action', '{$.data'],
    ['{$.a\n}', 'unclosed action', '{$.a'],
    ['{$.items[0}', 'unterminated array', '['],
    ['{$.items["a"]}', 'invalid array index "a"', '"a"'],
    ['{$.items[a]}', 'invalid array index a', 'a'],
    ['{$.items[?(@.a==1]}', 'unterminated filter', '[?('],
    ['{$.items[?(@.a==1)}', 'unclosed array expect ]', '[?(@.a==1)'],
    ['{$.items[?(@.a=~"x")]}', "unrecognized character in action: U+007E '~'", '~'],
    ['{$.items[?(@.a==1 && @.b==2)]}', "unrecognized character in action: U+0026 '&'", '&'],
    ['{$.items[?(@.a=1)]}', 'unrecognized filter operator =', '='],
    ['{$.a | length}', "unrecognized character in action: U+007C '|'", '|'],
    ['{data.ok}', 'unrecognized identifier data', 'data'],
    ["{$['a b']}", 'unrecognized identifier b', 'b'],
    ["{$['a[b']}", 'unterminated array', '['],
    ["{'a}", 'unterminated quoted string', "'a}"],
    ['{-}', 'cannot parse number -', '-'],
  ])('%s: %s', (text, message, at) => {
    const { problem } = parseJsonPath(text);
    expect(problem?.message).toBe(message);
    expect(text.slice(problem?.range.start, problem?.range.end)).toBe(at);
  });
});

it('answers to any text', () => {
  const parts = [
    '{',
    '}',
    '$',
    '.',
    '[',
    ']',
    '?(',
    ')',
    '"',
    "'",
    '@',
    '==',
    'a',
    '1',
    '-',
    ':',
    ',',
    '*',
    ' ',
    '\n',
    '\\',
    '\ud800',
  ];
  let seed = seedFrom(11);
  for (let round = 0; round < 3_000; round++) {
    let text = '{';
    for (let i = 0; i < 12; i++) {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      text += parts[seed % parts.length] ?? '';
    }
    const { problem } = parseJsonPath(text);
    if (!problem) continue;
    expect(problem.range.start).toBeGreaterThanOrEqual(0);
    expect(problem.range.end).toBeGreaterThanOrEqual(problem.range.start);
    expect(problem.range.end).toBeLessThanOrEqual(text.length);
  }
  expect(parseJsonPath(`{${'[?('.repeat(3_000)}`).problem?.message).toBe('unterminated filter');
});
