import { describe, expect, it } from 'vitest';
import { describeStatus, tellDeath } from '../../../client/language/status.ts';
import {
  HEALTHY_AFTER_MS,
  PAUSES_MS,
  type ServerState,
  type Session,
  Supervisor,
} from '../../../client/language/supervisor.ts';
import { english } from '../support/english.ts';
import { FakeTimers } from '../support/fake-timers.ts';
import { FakePerson } from '../support/fake-ui.ts';

interface FakeSession extends Session {
  readonly died: () => void;
  stopped: number;
}

/** A server that starts when it is told to; `fails` makes the next starts fail. */
function watch({ fails = 0, stopFails = false } = {}) {
  const timers = new FakeTimers();
  const sessions: FakeSession[] = [];
  const states: string[] = [];
  const log: string[] = [];
  let failures = fails;
  const supervisor = new Supervisor<FakeSession>({
    timers,
    create(died) {
      const session: FakeSession = {
        died,
        stopped: 0,
        async start() {
          if (failures > 0) {
            failures -= 1;
            throw new Error('no such file');
          }
        },
        async stop() {
          session.stopped += 1;
          if (stopFails) throw new Error('not running');
        },
      };
      sessions.push(session);
      return session;
    },
    changed: state => states.push('attempt' in state ? `${state.kind} ${state.attempt}/${state.attempts}` : state.kind),
    log: message => log.push(message),
  });
  const settle = async () => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  const die = async () => {
    sessions.at(-1)?.died();
    await settle();
  };
  const pass = async (ms: number) => {
    timers.pass(ms);
    await settle();
  };
  return { timers, supervisor, sessions, states, log, die, pass, settle };
}

describe('a language server', () => {
  it('is started, and started again when it dies', async () => {
    const { supervisor, sessions, states, die, pass } = watch();
    await supervisor.start();
    await die();
    expect([supervisor.session, sessions[0]?.stopped]).toEqual([undefined, 1]);
    await pass(499);
    expect(sessions).toHaveLength(1);
    await pass(1);
    expect(states).toEqual(['starting', 'running', 'waiting 1/5', 'starting', 'running']);
    expect(supervisor.session).toBe(sessions[1]);
  });

  it('is given up after so many tries, each later than the one before', async () => {
    const { supervisor, sessions, die, pass, timers } = watch();
    await supervisor.start();
    for (const pause of PAUSES_MS) {
      await die();
      await pass(pause - 1);
      const before = sessions.length;
      await pass(1);
      expect(sessions.length).toBe(before + 1);
    }
    await die();
    expect([supervisor.state, timers.waiting]).toEqual([{ kind: 'given-up', attempts: 5 }, 0]);
    expect([...PAUSES_MS].sort((a, b) => a - b)).toEqual(PAUSES_MS);
  });

  it('has all tries again once it has lived for a while', async () => {
    const { supervisor, states, die, pass } = watch();
    await supervisor.start();
    await die();
    await pass(500);
    await pass(HEALTHY_AFTER_MS);
    await die();
    expect(states.at(-1)).toBe('waiting 1/5');
  });

  it('that cannot be started counts as dead, and the reason is in the log', async () => {
    const { supervisor, states, log, pass } = watch({ fails: 1 });
    await supervisor.start();
    expect(states).toEqual(['starting', 'waiting 1/5']);
    expect(log).toEqual(['the language server did not start: no such file']);
    await pass(500);
    expect(supervisor.state).toEqual({ kind: 'running' });
  });

  it('dies once, however often that is noticed', async () => {
    const { supervisor, sessions, states, die, settle } = watch();
    await supervisor.start();
    await die();
    sessions[0]?.died();
    await settle();
    expect(states).toEqual(['starting', 'running', 'waiting 1/5']);
  });

  it('is restarted by hand at once, with all tries left', async () => {
    const { supervisor, sessions, states, die, timers } = watch();
    await supervisor.start();
    await die();
    await supervisor.restart();
    expect([supervisor.state, sessions.length, timers.waiting]).toEqual([{ kind: 'running' }, 2, 0]);
    await supervisor.restart();
    expect(sessions.map(session => session.stopped)).toEqual([1, 1, 0]);
    await die();
    expect(states.at(-1)).toBe('waiting 1/5');
  });

  it('is not started again when its end was asked for', async () => {
    const { supervisor, sessions, die, timers } = watch();
    await supervisor.start();
    await supervisor.stop();
    await die();
    expect([supervisor.state, sessions.length, timers.waiting]).toEqual([{ kind: 'stopped' }, 1, 0]);
  });

  it('is let go even if it cannot be asked to stop', async () => {
    const { supervisor, log } = watch({ stopFails: true });
    await supervisor.start();
    await supervisor.stop();
    expect([supervisor.state, log]).toEqual([{ kind: 'stopped' }, ['stopping the language server: not running']]);
  });
});

