import { describe, expect, it } from 'vitest';
import { formatPath, mutate, randomFrom, type Value } from './mutate.ts';

describe('mutations', () => {
  it('change one place each, the same ones for the same seed', () => {
    const value: Value = { spec: { templates: [{ name: 'a', replicas: 1 }], terminate: false } };
    const first = mutate(value, 200, randomFrom(1));
    expect(mutate(value, 200, randomFrom(1))).toEqual(first);
    expect(first.filter(mutation => JSON.stringify(mutation.value) === JSON.stringify(value)).length).toBeLessThan(20);
    expect(value).toEqual({ spec: { templates: [{ name: 'a', replicas: 1 }], terminate: false } });
    expect(formatPath(['spec', 'templates', 0, 'name'])).toBe('spec.templates[0].name');
  });
});
