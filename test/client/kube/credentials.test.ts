import { describe, expect, it } from 'vitest';
import type { Target } from '../../../client/kube/reach/config.ts';
import { PluginRunner } from '../../../client/kube/reach/consent.ts';
import { Credentials } from '../../../client/kube/reach/credentials.ts';
import type { ExecPlugin, UserEntry } from '../../../client/kube/reach/kubeconfig-file.ts';
import type { ProgramStart } from '../../../client/kube/reach/program.ts';

const EXEC: ExecPlugin = {
  apiVersion: 'client.authentication.k8s.io/v1',
  command: 'get-token',
  args: [],
  env: {},
  installHint: '',
  interactiveMode: 'Never',
  provideClusterInfo: true,
};

const credential = (status: object) => JSON.stringify({ apiVersion: EXEC.apiVersion, kind: 'ExecCredential', status });
const at = (ms: number) => new Date(ms).toISOString();

function start(user: Partial<UserEntry>, ...outputs: readonly string[]) {
  const started: ProgramStart[] = [];
  const left = [...outputs];
  const clock = { now: 1_000_000 };
  const plugins = new PluginRunner({
    askConsent: async () => true,
    isRemembered: () => true,
    remember: async () => undefined,
    async runProgram(program) {
      started.push(program);
      return { kind: 'ended', code: 0, output: left.shift() ?? '', errors: '' };
    },
  });
  const target: Target = {
    context: 'staging',
    namespace: 'default',
    cluster: { name: 'c', server: 'https://10.0.0.1:6443', skipTlsVerify: false, caData: 'Y2E=' },
    user: { name: 'dev', ...user },
  };
  return { started, clock, credentials: new Credentials(target, plugins, () => clock.now) };
}

describe('credentials', () => {
  it('of the kubeconfig itself are used as they are, and starting nothing', async () => {
    const { started, credentials } = start({ token: 't' });
    expect(await credentials.user()).toEqual({ ok: true, value: { name: 'dev', token: 't' } });
    expect(credentials.discard()).toBe(false);
    expect(started).toEqual([]);
  });

  it('of a plugin are asked for once, kept until shortly before they expire, and dropped when they are refused', async () => {
    const outputs = ['a', 'b', 'c'].map((token, index) =>
      credential({ token, expirationTimestamp: at(1_000_000 + (index + 1) * 60_000) }),
    );
    const { started, clock, credentials } = start({ exec: EXEC }, ...outputs);
    const token = async () => {
      const user = await credentials.user();
      return user.ok ? user.value.token : user.failure.kind;
    };
    expect(await Promise.all([token(), token()])).toEqual(['a', 'a']);
    clock.now += 49_000;
    expect(await token()).toBe('a');
    clock.now += 2000;
    expect(await token()).toBe('b');
    credentials.accept();
    expect(credentials.discard()).toBe(true);
    expect(await token()).toBe('c');
    expect(started).toHaveLength(3);
    expect(JSON.parse(started[0]?.env.KUBERNETES_EXEC_INFO ?? '')).toEqual({
      apiVersion: EXEC.apiVersion,
      kind: 'ExecCredential',
      spec: {
        interactive: false,
        cluster: {
          server: 'https://10.0.0.1:6443',
          'insecure-skip-tls-verify': false,
          'certificate-authority-data': 'Y2E=',
        },
      },
    });
  });

  it('of a plugin that are refused when fresh are not asked for again before a person wants it', async () => {
    const { started, credentials } = start({ exec: EXEC }, credential({ token: 'a' }), credential({ token: 'b' }));
    await credentials.user();
    expect(credentials.discard()).toBe(false);
    expect(await credentials.user()).toMatchObject({ value: { token: 'a' } });
    expect(started).toHaveLength(1);
    credentials.reset();
    expect(await credentials.user()).toMatchObject({ value: { token: 'b' } });
  });

  it('of a plugin may be a certificate', async () => {
    const { credentials } = start({ exec: EXEC }, credential({ clientCertificateData: 'PEM', clientKeyData: 'KEY' }));
    expect(await credentials.user()).toEqual({
      ok: true,
      value: { name: 'dev', certData: btoa('PEM'), keyData: btoa('KEY') },
    });
  });

  it.each([
    '',
    'no JSON',
    '{}',
    '{"kind":"ExecCredential"}',
    '{"kind":"ExecCredential","status":{"clientKeyData":"x"}}',
  ])('are not %j', async output => {
    const { credentials } = start({ exec: EXEC }, output);
    expect(await credentials.user()).toMatchObject({ failure: { kind: 'plugin-failed', why: 'bad-answer' } });
  });

  it('of a plugin that wants a terminal cannot be had', async () => {
    const { started, credentials } = start({ exec: { ...EXEC, interactiveMode: 'Always' } });
    expect(await credentials.user()).toMatchObject({ failure: { kind: 'plugin-failed', why: 'needs-terminal' } });
    expect(started).toEqual([]);
  });

  it('of the older kind of plugin are used until they expire, then asked for by its command', async () => {
    const config = {
      'access-token': 'old',
      expiry: at(1_060_000),
      'cmd-path': '/usr/bin/gcloud',
      'cmd-args': 'config  config-helper',
      'token-key': '{.credential.access_token}',
      'expiry-key': '{.credential.token_expiry}',
    };
    const answer = JSON.stringify({ credential: { access_token: 'new', token_expiry: at(9_000_000) } });
    const { started, clock, credentials } = start({ authProvider: { name: 'gcp', config } }, answer);
    expect(await credentials.user()).toMatchObject({ value: { token: 'old' } });
    expect(started).toEqual([]);
    clock.now = 1_060_000;
    expect(await credentials.user()).toMatchObject({ value: { token: 'new' } });
    expect(started).toMatchObject([{ command: '/usr/bin/gcloud', args: ['config', 'config-helper'] }]);
  });

  it('that have expired and name no command are refused', async () => {
    const { credentials } = start({ authProvider: { name: 'azure', config: { expiry: at(1) } } });
    expect(await credentials.user()).toMatchObject({ failure: { kind: 'unauthorized', server: '10.0.0.1:6443' } });
  });
});
