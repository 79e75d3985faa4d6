import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { kubeconfigPlaces, loadKubeconfig } from '../../../client/kube/reach/config.ts';
import { readKubeconfig } from '../../../client/kube/reach/kubeconfig-file.ts';
import { fc } from '../../support/properties.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'kubeconfig-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

const STAGING = `
apiVersion: v1
kind: Config
current-context: staging
clusters:
- {name: c, cluster: {server: "https://10.0.0.1:6443/", certificate-authority: ca.pem, tls-server-name: kube}}
- {name: broken, cluster: {}}
users:
- {name: dev, user: {token: s3cret, as: boss, as-groups: [a, b]}}
- name: plugin
  user:
    exec: {apiVersion: client.authentication.k8s.io/v1, command: ./get-token, args: [--x], env: [{name: A, value: b}], installHint: ask IT}
contexts:
- {name: staging, context: {cluster: c, user: dev, namespace: shop}}
- {name: by-plugin, context: {cluster: c, user: plugin}}
- {name: nobody, context: {cluster: c}}
- {name: lost, context: {cluster: gone, user: dev}}
- {name: broken, context: {cluster: broken, user: dev}}
- {name: no-user, context: {cluster: c, user: gone}}
- {name: nothing}
- 5
`;

const places = (setting: string, variable = '') => ({ setting, variable, home: '/person' });
const load = async (...files: readonly string[]) => {
  const config = await loadKubeconfig(places('', files.join(path.delimiter)));
  if (!config.ok) throw new Error(JSON.stringify(config.failure));
  return config.value;
};

describe('where kubeconfigs are looked for', () => {
  it.each([
    [places('/x/config', '/y'), ['/x/config']],
    [places('~/x/config', '/y'), ['/person/x/config']],
    [places('', ['/y', '', '/z', '/y'].join(path.delimiter)), ['/y', '/z']],
    [places(''), ['/person/.kube/config']],
  ])('%j', (from, to) => {
    expect(kubeconfigPlaces(from)).toEqual(to);
  });
});

describe('a kubeconfig', () => {
  it('lists its contexts, the broken ones too', async () => {
    const config = await load(write('staging', STAGING));
    expect(config.currentContext).toBe('staging');
    expect(config.contexts).toEqual([
      { name: 'staging', server: '10.0.0.1:6443', user: 'dev', namespace: 'shop' },
      { name: 'by-plugin', server: '10.0.0.1:6443', user: 'plugin' },
      { name: 'nobody', server: '10.0.0.1:6443', user: '' },
      { name: 'lost', server: '', user: 'dev' },
      { name: 'broken', server: '', user: 'dev' },
      { name: 'no-user', server: '10.0.0.1:6443', user: 'gone' },
    ]);
  });

  it('leads from a context to a server and a user', async () => {
    const config = await load(write('staging', STAGING));
    expect(config.target('staging')).toEqual({
      ok: true,
      value: {
        context: 'staging',
        namespace: 'shop',
        cluster: {
          name: 'c',
          server: 'https://10.0.0.1:6443',
          caFile: path.join(folder, 'ca.pem'),
          tlsServerName: 'kube',
          skipTlsVerify: false,
        },
        user: { name: 'dev', token: 's3cret', as: { user: 'boss', groups: ['a', 'b'] } },
      },
    });
    expect(config.target('nobody')).toMatchObject({ value: { namespace: 'default', user: { name: '' } } });
    expect(config.target('by-plugin')).toMatchObject({
      value: { user: { exec: { command: path.join(folder, 'get-token'), args: ['--x'], env: { A: 'b' } } } },
    });
  });

  it('says what is missing', async () => {
    const config = await load(write('staging', STAGING));
    expect(config.target('elsewhere')).toMatchObject({ failure: { kind: 'no-context', context: 'elsewhere' } });
    for (const [context, word] of [
      ['lost', 'cluster gone'],
      ['broken', 'cluster broken'],
      ['no-user', 'user gone'],
    ] as const) {
      const failure = { kind: 'bad-config', reason: expect.stringContaining(`context ${context} names ${word}`) };
      expect(config.target(context)).toMatchObject({ ok: false, failure });
    }
  });

  it('goes on where an earlier one ends: the first of each name wins', async () => {
    const first = write(
      'first',
      'contexts: [{name: a, context: {cluster: c1}}]\nclusters: [{name: c, cluster: {server: "https://one"}}]',
    );
    const second = write(
      'second',
      `current-context: b\ncontexts: [{name: a, context: {cluster: c2}}, {name: b, context: {cluster: c}}]\nclusters: [{name: c, cluster: {server: "https://two"}}]`,
    );
    const config = await load(first, path.join(folder, 'not-there'), second);
    expect(config.files).toEqual([first, second]);
    expect(config.currentContext).toBe('b');
    expect(config.contexts.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(config.target('b')).toMatchObject({ value: { cluster: { server: 'https://one' } } });
  });

  it('need not hold anything', async () => {
    for (const text of ['', '# nothing yet\n', 'kind: Config\n']) {
      expect((await load(write('empty', text))).contexts).toEqual([]);
    }
  });

  it('that is not there, or is a folder, or is no kubeconfig, is a failure that names it', async () => {
    const missing = path.join(folder, 'missing');
    expect(await loadKubeconfig(places(missing))).toEqual({
      ok: false,
      failure: { kind: 'no-config', files: [missing] },
    });
    expect(await loadKubeconfig(places(folder))).toEqual({
      ok: false,
      failure: { kind: 'bad-config', file: folder, reason: 'EISDIR' },
    });
    const list = write('list', '- 1');
    expect(await loadKubeconfig(places(list))).toMatchObject({
      failure: { file: list, reason: 'it is YAML, but no map' },
    });
  });

  it('that is broken is told by its line, and never quoted', () => {
    const reading = readKubeconfig('/x', 'users:\n- name: a\n  user: {token: hunter2\n- name: [');
    expect(reading).toEqual({ problem: expect.stringMatching(/^it is not YAML \([A-Z_]+, line \d\)$/) });
    for (const text of ['password: *hunter2', 'token: "hunter2', 'hunter2: !hunter2 {', '\thunter2: 1']) {
      expect(JSON.stringify(readKubeconfig('/x', text))).not.toContain('hunter2');
    }
  });

  it('may hold anything', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), text => {
        expect(readKubeconfig('/x', text)).toBeTypeOf('object');
        expect(readKubeconfig('/x', `clusters: ${text}\nusers: ${text}\ncontexts: ${text}`)).toBeTypeOf('object');
      }),
    );
  });
});
