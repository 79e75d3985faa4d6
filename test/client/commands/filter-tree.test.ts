import { expect, it } from 'vitest';
import { NO_FILTER } from '../../../client/experiments/view/filter.ts';
import { COMMANDS } from '../../../client/ids.ts';
import { setStage } from '../support/stage.ts';

it('phases are chosen one after the other, and each counts at once', async () => {
  const { run, person } = setStage();
  person.answers = ['Failed', 'Error', 'Failed', 'Hide finished'];
  await run(COMMANDS.filterTree);
  expect(person.filter).toEqual({ text: '', phases: ['Error'], hidesFinished: true });
  expect(person.seen.at(-1)).toBe(
    [
      'Filter / What is shown? Each choice counts at once; Escape when it is right.',
      '  - Text…',
      '  - Hide finished | chosen',
      '  - Pending | Only these phases',
      '  - Running | Only these phases',
      '  - Successful | Only these phases',
      '  - Failed | Only these phases',
      '  - Error | chosen | Only these phases',
      '  - Inconclusive | Only these phases',
      '  - Show all | No filter',
    ].join('\n'),
  );
});

it('a text is typed, and stays when the person turns away', async () => {
  const { run, person } = setStage();
  person.answers = ['Text…', ' price '];
  await run(COMMANDS.filterTree);
  expect(person.filter.text).toBe('price');
  person.answers = ['Text…'];
  await run(COMMANDS.filterTree);
  expect(person.filter.text).toBe('price');
  expect(person.seen.at(-1)).toMatch(/\(price\)$/);
  person.answers = ['Show all'];
  await run(COMMANDS.filterTree);
  expect(person.filter).toEqual(NO_FILTER);
});

it('what has finished is hidden and shown by one click, and everything cleared by one', async () => {
  const { run, person } = setStage();
  person.filter = { ...NO_FILTER, text: 'price' };
  await run(COMMANDS.hideFinished);
  expect(person.filter).toEqual({ text: 'price', phases: [], hidesFinished: true });
  await run(COMMANDS.showFinished);
  expect(person.filter).toEqual({ text: 'price', phases: [], hidesFinished: false });
  await run(COMMANDS.clearFilter);
  expect(person.filter).toEqual(NO_FILTER);
});
