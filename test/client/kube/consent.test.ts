import { describe, expect, it } from 'vitest';
import { consentKey, type PluginCommand, PluginRunner, withoutSecrets } from '../../../client/kube/reach/consent.ts';
import { type ProgramEnd, type ProgramStart, runProgram } from '../../../client/kube/reach/program.ts';

const PLUGIN: PluginCommand = {
  command: '/opt/aws/aws',
  args: ['eks', 'get-token'],
  env: { P: 'x' },
  installHint: 'ask IT',
};
const WELL: ProgramEnd = { kind: 'ended', code: 0, output: 'out', errors: '' };

function start(answers: readonly boolean[], ends: readonly ProgramEnd[]) {
  const asked: string[] = [];
  const started: ProgramStart[] = [];
  const remembered = new Set<string>();
  const [yes, next] = [[...answers], [...ends]];
  let running = 0;
  const runner = new PluginRunner({
    async askConsent({ command, args }, context) {
      asked.push(`${command} ${args.join(' ')} for ${context}`);
      return yes.shift() ?? false;
    },
    isRemembered: key => remembered.has(key),
    async remember(key) {
      remembered.add(key);
    },
    async runProgram(program) {
      started.push(program);
      running += 1;
      expect(running).toBe(1);
      await new Promise(resolve => setTimeout(resolve, 1));
      running -= 1;
      return next.shift() ?? WELL;
    },
  });
  return { asked, started, remembered, run: (plugin = PLUGIN) => runner.run(plugin, 'staging', { INFO: 'i' }) };
}

describe('a credential plugin', () => {
  it('is not started before somebody has said yes, and then not asked about again', async () => {
    const { asked, started, run } = start([true], []);
    expect(await run()).toEqual({ ok: true, value: 'out' });
    expect(await run()).toEqual({ ok: true, value: 'out' });
    expect(asked).toEqual(['/opt/aws/aws eks get-token for staging']);
    expect(started).toHaveLength(2);
    expect(started[0]).toEqual({ command: PLUGIN.command, args: PLUGIN.args, env: { P: 'x', INFO: 'i' }, seconds: 60 });
  });

  it('is never started after a no, and asked about the next time', async () => {
    const { asked, started, remembered, run } = start([false, true], []);
    expect(await run()).toEqual({ ok: false, failure: { kind: 'plugin-refused', command: 'aws' } });
    expect([started.length, remembered.size]).toEqual([0, 0]);
    expect((await run()).ok).toBe(true);
    expect(asked).toHaveLength(2);
  });

  it('is another one with other arguments or another environment', () => {
    const others = [
      PLUGIN,
      { ...PLUGIN, args: ['eks'] },
      { ...PLUGIN, env: { P: 'y' } },
      { ...PLUGIN, command: 'aws' },
    ];
    expect(new Set(others.map(consentKey)).size).toBe(4);
    expect(consentKey({ ...PLUGIN, env: { a: '1', b: '2' } })).toBe(consentKey({ ...PLUGIN, env: { b: '2', a: '1' } }));
    expect(consentKey(PLUGIN)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('waits for another one to end', async () => {
    const { asked, started, run } = start([true, true], []);
    await Promise.all([run(), run(), run({ ...PLUGIN, args: [] })]);
    expect([asked.length, started.length]).toEqual([2, 3]);
  });

  it.each<[ProgramEnd, object]>([
    [{ kind: 'not-found' }, { why: 'not-installed', detail: '', hint: 'ask IT' }],
    [
      { kind: 'timed-out', errors: 'open a browser' },
      { why: 'timed-out', detail: 'open a browser' },
    ],
    [
      { kind: 'ended', code: 3, output: '', errors: '' },
      { why: 'ended', detail: 'exit code 3' },
    ],
    [
      { kind: 'ended', code: 1, output: '', errors: 'token=abc expired' },
      { why: 'ended', detail: 'token=… expired' },
    ],
  ])('that ends by %j', async (end, failure) => {
    const { run } = start([true], [end]);
    expect(await run()).toMatchObject({ ok: false, failure: { kind: 'plugin-failed', command: 'aws', ...failure } });
  });

  it('that fails does not keep the next one waiting', async () => {
    const { run } = start([true], [{ kind: 'ended', code: 1, output: '', errors: '' }]);
    const [first, second] = await Promise.all([run(), run()]);
    expect([first.ok, second.ok]).toEqual([false, true]);
  });
});

describe('what a plugin wrote', () => {
  it.each([
    ['error: token has expired', 'error: token has expired'],
    ['Authorization: Bearer abc', 'Authorization: …'],
    ['got bearer abc.def', 'got Bearer …'],
    ['{"access_token": "xyz", "n": 1}', '{"access_token": … "n": 1}'],
    ['eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N', '…'],
    ['https://me:pass@proxy.example/x', 'https://…@proxy.example/x'],
    ['-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\nx', '… x'],
    ['cannot find /usr/local/share/some-long-folder-name/x', 'cannot find /usr/local/share/some-long-folder-name/x'],
    ['a\n\n  b\tc', 'a b c'],
  ])('%j is shown as %j', (text, shown) => {
    expect(withoutSecrets(text)).toBe(shown);
  });

  it('is shortened to its end', () => {
    expect(withoutSecrets(`${'x '.repeat(500)}the cause`)).toMatch(/^…[ x]{390} the cause$/);
  });
});

describe('a program', () => {
  const node = (code: string, seconds = 20, signal?: AbortSignal) =>
    runProgram({ command: process.execPath, args: ['--eval', code], env: { SAID: 'hello' }, seconds, signal });

  it('gets its arguments and environment without a shell', async () => {
    expect(await node('console.log(process.env.SAID); console.error(process.argv.length)')).toEqual({
      kind: 'ended',
      code: 0,
      output: 'hello\n',
      errors: '1\n',
    });
    expect(await node('process.exit(7)')).toMatchObject({ kind: 'ended', code: 7 });
  });

  it('has nothing to read, so one that asks ends', async () => {
    expect(await node('process.stdin.on("end", () => console.log("end")).resume()')).toMatchObject({ output: 'end\n' });
  });

  it('is ended when it takes too long, or nobody wants it any more', async () => {
    expect(await node('setInterval(() => {}, 1000)', 0.2)).toMatchObject({ kind: 'timed-out' });
    const ending = new AbortController();
    const end = node('setInterval(() => {}, 1000)', 20, ending.signal);
    ending.abort();
    expect(await end).toEqual({ kind: 'cancelled' });
  });

  it('that is not there is told', async () => {
    expect(await runProgram({ command: '/nowhere/x', args: [], env: {}, seconds: 5 })).toEqual({ kind: 'not-found' });
  });
});
