/** "Compare Versions of the File": one scenario, two versions, side by side. */
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../client/ids.ts';
import { ALL_WELL, RUNNABLE, WELL } from '../support/courses.ts';
import { DIP } from '../support/measured.ts';
import { setStage } from '../support/stage.ts';

const TEMPLATE = 'file:///shop/template.yaml';
const REFERENCE = { uri: RUNNABLE.uri, document: 0 };
const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };

function versions() {
  const stage = setStage();
  const { person, requests } = stage;
  person.commits.set(RUNNABLE.uri, 'old').set(TEMPLATE, 'old template');
  person.now.set(RUNNABLE.uri, 'new').set(TEMPLATE, 'old template');
  requests.measured.set(RUNNABLE.uri, [
    { nameRange: RUNNABLE.nameRange, places: [{ analysis: 'compare', metric: 'rate', uri: TEMPLATE, range }] },
  ]);
  requests.courses.push(WELL, DIP);
  return stage;
}

describe('Compare Versions of the File', () => {
  it('rehearses the files now and as of the last commit, templates too', async () => {
    const { person, requests, ...stage } = versions();
    person.answers = ['Last commit', 'as the file stands'];
    await stage.run(COMMANDS.compareVersions, REFERENCE);
    expect(requests.asked).toEqual([
      { ...REFERENCE, scenario: ALL_WELL },
      {
        ...REFERENCE,
        scenario: { ...ALL_WELL, title: 'as the file stands, last commit' },
        texts: { [RUNNABLE.uri]: 'old', [TEMPLATE]: 'old template' },
      },
    ]);
    expect(person.seen.at(-1)).toMatch(/^results .*r1.*r2/);
  });

  it('says that nothing has changed', async () => {
    const { person, ...stage } = versions();
    person.now.set(RUNNABLE.uri, 'old');
    person.answers = ['Last commit', 'as the file stands'];
    await stage.run(COMMANDS.compareVersions, REFERENCE);
    expect(person.seen.at(-1)).toBe('info: Nothing that two-colours is made of has changed since the last commit.');
  });

  it('offers the experiments of other open files', async () => {
    const { person, requests, ...stage } = versions();
    person.commits.clear();
    const other = { ...RUNNABLE, uri: 'file:///shop/other.yaml', name: 'three-colours' };
    person.tabs = [RUNNABLE.uri, other.uri];
    requests.files.set(other.uri, [other]);
    person.answers = ['three-colours', 'as the file stands'];
    await stage.run(COMMANDS.compareVersions, REFERENCE);
    expect(requests.asked).toEqual([
      { ...REFERENCE, scenario: ALL_WELL },
      { uri: other.uri, document: 0, scenario: { ...ALL_WELL, title: 'as the file stands, other.yaml' } },
    ]);
  });

  it('says that there is no other version', async () => {
    const { person, requests, ...stage } = versions();
    person.commits.clear();
    await stage.run(COMMANDS.compareVersions, REFERENCE);
    expect(requests.asked).toEqual([]);
    expect(person.seen.at(-1)).toBe(
      'info: There is no other version of two-colours: its file is in no commit, and no other open file holds an Experiment.',
    );
  });
});
