import { expect, it } from 'vitest';
import { jobNamePart, refuseJobNamePart } from '../../../server/core/kube/job-name.ts';

it('leaves 24 characters of the metric, and less where the number is longer', () => {
  const long = 'abcdefghijklmnopqrstuvwxyz';
  expect(jobNamePart('smoke', 1)).toBe('smoke');
  expect(jobNamePart(long, 9)).toBe('abcdefghijklmnopqrstuvwx');
  expect(jobNamePart(long, 10)).toBe('abcdefghijklmnopqrstuvw');
});

it.each([
  ['smoke-test', true],
  ['smoke.test', true],
  ['1st', true],
  ['Smoke', false],
  ['smoke test', false],
  ['smoke_test', false],
  ['smoke-', false],
  ['-smoke', false],
  ['smoke..test', false],
  ['', false],
])('%s may be part of the name of a Job: %s', (part, isAccepted) => {
  expect(refuseJobNamePart(part) === undefined).toBe(isAccepted);
});
