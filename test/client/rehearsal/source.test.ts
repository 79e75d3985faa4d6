import { describe, expect, it } from 'vitest';
import { RehearsalSource } from '../../../client/rehearsal/source.ts';
import { rootNodes } from '../../../client/tree/nodes/roots.ts';
import { outline } from '../../../client/tree/outline.ts';
import {
  BEGINNING,
  course,
  experiment,
  INVALID,
  NEVER_READY,
  RUNNABLE,
  TERMINATED,
  template,
  WELL,
} from '../support/courses.ts';
import { english } from '../support/english.ts';
import { FakeRequests } from '../support/fake-requests.ts';
import { FakeTimers } from '../support/fake-timers.ts';

function start(...courses: FakeRequests['courses']) {
  const timers = new FakeTimers();
  const requests = new FakeRequests();
  requests.courses.push(...courses);
  const source = new RehearsalSource({ requests, timers, speed: () => 50, label: 'Rehearsals' });
  const changes: string[] = [];
  source.onChange(ids => changes.push(ids.join(' ')));
  const place = { source, actions: source, playback: source };
  /** Lets time pass on the rehearsal's clock, in seconds. */
  const pass = (s: number) => timers.pass(s * 20);
  const rows = () => outline(rootNodes([place], { l10n: english, now: () => timers.now() }));
  return { timers, requests, source, changes, pass, rows };
}

const run = async ({ source }: ReturnType<typeof start>) => {
  const started = await source.run({ runnable: RUNNABLE, scenario: { title: 'as the file stands' } });
  if (!started.ok) throw new Error(started.failure.kind);
  return started.value;
};

describe('a rehearsal', () => {
  it('plays what the server answered, from the first row to the last', async () => {
    const stage = start(WELL);
    expect(stage.rows()).toEqual([]);
    await run(stage);
    expect(stage.requests.asked).toEqual([
      { uri: 'file:///shop/two-colours.yaml', document: 0, scenario: { title: 'as the file stands' } },
    ]);
    expect(stage.rows()).toEqual([
      'Rehearsals   1 running',
      '  two-colours   Pending · 0 of 2 templates available · x50',
      '    purple   0/1 available · Service purple',
      '      two-colours-purple-a   Pending',
      '    orange   0/1 available',
      '      two-colours-orange-a   Pending',
      '    compare   not started · required',
    ]);
    stage.pass(11);
    expect(stage.rows().slice(1, 4)).toEqual([
      '  two-colours   Pending · 1 of 2 templates available · x50',
      '    purple   1/1 available · Service purple',
      '      two-colours-purple-a   Running',
    ]);
    stage.pass(481);
    expect(stage.rows()).toEqual([
      'Rehearsals   1 running',
      '  two-colours   Running · 12 min left of 20 min · x50',
      '    purple   1/1 available · Service purple',
      '      two-colours-purple-a   Running',
      '    orange   1/1 available',
      '      two-colours-orange-a   Running',
      '    compare   Running · required',
    ]);
    stage.pass(120);
    expect(stage.rows()).toEqual([
      'Rehearsals',
      '  two-colours   Successful after 10 min 12 s · x50',
      '    purple   Successful · 1/1 available · Service purple',
      '      two-colours-purple-a   Running',
      '    orange   Successful · 1/1 available',
      '      two-colours-orange-a   Running',
      '    compare   Successful · required',
    ]);
    stage.pass(30);
    expect(stage.rows()).toEqual([
      'Rehearsals',
      '  two-colours   Successful after 10 min 12 s',
      '    purple   Successful · pods are gone',
      '    orange   Successful · pods are gone',
      '    compare   Successful · required',
    ]);
    expect(stage.timers.waiting).toBe(0);
  });

  it('names the rows that changed, once per instant', async () => {
    const stage = start(WELL);
    await run(stage);
    stage.pass(9);
    expect(stage.changes).toEqual(['rehearsals']);
    stage.pass(1);
    expect(stage.changes).toEqual(['rehearsals', 'rehearsals/r1']);
    stage.pass(2);
    expect(stage.changes).toEqual(['rehearsals', 'rehearsals/r1', 'rehearsals/r1']);
  });

  it('shows why it waits and why it failed', async () => {
    const stage = start(NEVER_READY);
    await run(stage);
    stage.pass(20);
    expect(stage.rows().slice(4, 6)).toEqual([
      '    orange   0/1 available · ImagePullBackOff',
      '      two-colours-orange-a   Waiting · ImagePullBackOff',
    ]);
    stage.pass(280);
    expect(stage.rows()).toEqual([
      'Rehearsals',
      "  two-colours   Failed after 5 min · Template 'orange' exceeded its progressDeadlineSeconds (300)",
      '    purple   Successful · 1/1 available',
      '      two-colours-purple-a   Running',
      "    orange   Failed · 0/1 available · Template 'orange' exceeded its progressDeadlineSeconds (300)",
      '      two-colours-orange-a   Waiting · ImagePullBackOff',
      '    compare   not started · required',
    ]);
  });

  it('shows what the controller refuses', async () => {
    const stage = start(INVALID);
    await run(stage);
    expect(stage.rows()).toEqual([
      'Rehearsals',
      '  two-colours   Refused · Spec.Templates[1].Name: Duplicate value: "purple"',
      '    purple   not created yet',
      '    orange   not created yet',
      '    compare   not started · required',
    ]);
  });

  it('shows rows with one name once: two would be one row to the editor', async () => {
    const twice = INVALID.timeline.templates.flatMap(one => [one, one]);
    const stage = start({ ...INVALID, timeline: { ...INVALID.timeline, templates: twice } });
    await run(stage);
    expect(stage.rows().slice(2)).toEqual([
      '    purple   not created yet',
      '    orange   not created yet',
      '    compare   not started · required',
    ]);
  });

  it('says what a Running experiment waits for once its duration has passed', async () => {
    const late = course([...BEGINNING, experiment(2000, 'Successful')], {
      kind: 'finished',
      phase: 'Successful',
      at: 2_000_000,
      message: '',
    });
    const stage = start(late);
    await run(stage);
    stage.pass(1900);
    expect(stage.rows()[1]).toBe('  two-colours   Running · 20 min passed · waits for compare · x50');
  });

  it('has no time left where there is no duration', async () => {
    const endless = course(
      BEGINNING,
      { kind: 'unfinished', phase: 'Running', at: 86_400_000, message: 'Still Running.' },
      {
        experiment: { name: 'two-colours' },
        analyses: [],
      },
    );
    const stage = start(endless);
    await run(stage);
    stage.pass(200);
    expect(stage.rows()[1]).toBe('  two-colours   Running · 3 min so far, no duration · x50');
    stage.pass(100_000);
    expect(stage.rows()[1]).toBe('  two-colours   Running · no end in sight after 1 d · Still Running.');
  });
});

