import { describe, expect, it } from 'vitest';
import { describeCourse } from '../../../client/language/course.ts';
import { createRequests, type Send } from '../../../client/language/requests.ts';
import { course, INVALID, NEVER_READY, RUNNABLE, TERMINATED, WELL } from '../support/courses.ts';
import { english } from '../support/english.ts';
import { FakeTimers } from '../support/fake-timers.ts';

/** A server that answers the next request as `answer` says, and what it was sent. */
function serve(answer: (signal: AbortSignal) => Promise<unknown>) {
  const timers = new FakeTimers();
  const sent: unknown[] = [];
  const send: Send = async <P, R>(method: string, params: P, signal: AbortSignal) => {
    sent.push([method, params]);
    // The test lays down what the caller expects.
    return (await answer(signal)) as R;
  };
  return { timers, sent, requests: createRequests(send, timers, english) };
}

describe('our requests to the language server', () => {
  it('are sent as the protocol names them, and leave no timer behind', async () => {
    const { requests, sent, timers } = serve(async () => [RUNNABLE]);
    expect(await requests.runnables('file:///a.yaml')).toEqual({ ok: true, value: [RUNNABLE] });
    expect([sent, timers.waiting]).toEqual([[['argoExperiments/runnables', { uri: 'file:///a.yaml' }]], 0]);
  });

  it('answer with the course', async () => {
    const { requests, sent } = serve(async () => WELL);
    expect(await requests.rehearse({ uri: 'file:///a.yaml', document: 1 })).toEqual({ ok: true, value: WELL });
    expect(sent).toEqual([['argoExperiments/rehearse', { uri: 'file:///a.yaml', document: 1 }]]);
  });

  it('turn a refusal into a failure', async () => {
    const { requests } = serve(async () => ({ kind: 'failure', message: 'No.' }));
    expect(await requests.rehearse({ uri: 'u', document: 0 })).toEqual({
      ok: false,
      failure: { kind: 'refused', message: 'No.' },
    });
  });

  it('turn an error into a failure', async () => {
    const { requests, timers } = serve(() => Promise.reject(new Error('Client is not running')));
    expect(await requests.runnables('u')).toEqual({
      ok: false,
      failure: { kind: 'language-server-down', detail: 'Client is not running' },
    });
    expect(timers.waiting).toBe(0);
  });

  it('are given up after a while, and the server is told', async () => {
    let told = false;
    const { requests, timers } = serve(
      signal => new Promise(() => signal.addEventListener('abort', () => (told = true))),
    );
    const answer = requests.runnables('u');
    timers.pass(14_999);
    expect(told).toBe(false);
    timers.pass(1);
    expect(await answer).toEqual({ ok: false, failure: { kind: 'language-server-slow', seconds: 15 } });
    expect(told).toBe(true);
  });
});

describe('the lens about the course', () => {
  it.each([
    [WELL, '1 analysis, ends after 10 min 12 s'],
    [NEVER_READY, '1 analysis, ends as Failed after 5 min'],
    [TERMINATED, '1 analysis, never ends'],
    [INVALID, '1 analysis, would be refused'],
    [
      course([], { kind: 'unfinished', phase: 'Running', at: 86_400_000, message: '' }),
      '1 analysis, no end within 1 d',
    ],
  ])('%#', ({ timeline }, text) => {
    expect(describeCourse(RUNNABLE, timeline, english)).toBe(text);
  });

  it('counts', () => {
    expect(describeCourse({ ...RUNNABLE, analyses: [] }, undefined, english)).toBe('no analyses');
    expect(describeCourse({ ...RUNNABLE, analyses: ['a', 'b'] }, undefined, english)).toBe('2 analyses');
  });
});
