import { describe, expect, it } from 'vitest';
import { announceEnds } from '../../../client/commands/announce-end.ts';
import { guarded } from '../../../client/commands/command.ts';
import { COMMANDS } from '../../../client/ids.ts';
import { BEGINNING, course, INVALID, NEVER_READY, RUNNABLE, TERMINATED, WELL } from '../support/courses.ts';
import { findCommand, setStage } from '../support/stage.ts';

async function playing(...courses: (typeof WELL)[]) {
  const stage = setStage();
  for (const one of courses) {
    stage.requests.courses.push(one);
    await stage.source.run({ runnable: RUNNABLE });
  }
  return stage;
}

const R1 = 'rehearsals/r1';

describe('commands of a row', () => {
  it('pause, resume, step and jump', async () => {
    const stage = await playing(WELL);
    stage.pass(5);
    const states: unknown[] = [];
    for (const id of ['pauseRehearsal', 'stepRehearsal', 'resumeRehearsal', 'jumpToEndOfRehearsal'] as const) {
      await stage.run(COMMANDS[id], R1);
      states.push([stage.source.elapsed('r1') / 1000, stage.source.find('r1')?.playback?.state]);
    }
    expect(states).toEqual([
      [5, 'paused'],
      [10, 'paused'],
      [10, 'playing'],
      [642, 'ended'],
    ]);
    expect(stage.person.seen).toEqual([]);
  });

  it('work from a row below the experiment, too', async () => {
    const stage = await playing(WELL);
    await stage.run(COMMANDS.pauseRehearsal, `${R1}/template/purple/pod/two-colours-purple-a`);
    expect(stage.source.find('r1')?.playback?.state).toBe('paused');
  });

  it('steer what can be steered when the title of the tree passes a row that has ended', async () => {
    const stage = await playing(INVALID, WELL);
    await stage.run(COMMANDS.pauseRehearsal, R1);
    expect(stage.source.find('r2')?.playback?.state).toBe('paused');
    expect(stage.person.seen).toEqual([]);
  });

  it('ask for the speed', async () => {
    const stage = await playing(WELL);
    stage.person.answers = ['x600'];
    await stage.run(COMMANDS.setRehearsalSpeed, R1);
    expect(stage.person.seen).toEqual([
      [
        'Speed of two-colours / How much faster than real time?',
        '  - x1 | real time',
        '  - x10 | 10 s in a second',
        '  - x60 | 1 min in a second',
        '  - x300 | 5 min in a second',
        '  - x600 | 10 min in a second',
      ].join('\n'),
    ]);
    expect(stage.source.find('r1')?.playback?.speed).toBe(600);
  });

  it('go to the file', async () => {
    const stage = await playing(WELL);
    await stage.run(COMMANDS.goToExperimentFile, R1);
    expect(stage.person.seen).toEqual([`show ${RUNNABLE.uri} from 3:8 to 3:19`]);
  });

  it('say so when the row can no longer do this, even if others could', async () => {
    const stage = await playing(WELL, WELL);
    stage.source.jumpToEnd('r1');
    await stage.run(COMMANDS.terminateExperiment, R1);
    expect(stage.person.seen).toEqual(['info: There is no experiment that this can be asked of now.']);
  });
});

describe('the same commands from the palette', () => {
  it('mean the selected row', async () => {
    const stage = await playing(WELL, WELL);
    stage.person.selected = 'rehearsals/r2/analysis/compare';
    await stage.run(COMMANDS.pauseRehearsal);
    expect(stage.source.find('r2')?.playback?.state).toBe('paused');
  });

  it('mean the only one that can do this', async () => {
    const stage = await playing(WELL, WELL);
    stage.source.jumpToEnd('r1');
    stage.person.selected = R1;
    await stage.run(COMMANDS.pauseRehearsal);
    expect(stage.source.find('r2')?.playback?.state).toBe('paused');
  });

  it('ask which of several', async () => {
    const stage = await playing(WELL, NEVER_READY);
    await stage.run(COMMANDS.pauseRehearsal);
    expect(stage.person.seen).toEqual([
      [
        'Argo Experiments / Which experiment?',
        '  - two-colours | Pending · as the file stands | Rehearsals',
        '  - two-colours | Pending · orange never ready (ImagePullBackOff) | Rehearsals',
      ].join('\n'),
    ]);
  });

  it('say so when there is none', async () => {
    const stage = setStage();
    await stage.run(COMMANDS.terminateExperiment);
    expect(stage.person.seen).toEqual(['info: There is no experiment that this can be asked of now.']);
  });
});