describe('what is said of it', () => {
  const tell = async (state: ServerState, ...answers: string[]) => {
    const person = new FakePerson();
    person.answers = answers;
    await tellDeath(state, {
      tell: person,
      l10n: english,
      showOutput: () => person.showOutput(),
      restart: () => person.restart(),
    });
    return person.seen;
  };

  it('is a message when it is started again', async () => {
    expect(await tell({ kind: 'waiting', attempt: 2, attempts: 5 }, 'Show Output')).toEqual([
      'warning: The language server of Argo Experiments stopped unexpectedly. It is started again (try 2 of 5). [Show Output]',
      'show the output',
    ]);
  });

  it('is a message with the remedy when it is given up', async () => {
    expect(await tell({ kind: 'given-up', attempts: 5 }, 'Restart Language Server')).toEqual([
      'error: The language server of Argo Experiments stopped again after 5 tries. Problems, completion and running are off until it is restarted. [Restart Language Server] [Show Output]',
      'restart the language server',
    ]);
  });

  it('is nothing else', async () => {
    for (const kind of ['starting', 'running', 'stopped'] as const) expect(await tell({ kind })).toEqual([]);
  });

  it.each<[ServerState, string, string]>([
    [{ kind: 'running' }, 'auto', 'info: checked for the newest Argo Rollouts'],
    [{ kind: 'running' }, '1.9', 'info: checked for Argo Rollouts 1.9'],
    [{ kind: 'starting' }, 'auto', 'info: starting, busy'],
    [{ kind: 'waiting', attempt: 3, attempts: 5 }, 'auto', 'warning: stopped; try 3 of 5 follows, busy'],
    [{ kind: 'given-up', attempts: 5 }, 'auto', 'error: language server stopped'],
    [{ kind: 'stopped' }, 'auto', 'error: language server stopped'],
  ])('%j is drawn beside the language', (state, version, expected) => {
    const { text, detail, severity, busy, command } = describeStatus(state, version, undefined, undefined, english);
    expect(`${severity}: ${detail}${busy ? ', busy' : ''}`).toBe(expected);
    expect(text).toBe('Argo Experiments');
    expect(command.title).toBe(severity === 'error' ? 'Restart Language Server' : 'Show Output');
  });

  it('names the release of the connected cluster, where the setting leaves it to that', () => {
    const detail = (version: string, argoVersion?: string) =>
      describeStatus(
        { kind: 'running' },
        version,
        { context: 'prod', ...(argoVersion === undefined ? {} : { argoVersion }) },
        undefined,
        english,
      ).detail;
    expect(detail('auto', '1.9.3')).toBe('checked for Argo Rollouts 1.9.3, as on prod');
    expect(detail('auto')).toBe('checked for the newest Argo Rollouts');
    expect(detail('1.8', '1.9.3')).toBe('checked for Argo Rollouts 1.8');
  });

  it('says that a template of another tool is checked in part', () => {
    const text = (tool?: string) =>
      describeStatus({ kind: 'running' }, 'auto', undefined, tool === undefined ? {} : { tool }, english).text;
    expect(text('Helm')).toBe('Helm template, checked in part');
    expect(text()).toBe('Template of another tool, checked in part');
  });
});
