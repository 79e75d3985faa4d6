import { describe, expect, it } from 'vitest';
import { fits, protectionOf } from '../../../client/experiments/ports/protection.ts';

describe('protected contexts', () => {
  it.each([
    [undefined, 'none'],
    ['prod', 'none'],
    [{}, 'none'],
    [{ staging: 'read-only' }, 'none'],
    [{ 'prod-*': 'type-name' }, 'type-name'],
    [{ '*': 'type-name', 'prod-eu': 'read-only' }, 'read-only'],
    [{ 'prod-*': 'readonly' }, 'read-only'],
  ])('by the setting %j the context prod-eu is %s', (setting, protection) => {
    expect(protectionOf('prod-eu', setting)).toBe(protection);
  });

  it.each([
    ['prod', 'prod', true],
    ['prod', 'prod-eu', false],
    ['*prod*', 'eu.PROD.1', true],
    ['p?od', 'prod', true],
    ['p?od', 'pod', false],
    ['*', '', true],
    ['?', '', false],
    ['*-eu-*', 'prod-eu', false],
    ['arn:aws:*:cluster/prod', 'arn:aws:eks:eu-1:1:cluster/prod', true],
    ['a*b*c', 'a-b-b-c', true],
    ['.*', 'prod', false],
  ])('%s on %s: %s', (glob, name, does) => {
    expect(fits(glob, name)).toBe(does);
  });

  it('a glob that could be tried in endlessly many ways has an answer', () => {
    expect(fits(`${'*a'.repeat(200)}b`, 'a'.repeat(2000))).toBe(false);
  });
});