describe('steering a rehearsal', () => {
  it('pauses, resumes and changes speed', async () => {
    const stage = start(WELL);
    const id = await run(stage);
    stage.pass(12);
    stage.source.pause(id);
    stage.pass(5000);
    expect(stage.rows()[1]).toBe('  two-colours   Running · 20 min left of 20 min · paused');
    stage.source.setSpeed(id, 600);
    stage.source.resume(id);
    stage.timers.pass(100);
    expect(stage.rows()[1]).toBe('  two-colours   Running · 19 min left of 20 min · x600');
    expect(stage.source.elapsed(id)).toBe(72_000);
  });

  it('steps from one thing that happens to the next, and stays there', async () => {
    const stage = start(WELL);
    const id = await run(stage);
    const times: number[] = [];
    for (let step = 0; step < 6; step += 1) {
      stage.source.step(id);
      times.push(stage.source.elapsed(id) / 1000);
      stage.pass(1000);
    }
    expect(times).toEqual([10, 12, 612, 642, 642, 642]);
    expect(stage.source.find(id)?.playback?.state).toBe('ended');
  });

  it('jumps to the end, paused or not', async () => {
    const stage = start(WELL);
    const id = await run(stage);
    stage.source.pause(id);
    stage.source.jumpToEnd(id);
    expect(stage.rows()[1]).toBe('  two-colours   Successful after 10 min 12 s');
  });

  it('leaves an experiment alone that is not there', () => {
    const { source, changes } = start();
    for (const steer of ['pause', 'resume', 'step', 'jumpToEnd'] as const) source[steer]('r9');
    source.setSpeed('r9', 5);
    expect([changes, source.elapsed('r9'), source.find('r9')]).toEqual([[], 0, undefined]);
  });
});

