import { describe, expect, it } from 'vitest';
import { checkPattern, matchPattern } from '../../../server/core/expr/values/regexp.ts';

// What Go answers stands in the oracle's table; here are the ways through the matcher.
describe('Go regular expressions', () => {
  it.each([
    ['^a.c$', 'abc', true],
    ['^a.c$', 'a\nc', false],
    ['(?s)^a.c$', 'a\nc', true],
    ['(?m)^b$', 'a\nb\nc', true],
    ['^b$', 'a\nb\nc', false],
    ['(?i)k', 'K', true],
    ['a{2,3}', 'ca', false],
    ['^a{2,3}$', 'aaa', true],
    ['^(?:ab|cd)+$', 'abcdab', true],
    ['[[:^digit:]]', '1', false],
    ['\\bword\\b', 'a word.', true],
    ['\\bword\\b', 'swords', false],
    ['\\p{Greek}', 'α', true],
    ['\\PL', 'a', false],
    ['', '', true],
    ['😀', 'a😀', true],
    ['^.$', '😀', true],
  ])('%s on %j: %s', (pattern, text, matches) => expect(matchPattern(pattern, text)).toEqual({ matches }));

  it.each(['[', '(', 'a**', '(?=a)', '\\1', '[z-a]', 'a{1001}'])('%s is refused', pattern => {
    expect(checkPattern(pattern)).toMatch(/^error parsing regexp: /);
  });

  it('gives up on programs that are too large', () => {
    expect(matchPattern('((a{100}){10}){10}', 'a')).toEqual({ error: expect.any(String) });
    expect(matchPattern('(a{900}){1}'.repeat(40), 'a')).toBeUndefined();
  });
});
