import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Session } from './support/session.ts';

const WORKSPACE = path.join(import.meta.dirname, '../vscode/workspace');

describe('a person in VS Code', () => {
  let session: Session;
  beforeAll(async () => {
    session = await Session.open({ source: WORKSPACE });
  });
  afterAll(() => session?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await session.screenshot(`failed-${task.name.replaceAll(/\W+/g, '-')}`);
  });

  it('sees what is wrong with a broken experiment', async () => {
    const { page } = session;
    const editor = await session.openFile('broken.yaml');
    await editor.locator('.squiggly-error').first().waitFor();
    await page.keyboard.press('Control+Shift+M');
    await page
      .locator('.markers-panel')
      .getByRole('treeitem', { name: /Did you mean `replicas`\?/ })
      .waitFor();
    await session.screenshot('problems');
    await page.keyboard.press('Control+Shift+M');
  });

  it('is offered the fields that fit, and gets what was chosen', async () => {
    const { page } = session;
    const editor = await session.openFile('half-typed.yaml');
    await editor.locator('.view-line', { hasText: 'dur' }).click();
    await page.keyboard.press('End');
    await page.keyboard.press('Control+Space');
    const proposal = page.locator('.suggest-widget.visible').getByRole('option', { name: /^duration/ });
    await proposal.waitFor();
    await session.screenshot('completion');
    await proposal.click();
    await page.keyboard.type('20m');
    await page.keyboard.press('Control+S');
    const file = path.join(session.folder, 'half-typed.yaml');
    const wanted = readFileSync(path.join(WORKSPACE, 'half-typed.yaml'), 'utf8').replace('  dur', '  duration: 20m');
    await expect.poll(() => readFileSync(file, 'utf8')).toBe(wanted);
  });

  it('reads what a field means', async () => {
    const { page } = session;
    const editor = await session.openFile('two-colours.yaml');
    await editor
      .locator('.view-line span', { hasText: /^duration$/ })
      .first()
      .hover();
    await page.locator('.monaco-hover:not(.hidden)', { hasText: 'How long the experiment runs' }).first().waitFor();
    await session.screenshot('hover');
    await page.keyboard.press('Escape');
  });

  it('runs the experiment and watches it to its end', async () => {
    const { page } = session;
    await session.openFile('two-colours.yaml');
    await page.locator('.editor-actions').getByRole('button', { name: 'Run Experiment' }).click();
    const quick = page.locator('.quick-input-widget');
    await quick.getByRole('option', { name: /Rehearse here/ }).waitFor();
    await session.screenshot('run-where');
    await quick.getByRole('option', { name: /Rehearse here/ }).click();
    await quick.getByPlaceholder('What happens?').waitFor();
    await session.screenshot('run-what-happens');
    await page.keyboard.press('Enter');
    await session.treeRow(/two-colours.*Running/).waitFor();
    await session.screenshot('run-running');
    await session.treeRow(/two-colours.*Successful/).waitFor();
    await session.toast('two-colours was successful after 1 min 4 s.').waitFor();
    await session.screenshot('run-successful');
  });

  it('is told when the language server dies, and that it is started again', async () => {
    const { page } = session;
    const editor = await session.openFile('two-colours.yaml');
    expect(await editor.locator('.squiggly-error').count()).toBe(0);
    await session.killLanguageServer();
    await session.toast(/language server of Argo Experiments stopped unexpectedly. It is started again/).waitFor();
    await session.screenshot('language-server-died');
    await editor.locator('.view-line', { hasText: 'duration:' }).click();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('nonsense: 1');
    await editor.locator('.squiggly-error').first().waitFor();
  });
});
