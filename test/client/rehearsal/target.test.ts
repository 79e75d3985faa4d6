import { expect, it } from 'vitest';
import { COMMANDS } from '../../../client/ids.ts';
import { RUNNABLE, WELL } from '../support/courses.ts';
import { setStage } from '../support/stage.ts';

it('scenarios of files stand right after the usual one, and are what the server is asked for', async () => {
  const stage = setStage();
  const uri = 'file:///shop/two-colours.rehearsal.yaml';
  const scenario = { title: 'ended by hand', terminateAtMs: 60_000 };
  stage.requests.files.set(RUNNABLE.uri, [
    { ...RUNNABLE, scenariosBeside: [{ uri, title: scenario.title, scenario }] },
  ]);
  stage.requests.courses.push(WELL);
  stage.person.answers = ['ended by hand'];
  await stage.run(COMMANDS.rehearseExperiment, { uri: RUNNABLE.uri, document: 0 });
  expect(stage.person.seen.find(line => line.includes('What happens?'))).toBe(
    [
      'Rehearse here: two-colours / What happens?',
      '  - as the file stands',
      '  - ended by hand | two-colours.rehearsal.yaml',
      '  - orange never ready (ImagePullBackOff)',
    ].join('\n'),
  );
  expect(stage.requests.asked).toEqual([{ uri: RUNNABLE.uri, document: 0, scenario }]);
});
