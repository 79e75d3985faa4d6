import { describe, expect, it } from 'vitest';
import { askConsent } from '../../../client/clusters/ask-consent.ts';
import { english } from '../support/english.ts';
import { FakePerson } from '../support/fake-ui.ts';

const PLUGIN = {
  command: '/opt/bin/cloud-login',
  args: ['token', '--cluster', 'staging'],
  env: { CLOUD_PROFILE: 'secret-looking' },
  installHint: '',
};

describe('the question before a program of a kubeconfig starts', () => {
  it.each([
    ['Start', true],
    [undefined, false],
  ])('shows the whole command; %s: %s', async (answer, isAllowed) => {
    const person = new FakePerson();
    person.answers = answer === undefined ? [] : [answer];
    expect(await askConsent(PLUGIN, 'staging', person, english)).toBe(isAllowed);
    expect(person.seen).toEqual([
      [
        'Start a program for context staging?',
        '  The kubeconfig asks for this program to get credentials. It runs with your rights.',
        '  /opt/bin/cloud-login token --cluster staging',
        '  With the variables CLOUD_PROFILE.',
        '  The answer Start is remembered for exactly this command.',
      ].join('\n'),
    ]);
  });
});
