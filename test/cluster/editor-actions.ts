/** What else a person does with the rows of a cluster, in the window that `editor.test.ts` has opened. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Document } from './api.ts';
import type { Cluster } from './cluster.ts';
import { analysis, analysisTemplate, endless, experiment, pods, rollout, web } from './documents.ts';
import type { Person } from './editor-person.ts';
import { readPath } from './fields.ts';
import type { Stage } from './stage.ts';

export interface Acting {
  readonly person: Person;
  readonly stage: Stage;
  readonly cluster: Cluster;
}

const named = (name: string, document: Document): Document => ({ ...document, metadata: { name } });

const STEPPED = rollout([
  { setWeight: 10 },
  { experiment: { duration: '1h', templates: [{ name: 'next', specRef: 'canary' }] } },
]);

/** Files that these actions need. */
export const ACTED_ON: Readonly<Record<string, readonly Document[]>> = {
  'measured.yaml': [
    named(
      'measured',
      experiment({
        duration: '1h',
        templates: [pods('a', { play: { 'log.main': 'first words\nof the pod' } })],
        analyses: [analysis('endless')],
        scaleDownDelaySeconds: 1,
      }),
    ),
  ],
  'endless.yaml': [analysisTemplate('endless', [web('rate', [1], endless)])],
  'stepped.yaml': [STEPPED],
  'rates.yaml': [
    analysisTemplate('rates', [web('rate', [1, 2], { interval: '1s', count: '{{args.count}}' })], {
      args: [{ name: 'count', value: '3' }],
    }),
  ],
};

