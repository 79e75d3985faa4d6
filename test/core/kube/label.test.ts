import { describe, expect, it } from 'vitest';
import { refuseLabelKey, refuseLabelValue } from '../../../server/core/kube/label.ts';
import { refusePortName, refusePortNumber } from '../../../server/core/kube/port.ts';

const FORM = "may hold letters, digits, '-', '_' and '.' only, and must begin and end with a letter or digit";

describe('a label', () => {
  it.each(['', 'a', 'Web_1.2-x', '0', 'x'.repeat(63)])('takes the value %j', value => {
    expect(refuseLabelValue(value)).toBeUndefined();
  });

  it('refuses others, and says why', () => {
    expect(refuseLabelValue('a b')).toBe(`it ${FORM}`);
    expect(refuseLabelValue('-a')).toBe(`it ${FORM}`);
    expect(refuseLabelValue('x'.repeat(64))).toBe('it has 64 characters, and at most 63 are allowed');
  });

  it.each(['app', 'App_1', 'app.kubernetes.io/name', 'example.com/a.b'])('takes the key %s', key => {
    expect(refuseLabelKey(key)).toBeUndefined();
  });

  it.each([
    ['', `its name ${FORM}`],
    ['a b', `its name ${FORM}`],
    ['example.com/', `its name ${FORM}`],
    ['a/b/c', `its name ${FORM}`],
    ['a'.repeat(64), 'its name has 64 characters, and at most 63 are allowed'],
  ])('refuses the key %j', (key, reason) => {
    expect(refuseLabelKey(key)).toBe(reason);
  });

  it('refuses a key with a bad prefix', () => {
    expect(refuseLabelKey('/name')).toMatch(/^its prefix "" is not a DNS-1123 subdomain/);
    expect(refuseLabelKey('Example.com/name')).toMatch(/^its prefix "Example.com" is not a DNS-1123 subdomain/);
  });
});

describe('a port', () => {
  it.each([1, 80, 65_535])('is %d', port => expect(refusePortNumber(port)).toBeUndefined());
  it.each([0, -1, 65_536, 1.5, Number.NaN])('is not %d', port =>
    expect(refusePortNumber(port)).toBe('a port is a whole number from 1 to 65535'),
  );
  it.each(['http', 'port-8080', '9p', 'a'.repeat(15)])('is called %s', name =>
    expect(refusePortName(name)).toBeUndefined(),
  );
  it.each(['http_port', 'Http', '8080', '-a', 'a-', 'a--b', ''])('is not called %j', name =>
    expect(refusePortName(name)).toMatch(/^it may hold lower case letters/),
  );
  it('has a short name', () => {
    expect(refusePortName('a'.repeat(16))).toBe('it has 16 characters, and at most 15 are allowed');
  });
});
