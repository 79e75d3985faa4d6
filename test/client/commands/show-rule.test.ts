/** "Show Rule": from a problem, or chosen. */
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../client/ids.ts';
import { setStage } from '../support/stage.ts';

function withRules() {
  const stage = setStage();
  stage.requests.heads.push(
    { id: 'metric-overlap', title: 'Both conditions can be true' },
    { id: 'yaml-tab', title: 'Tab in indentation' },
  );
  return stage;
}

describe('Show Rule', () => {
  it('shows the rule that the code of a problem names', async () => {
    const { person, run } = withRules();
    await run(COMMANDS.showRule, 'yaml-tab');
    expect(person.seen).toEqual(['rule yaml-tab']);
  });

  it('asks which one, those of the problems at the cursor first', async () => {
    const { person, run } = withRules();
    person.problems = ['yaml-tab'];
    person.answers = ['yaml-tab'];
    await run(COMMANDS.showRule);
    expect(person.seen).toEqual([
      [
        'Show Rule / Which rule?',
        '  - yaml-tab | Tab in indentation | problems at the cursor',
        '  - metric-overlap | Both conditions can be true | all rules',
      ].join('\n'),
      'rule yaml-tab',
    ]);
  });

  it('asks when what is named is no rule', async () => {
    const { person, run } = withRules();
    await run(COMMANDS.showRule, { rule: 'yaml-tab' });
    expect(person.seen).toHaveLength(1);
  });

  it('says so when the language server does not answer', async () => {
    const { person, requests, run } = withRules();
    requests.isDown = true;
    await run(COMMANDS.showRule, 'yaml-tab');
    expect(person.seen.join()).toMatch(/^error: .*language server/);
  });
});
