import { expect, it } from 'vitest';
import { refuseLabel, refuseServiceName, refuseSubdomain } from '../../../server/core/kube/name.ts';

/** Which of subdomain, label, service name the text may be. */
function forms(name: string): string {
  const checks = { subdomain: refuseSubdomain, label: refuseLabel, service: refuseServiceName };
  return Object.entries(checks)
    .filter(([, refuse]) => refuse(name) === undefined)
    .map(([form]) => form)
    .join(' ');
}

it.each([
  ['a', 'subdomain label service'],
  ['e-a', 'subdomain label service'],
  ['1e-a', 'subdomain label'],
  ['a.b', 'subdomain'],
  ['a..b', ''],
  ['a.-b', ''],
  ['e-Big', ''],
  ['e-b_c', ''],
  ['a-', ''],
  ['-a', ''],
  ['', ''],
  ['a\n', ''],
  ['a'.repeat(63), 'subdomain label service'],
  ['a'.repeat(64), 'subdomain'],
  ['a'.repeat(253), 'subdomain'],
  ['a'.repeat(254), ''],
])('%j', (name, expected) => {
  expect(forms(name)).toBe(expected);
});

it('says why', () => {
  expect(refuseSubdomain('e-Big')).toBe(
    "\"e-Big\" is not a DNS-1123 subdomain: lower case letters, digits, '-' and '.', each part beginning and ending with a letter or digit",
  );
  expect(refuseServiceName('a'.repeat(71))).toBe(`"${'a'.repeat(71)}" has 71 characters, and at most 63 are allowed`);
});