describe('terminate', () => {
  const QUESTION =
    'warning: two-colours has a required analysis, and not all of its analyses have finished. Terminated now, the controller no longer reads them, and it stays Running for ever. Delete it instead? [Delete] [Terminate]';

  it('ends at once what ends well', async () => {
    const stage = await playing(WELL);
    stage.requests.courses.push(course(BEGINNING.slice(0, 6), TERMINATED.timeline.verdict));
    stage.pass(5);
    await stage.run(COMMANDS.terminateExperiment, R1);
    expect(stage.person.seen).toEqual(['progress begins', 'progress ends']);
    expect(stage.source.find('r1')?.terminating).toBe(true);
  });

  it('warns of the hang, and is left alone without an answer', async () => {
    const stage = await playing(WELL);
    stage.pass(100);
    await stage.run(COMMANDS.terminateExperiment, R1);
    expect(stage.person.seen).toEqual([QUESTION]);
    expect(stage.requests.asked).toHaveLength(1);
  });

  it('goes through with it when told so, and is not offered again', async () => {
    const stage = await playing(WELL);
    stage.requests.courses.push(TERMINATED);
    stage.pass(100);
    stage.person.answers = ['Terminate'];
    await stage.run(COMMANDS.terminateExperiment, R1);
    expect(stage.rows()[1]).toBe('  two-colours   Running · terminating · x50');
    await stage.run(COMMANDS.terminateExperiment, R1);
    expect(stage.person.seen.at(-1)).toBe('info: There is no experiment that this can be asked of now.');
  });

  it('deletes instead', async () => {
    const stage = await playing(WELL);
    stage.pass(100);
    stage.person.answers = ['Delete'];
    await stage.run(COMMANDS.terminateExperiment, R1);
    expect(stage.rows()).toEqual([]);
  });

  it('says why it could not', async () => {
    const stage = await playing(WELL);
    stage.requests.courses.push(INVALID);
    stage.pass(5);
    await stage.run(COMMANDS.terminateExperiment, R1);
    expect(stage.person.seen.at(-1)).toBe(
      'error: The file of two-colours has changed since this rehearsal began, so it cannot go on from here. Delete it and run it again.',
    );
  });

  it('is not offered for what the controller refuses', async () => {
    const stage = await playing(INVALID);
    await stage.run(COMMANDS.terminateExperiment, R1);
    expect(stage.person.seen).toEqual(['info: There is no experiment that this can be asked of now.']);
  });
});

describe('results', () => {
  it('open from the row of an experiment, and at the analysis of a row', async () => {
    const stage = await playing(WELL);
    await stage.run(COMMANDS.openResults, R1);
    await stage.run(COMMANDS.openResults, `${R1}/analysis/compare`);
    expect(stage.person.seen).toEqual([`results of ${R1}`, `results of ${R1} at compare`]);
  });

  it('stand side by side: of the two rows that are selected', async () => {
    const stage = await playing(WELL, NEVER_READY, WELL);
    await stage.run(COMMANDS.compareRehearsals, 'rehearsals/r3', ['rehearsals/r3', `${R1}/template/purple`]);
    expect(stage.person.seen).toEqual([`results of ${R1} beside rehearsals/r3`]);
  });

  it('stand side by side: of a row and the one that is chosen', async () => {
    const stage = await playing(WELL, NEVER_READY, WELL);
    stage.person.answers = ['two-colours (orange never ready (ImagePullBackOff))'];
    await stage.run(COMMANDS.compareRehearsals, R1);
    expect(stage.person.seen).toEqual([
      [
        'Compare Rehearsals / Compare two-colours (as the file stands) with which?',
        '  - two-colours (orange never ready (ImagePullBackOff)) | Pending | Rehearsals',
        '  - two-colours (as the file stands) | Pending | Rehearsals',
      ].join('\n'),
      `results of ${R1} beside rehearsals/r2`,
    ]);
  });

  it('stand side by side: of two there is nothing to ask but the first', async () => {
    const stage = await playing(WELL, NEVER_READY);
    stage.person.answers = ['two-colours (as the file stands)'];
    await stage.run(COMMANDS.compareRehearsals);
    expect(stage.person.seen.at(-1)).toBe(`results of ${R1} beside rehearsals/r2`);
  });

  it('cannot be compared with nothing', async () => {
    const stage = await playing(WELL);
    await stage.run(COMMANDS.compareRehearsals, R1);
    expect(stage.person.seen).toEqual([
      'info: There are no two rehearsals to compare. Rehearse the experiment once more.',
    ]);
  });
});