describe('ending a rehearsal', () => {
  it('asks for the course with an end now, and goes on along it', async () => {
    const stage = start(WELL, TERMINATED);
    const id = await run(stage);
    stage.pass(100);
    expect(await stage.source.terminate(id)).toEqual({ ok: true, value: undefined });
    expect(stage.requests.asked[1]?.scenario).toMatchObject({ terminateAtMs: 100_000, horizonMs: 86_500_000 });
    expect(stage.source.elapsed(id)).toBe(100_000);
    expect(stage.rows()).toEqual([
      'Rehearsals   1 running',
      '  two-colours   Running · terminating · x50',
      '    purple   Successful · 1/1 available · Service purple',
      '      two-colours-purple-a   Running',
      '    orange   Successful · 1/1 available',
      '      two-colours-orange-a   Running',
      '    compare   Running · required · its run is Successful, read by nobody',
    ]);
    stage.pass(30);
    expect(stage.rows().slice(0, 2)).toEqual([
      'Rehearsals',
      '  two-colours   Running · never ends · It waits for compare, whose run it no longer reads.',
    ]);
  });

  it('stays paused if it was', async () => {
    const stage = start(WELL, TERMINATED);
    const id = await run(stage);
    stage.pass(100);
    stage.source.pause(id);
    await stage.source.terminate(id);
    expect(stage.source.find(id)?.playback?.state).toBe('paused');
  });

  it('goes on as it was when the file has changed in the meantime', async () => {
    const other = course([experiment(0, 'Pending'), template(0, 'purple', 'Progressing')], TERMINATED.timeline.verdict);
    const stage = start(WELL, other);
    const id = await run(stage);
    stage.pass(100);
    expect(await stage.source.terminate(id)).toEqual({
      ok: false,
      failure: { kind: 'file-changed', name: 'two-colours' },
    });
    stage.pass(512);
    expect(stage.rows()[1]).toBe('  two-colours   Successful after 10 min 12 s · x50');
  });

  it('goes on as it was when the server does not answer', async () => {
    const down = { ok: false, failure: { kind: 'language-server-down', detail: 'gone' } } as const;
    const stage = start(WELL, down);
    const id = await run(stage);
    stage.pass(100);
    expect(await stage.source.terminate(id)).toEqual(down);
    expect(stage.source.find(id)?.terminating).toBe(false);
    stage.pass(542);
    expect(stage.source.find(id)?.playback?.state).toBe('ended');
  });

  it('is too late for one that was deleted while the server thought', async () => {
    const stage = start(WELL, TERMINATED);
    const id = await run(stage);
    const ending = stage.source.terminate(id);
    await stage.source.delete(id);
    expect(await ending).toEqual({ ok: false, failure: { kind: 'not-found' } });
    expect(stage.rows()).toEqual([]);
  });

  it('deletes with its timers', async () => {
    const stage = start(WELL);
    const id = await run(stage);
    expect(await stage.source.delete(id)).toEqual({ ok: true, value: undefined });
    expect([stage.rows(), stage.timers.waiting, stage.changes.at(-1)]).toEqual([[], 0, 'rehearsals']);
    expect(await stage.source.delete(id)).toEqual({ ok: false, failure: { kind: 'not-found' } });
    expect(await stage.source.terminate(id)).toEqual({ ok: false, failure: { kind: 'not-found' } });
  });

  it('never gives an id twice', async () => {
    const stage = start(WELL, WELL);
    const first = await run(stage);
    await stage.source.delete(first);
    expect(await run(stage)).not.toBe(first);
  });

  it('lets go of everything when it is closed', async () => {
    const stage = start(WELL);
    await run(stage);
    stage.source.close();
    expect([stage.source.state, stage.timers.waiting]).toEqual([{ kind: 'idle' }, 0]);
  });
});

it('hands on the reason why there is no course', async () => {
  const { source } = start();
  source.open();
  expect(await source.run({ runnable: { ...RUNNABLE, step: 2 } })).toEqual({
    ok: false,
    failure: { kind: 'refused', message: 'There is no Experiment at this place any more.' },
  });
  expect(source.state).toEqual({ kind: 'ready', experiments: [] });
});
