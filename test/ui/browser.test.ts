import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Session } from './support/session.ts';

const EXAMPLES = path.join(import.meta.dirname, '../../examples');

/** The extension in the browser itself, in its worker for extensions, as on vscode.dev: nothing of it runs on a computer. */
describe('in the browser', () => {
  let session: Session;

  beforeAll(async () => {
    session = await Session.open({
      source: EXAMPLES,
      settings: { 'remote.extensionKind': { 'argo-experiments.argo-experiments': ['web'] } },
    });
  });
  afterAll(async () => {
    await session?.close();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await session.screenshot(`failed-${task.name.replaceAll(/\W+/g, '-')}`);
  });

  it('what is wrong is underlined, with the files of the folder known', async () => {
    const editor = await session.openFile('experiment.yaml');
    await editor.locator('.codelens-decoration').getByRole('button', { name: 'Rehearse' }).waitFor();
    // The server runs in a worker of the page.
    expect(session.languageServers()).toEqual([]);
    expect(await session.page.locator('.squiggly-error, .squiggly-warning').count()).toBe(0);
    // A template of another file.
    await session.page.keyboard.press('Control+G');
    await session.page.keyboard.type('64');
    await session.page.keyboard.press('Enter');
    await session.page.keyboard.press('End');
    await session.page.keyboard.type('x');
    await session.page.locator('.squiggly-warning, .squiggly-error').first().waitFor();
    await session.screenshot('browser-problem');
    await session.page.keyboard.press('Backspace');
    await session.page.locator('.squiggly-warning, .squiggly-error').first().waitFor({ state: 'detached' });
  });

  it('an experiment is rehearsed; clusters are not offered', async () => {
    const { page } = session;
    await session.runCommand('Argo Experiments: Focus on Argo Experiments View');
    await page.locator('.part.sidebar', { hasText: 'Clusters can be watched from VS Code on a computer.' }).waitFor();
    await session.screenshot('browser-welcome');
    await page.locator('.editor-actions').getByRole('button', { name: 'Run Experiment' }).click();
    await page.locator('.quick-input-widget').getByPlaceholder('What happens?').waitFor();
    await page.keyboard.press('Enter');
    await session.treeRow(/^two-colours, experiment, Successful/).waitFor();
    await session.screenshot('browser-rehearsal');
    expect(await page.locator('.part.sidebar').getByRole('button', { name: 'Connect to a Cluster' }).count()).toBe(0);
  });
});