/** With `trial` and `trial-2` there, and `late`, which has failed. */
export function describeActions(acting: () => Acting): void {
  const row = (label: RegExp) => acting().person.session.treeRow(label);

  it('runs a template once, with an arg that is changed, from the line above it', async () => {
    const { person } = acting();
    const { session } = person;
    const editor = await session.openFile('rates.yaml');
    await session.askOfLens(editor, 'Run Once…');
    await person.option(new RegExp(person.place)).click();
    await person.option(/^count/).click();
    await person.quick.locator('input').fill('2');
    await session.page.keyboard.press('Enter');
    await person.quick.getByPlaceholder('Are these the values?').waitFor();
    await session.screenshot('cluster-args');
    await session.page.keyboard.press('Enter');
    await person.dialog.waitFor();
    await session.screenshot('cluster-once-question');
    expect(await person.dialog.textContent()).toContain('count = 2');
    await person.answer('Run');
    await row(/^rates-\w{5}, AnalysisRun, Successful/).waitFor();
    await session.toast(/^rates-\w{5} was successful after/).waitFor();
    await person.open(row(/^rates-\w{5}/));
    await row(/^rate, metric, Successful/).waitFor();
    await session.screenshot('cluster-once');
  });

  it('reads the log of a pod, and ends one analysis alone', async () => {
    const { person, stage } = acting();
    const { session } = person;
    await person.run('measured.yaml');
    await person.option(/Apply mine/).click();
    await person.answer('Run');
    await row(/^measured, .*Running/).waitFor();
    // The newest stands first.
    await person.open(row(/^a, template, Running/).first());
    await row(/^measured-a-.*Running/).waitFor();
    const log = session.page.locator('.part.panel .view-line', { hasText: /of.the.pod/ }).first();
    await person.chooseOfRow(row(/^measured-a-/), 'Open Log', log);
    await session.screenshot('cluster-log');
    await session.page.keyboard.press('Control+J');
    await stage.until('its run runs', seen => seen.phase('AnalysisRun/measured-endless') === 'Running');
    await person.askOfRow(row(/^endless, analysis/), 'Terminate Analysis');
    expect(await person.dialog.textContent()).toContain(`Terminate analysis endless of measured in ${person.place}?`);
    await person.answer('Terminate');
    await stage.until('its run has ended', seen => seen.phase('AnalysisRun/measured-endless') === 'Successful');
    await row(/^endless, analysis, Successful/).waitFor();
  });

  it('sees only what is looked for, is told so, and has all again by one click', async () => {
    const { person } = acting();
    const { session } = person;
    await row(/^late,/).waitFor();
    await session.runCommand('Argo Experiments: Filter…');
    await person.option('Failed').click();
    await person.option(/^Failed.*chosen/).waitFor();
    await session.page.keyboard.press('Escape');
    await person.quick.waitFor({ state: 'hidden' });
    const told = person.filtered(/Filter: Failed — 1 of \d shown/);
    await told.waitFor();
    await row(/^measured,/).waitFor({ state: 'detached' });
    await session.screenshot('cluster-filtered');
    await person.title('Clear the Filter').click();
    await told.waitFor({ state: 'detached' });
    // All is open as before.
    await row(/^measured-a-/).waitFor();
    await person.title('Hide Finished').click();
    await row(/^late,/).waitFor({ state: 'detached' });
    await row(/^measured-a-/).waitFor();
    await person.title('Show Finished').click();
    await row(/^late,/).waitFor();
  });

  it('compares one with its file, tries it again, and runs it under another name', async () => {
    const { person, stage } = acting();
    const { session } = person;
    const tab = session.page.locator('.tab', { hasText: /late: .* ↔ file/ });
    await person.chooseOfRow(row(/^late,/), 'Compare with the File', tab);
    await person.line('never-ready').waitFor();
    await session.screenshot('cluster-compare');
    await person.askOfRow(row(/^late,/), 'Run Again under a New Name');
    await person.answer('Run');
    await row(/^late-2,/).waitFor();
    await person.askOfRow(row(/^late,/), 'Retry');
    await session.screenshot('cluster-retry');
    await person.answer('Retry');
    await row(/^late, experiment, (?:Starting|Pending)/).waitFor();
    await stage.until('it has failed again', seen => seen.phase('Experiment/late') === 'Failed');
    await row(/^late, experiment, Failed/).waitFor();
    await row(/^late-2, experiment, Failed/).waitFor();
  });

  it('runs the experiment of a step by itself, with the pods of the Rollout that is there', async () => {
    const { person, stage } = acting();
    const { session } = person;
    await stage.apply(JSON.stringify(STEPPED));
    const status = (field: string) => readPath(stage.seen.object('Rollout/shop'), 'status', field);
    await stage.until('it is stable', () => status('stableRS') !== undefined && status('phase') === 'Healthy');
    await person.run('stepped.yaml');
    await person.dialog.waitFor();
    await session.screenshot('cluster-step-question');
    const question = await person.dialog.textContent();
    expect(question).toContain(`Run shop-step2 in namespace ${stage.namespace} of argo-experiments?`);
    expect(question).toContain(`next with the pods of shop-${status('stableRS')} (canary)`);
    expect(question).toContain('The Rollout is at one version now');
    await person.answer('Run');
    await row(/^shop-step2, experiment, Running/).waitFor();
    await session.screenshot('cluster-step');
    expect(status('phase')).toBe('Healthy');
  });

  it('deletes two together, after their names', async () => {
    const { person, stage } = acting();
    const { session } = person;
    await row(/^late-2,/).click();
    await row(/^trial-2,/).click({ modifiers: ['Control'] });
    await person.askOfRow(row(/^trial-2,/), 'Delete');
    await session.screenshot('cluster-delete-two');
    const question = await person.dialog.textContent();
    expect(question).toContain(`Delete 2 experiments in ${person.place}?`);
    expect(question).toContain('late-2');
    expect(question).toContain('trial-2');
    await person.answer('Delete');
    await row(/^late-2,/).waitFor({ state: 'detached' });
    await row(/^trial-2,/).waitFor({ state: 'detached' });
    await stage.until(
      'they are gone',
      seen => !seen.value('Experiment/late-2', 'exists') && !seen.value('Experiment/trial-2', 'exists'),
    );
  });

  it('has to type the name of a protected context', async () => {
    const { person, stage } = acting();
    const { session } = person;
    const settings = path.join(session.folder, '.vscode/settings.json');
    mkdirSync(path.dirname(settings), { recursive: true });
    const protectedContexts = { 'argo-*': 'type-name' };
    writeFileSync(
      settings,
      JSON.stringify({ 'argoExperiments.protectedContexts': protectedContexts, 'window.title': 'protected' }),
    );
    // The title tells when the editor has read its settings.
    await session.page.waitForFunction(() => document.title === 'protected');
    await person.askOfRow(row(/^measured,/), 'Terminate');
    await person.answer('Terminate');
    await person.quick.getByText('argo-experiments is protected. Type its name to go on.').waitFor();
    await person.quick.locator('input').fill('argo');
    await person.quick.getByText('The name is argo-experiments.').waitFor();
    await session.screenshot('cluster-protected');
    await person.quick.locator('input').fill('argo-experiments');
    await session.page.keyboard.press('Enter');
    await stage.until('it ends', seen => seen.phase('Experiment/measured') === 'Successful');
    await row(/^measured, experiment, Successful/).waitFor();
  });
}