it('delete removes the row', async () => {
  const stage = await playing(WELL);
  await stage.run(COMMANDS.deleteExperiment, R1);
  expect([stage.rows(), stage.person.seen]).toEqual([[], []]);
});

describe('the message at the end', () => {
  it.each([
    [WELL, 'info: two-colours was successful after 10 min 12 s. [Open Results] [Show in Tree]'],
    [
      NEVER_READY,
      "warning: two-colours failed after 5 min. Template 'orange' exceeded its progressDeadlineSeconds (300) [Open Results] [Show in Tree]",
    ],
    [
      TERMINATED,
      'warning: two-colours never ends. It waits for compare, whose run it no longer reads. [Open Results] [Show in Tree]',
    ],
    [
      INVALID,
      'warning: two-colours is refused. Spec.Templates[1].Name: Duplicate value: "purple" [Open Results] [Show in Tree]',
    ],
  ])('comes once %#', async (one, message) => {
    const stage = setStage();
    const stop = announceEnds(stage.parts, stage.places, () => true);
    stage.requests.courses.push(one);
    await stage.source.run({ runnable: RUNNABLE });
    stage.source.jumpToEnd('r1');
    stage.pass(1);
    stop();
    expect(stage.person.seen).toEqual([message]);
  });

  it('leads to the results', async () => {
    const stage = setStage();
    announceEnds(stage.parts, stage.places, () => true);
    stage.person.answers = ['Open Results'];
    stage.requests.courses.push(INVALID);
    await stage.source.run({ runnable: RUNNABLE });
    stage.pass(1);
    await Promise.resolve();
    expect(stage.person.seen.at(-1)).toBe(`results of ${R1}`);
  });

  it('leads to the row', async () => {
    const stage = setStage();
    announceEnds(stage.parts, stage.places, () => true);
    stage.person.answers = ['Show in Tree'];
    stage.requests.courses.push(INVALID);
    await stage.source.run({ runnable: RUNNABLE });
    await Promise.resolve();
    expect(stage.person.seen.at(-1)).toBe('reveal rehearsals/r1');
  });

  it('can be switched off', async () => {
    const stage = setStage();
    announceEnds(stage.parts, stage.places, () => false);
    stage.requests.courses.push(INVALID);
    await stage.source.run({ runnable: RUNNABLE });
    expect(stage.person.seen).toEqual([]);
  });
});

describe('commands about the language server', () => {
  it('restart it and show its output', async () => {
    const stage = setStage();
    await stage.run(COMMANDS.restartLanguageServer);
    await stage.run(COMMANDS.showOutput);
    expect(stage.person.seen).toEqual(['restart the language server', 'show the output']);
  });
});

it('a command that breaks leaves its name and the stack in the output, and a message', async () => {
  const stage = setStage();
  const broken = { ...stage.parts.editor, createNamed: () => Promise.reject(new TypeError('boom')) };
  const command = findCommand({ ...stage.parts, editor: broken }, COMMANDS.newExperiment);
  stage.person.answers = ['Show Output'];
  await guarded(command, stage.parts)();
  expect(stage.log[0]).toMatch(/^argoExperiments\.newExperiment: TypeError: boom\n {4}at /);
  expect(stage.person.seen).toEqual([
    'error: This did not work because of a mistake in Argo Experiments. The output has the details. [Show Output]',
    'show the output',
  ]);
});
