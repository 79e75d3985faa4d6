import { describe, expect, it } from 'vitest';
import { FIRST_EXPERIMENT } from '../../../client/commands/first-experiment.ts';
import { COMMANDS } from '../../../client/ids.ts';
import { DEFAULT_SETTINGS } from '../../../server/core/index.ts';
import type { Runnable } from '../../../server/protocol.ts';
import { newService } from '../../support/service.ts';
import { RUNNABLE, WELL } from '../support/courses.ts';
import { setStage } from '../support/stage.ts';

const URI = RUNNABLE.uri;
const { runExperiment, rehearseExperiment, newExperiment } = COMMANDS;

/** A URI as the editor passes it. */
const asUri = (uri: string) => ({ scheme: 'file', toString: () => uri });
const at = (uri: string, line: number) => ({ uri, languageId: 'yaml', cursor: { line, character: 0 } });

const WHERE = [
  'Run two-colours / Where?',
  '  - Rehearse here | no cluster: the controllers on a virtual clock',
  '  - Other context or namespace…',
].join('\n');
const HOW =
  'Rehearse here: two-colours / What happens?\n  - as the file stands\n  - orange never ready (ImagePullBackOff)';
const DONE = ['progress begins', 'progress ends', 'reveal rehearsals/r1'];

const SECOND: Runnable = {
  ...RUNNABLE,
  document: 2,
  name: 'three-colours',
  range: { start: { line: 50, character: 0 }, end: { line: 60, character: 0 } },
  nameRange: { start: { line: 53, character: 8 }, end: { line: 53, character: 21 } },
};

describe('Run Experiment', () => {
  it('asks where and how, and shows the new row', async () => {
    const stage = setStage();
    stage.person.document = at(URI, 5);
    stage.person.answers = ['Rehearse here', 'as the file stands'];
    stage.requests.courses.push(WELL);
    await stage.run(runExperiment);
    expect(stage.person.seen).toEqual([`load ${URI}`, WHERE, HOW, ...DONE]);
    expect(stage.rows()[1]).toBe('  two-colours   Pending · 0 of 2 templates available · x50');
  });

  it('hands on the scenario that was chosen, as the server offered it', async () => {
    const stage = setStage();
    stage.person.answers = ['Rehearse here', 'orange never ready (ImagePullBackOff)'];
    stage.requests.courses.push(WELL);
    await stage.run(runExperiment, asUri(URI));
    expect(stage.requests.asked).toEqual([{ uri: URI, document: 0, scenario: RUNNABLE.scenarios[1] }]);
  });

  it('is rehearsed without the question where', async () => {
    const stage = setStage();
    stage.person.answers = ['as the file stands'];
    stage.requests.courses.push(WELL);
    await stage.run(rehearseExperiment, { uri: URI, document: 0 });
    expect(stage.person.seen).toEqual([`load ${URI}`, HOW, ...DONE]);
  });

  it('asks no where in a browser: there is one answer', async () => {
    const stage = setStage();
    stage.clusters.canConnect = false;
    stage.person.answers = ['as the file stands'];
    stage.requests.courses.push(WELL);
    await stage.run(runExperiment, asUri(URI));
    expect(stage.person.seen).toEqual([`load ${URI}`, HOW, ...DONE]);
  });

  it.each([
    ['where', []],
    ['how', ['Rehearse here']],
  ])('runs nothing when the question %s is left', async (_, answers) => {
    const stage = setStage();
    stage.person.answers = [...answers];
    await stage.run(runExperiment, asUri(URI));
    expect(stage.requests.asked).toEqual([]);
    expect(stage.rows()).toEqual([]);
  });
});

describe('which experiment of a file', () => {
  const several = () => {
    const stage = setStage();
    stage.requests.files.set(URI, [
      RUNNABLE,
      SECOND,
      { ...SECOND, type: 'experiment-step', rollout: 'shop', name: 'shop-step2', step: 1 },
    ]);
    return stage;
  };
  const which = [
    'Run Experiment / Which of the experiments in this file?',
    '  - two-colours | line 4',
    '  - three-colours | line 54',
    '  - shop, step 2 | line 54',
  ].join('\n');

  it('is the one under the cursor', async () => {
    const stage = several();
    stage.person.document = at(URI, 55);
    await stage.run(runExperiment);
    expect(stage.person.seen[1]).toContain('Run three-colours / Where?');
  });

  it('is the one of the lens, wherever the cursor is', async () => {
    const stage = several();
    stage.person.document = at(URI, 5);
    await stage.run(runExperiment, { uri: URI, document: 2, step: 1 });
    expect(stage.person.seen[1]).toContain('Run shop, step 2 / Where?');
  });

  it('is asked when the cursor is in none', async () => {
    const stage = several();
    stage.person.document = at(URI, 45);
    stage.person.answers = ['three-colours'];
    await stage.run(runExperiment);
    expect(stage.person.seen.slice(0, 2)).toEqual([`load ${URI}`, which]);
    expect(stage.person.seen[2]).toContain('Run three-colours / Where?');
  });

  it('is asked in the explorer, where the cursor means nothing', async () => {
    const stage = several();
    stage.person.document = at(URI, 5);
    await stage.run(runExperiment, asUri(URI), [asUri(URI)]);
    expect(stage.person.seen.at(-1)).toBe(which);
  });

  it('is asked when the one of the lens has gone', async () => {
    const stage = several();
    await stage.run(runExperiment, { uri: URI, document: 7 });
    expect(stage.person.seen.at(-1)).toBe(which);
  });
});

describe('nothing to run', () => {
  it('says so without a file, and offers a new one', async () => {
    const stage = setStage();
    stage.person.answers = ['New Experiment'];
    await stage.run(runExperiment);
    expect(stage.person.seen).toEqual([
      'info: No file is open. Open one that holds an Experiment. [New Experiment]',
      `execute ${newExperiment}`,
    ]);
  });

  it.each([
    ['file:///shop/values.yaml', 'values.yaml'],
    ['file:///shop/100%25%20sure.yaml', '100% sure.yaml'],
    ['file:///shop/100%zz.yaml', '100%zz.yaml'],
  ])('says so of %s', async (uri, name) => {
    const stage = setStage();
    stage.requests.files.set(uri, []);
    await stage.run(runExperiment, asUri(uri));
    expect(stage.person.seen).toEqual([
      `load ${uri}`,
      `info: ${name} holds no Experiment, and no Rollout with an experiment step. [New Experiment]`,
    ]);
  });

  it.each([[42], [null], [{ uri: 3, document: 0 }], [{ document: 0 }]])('takes %j as no argument', async argument => {
    const stage = setStage();
    await stage.run(runExperiment, argument);
    expect(stage.person.seen).toEqual(['info: No file is open. Open one that holds an Experiment. [New Experiment]']);
  });
});

describe('problems in the document', () => {
  const broken = (errors: number) => {
    const stage = setStage();
    stage.requests.files.set(URI, [{ ...RUNNABLE, errors }]);
    return stage;
  };

  it.each([
    [1, '1 problem would make this fail.'],
    [2, '2 problems would make this fail.'],
  ])('hold it back: %d', async (errors, sentence) => {
    const stage = broken(errors);
    await stage.run(runExperiment, asUri(URI));
    expect(stage.person.seen).toEqual([`load ${URI}`, `warning: ${sentence} [Show] [Run Anyway]`]);
  });

  it('are shown', async () => {
    const stage = broken(2);
    stage.person.answers = ['Show'];
    await stage.run(runExperiment, asUri(URI));
    expect(stage.person.seen.slice(2)).toEqual([`show ${URI} from 3:8 to 3:19`, 'show problems']);
  });

  it('can be overruled', async () => {
    const stage = broken(2);
    stage.person.answers = ['Run Anyway', 'Rehearse here', 'as the file stands'];
    stage.requests.courses.push(WELL);
    await stage.run(runExperiment, asUri(URI));
    expect(stage.person.seen.slice(2)).toEqual([WHERE, HOW, ...DONE]);
  });
});

describe('failures', () => {
  it('says that the file cannot be opened', async () => {
    const stage = setStage();
    stage.person.unreadable = URI;
    await stage.run(runExperiment, asUri(URI));
    expect(stage.person.seen).toEqual([`error: ${URI} cannot be opened: no such file`]);
  });

  it('says that the language server is not there, and restarts it', async () => {
    const stage = setStage();
    stage.requests.files.clear();
    stage.person.answers = ['Restart Language Server'];
    await stage.run(runExperiment, asUri(URI));
    expect(stage.person.seen).toEqual([
      `load ${URI}`,
      'error: The language server did not answer: it is not running. [Restart Language Server]',
      `execute ${COMMANDS.restartLanguageServer}`,
    ]);
  });

  it('hands on what the server refused', async () => {
    const stage = setStage();
    stage.person.answers = ['as the file stands'];
    await stage.run(rehearseExperiment, asUri(URI));
    expect(stage.person.seen.slice(2)).toEqual([
      'progress begins',
      'progress ends',
      'error: There is no Experiment at this place any more.',
    ]);
  });
});

describe('New Experiment', () => {
  it('opens a document that is not saved, with its name selected', async () => {
    const stage = setStage();
    await stage.run(newExperiment);
    expect(stage.person.seen).toEqual(['new document, my-experiment selected in 7 places']);
  });

  it('opens one without any problem, that can be run', () => {
    const service = newService({ 'untitled:Untitled-1': FIRST_EXPERIMENT });
    service.setComplete(true);
    expect(service.diagnose('untitled:Untitled-1', DEFAULT_SETTINGS)).toEqual([]);
    expect(service.runnables('untitled:Untitled-1').map(({ spec }) => spec.name)).toEqual(['my-experiment']);
    expect(service.rehearse({ uri: 'untitled:Untitled-1', document: 0 }, {})?.timeline.verdict).toMatchObject({
      kind: 'finished',
      phase: 'Successful',
    });
  });
});
