import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Session } from './support/session.ts';

const EXAMPLES = path.join(import.meta.dirname, '../../examples');

describe('a newcomer with the examples', () => {
  let session: Session;
  beforeAll(async () => {
    session = await Session.open({
      source: EXAMPLES,
      files: { 'slip.yaml': 'apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nslip: 1\n' },
      settings: { 'editor.minimap.enabled': false, 'editor.hover.above': false },
    });
  });
  afterAll(() => session?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await session.screenshot(`failed-${task.name.replaceAll(/\W+/g, '-')}`);
  });

  it('rehearses the first one, and is told of a slip while it runs', async () => {
    const { page } = session;
    const editor = await session.openFile('experiment.yaml');
    await session.askOfLens(editor, 'Rehearse');
    await page.locator('.quick-input-widget').getByRole('option', { name: 'as the file stands' }).click();
    await session.treeRow(/^compare-results.*Running/).waitFor();
    await session.widenSideBar(470);
    await session
      .treeRow(/^purple.*available/)
      .locator('.monaco-tl-twistie')
      .click();
    await session.treeRow(/^two-colours-purple-.*Running/).waitFor();
    await editor.locator('.view-line', { hasText: 'duration: 20m' }).first().click();
    await page.keyboard.press('End');
    for (const _ of '20m') await page.keyboard.press('Backspace');
    await page.keyboard.type('1d');
    await editor.locator('.squiggly-error').first().waitFor();
    await editor.locator('.view-line span', { hasText: /^1d$/ }).hover();
    await page
      .locator('.monaco-hover:not(.hidden)', { hasText: /`1d` is no duration.*Write `24h`/ })
      .first()
      .waitFor();
    await session.screenshot('overview');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Z');
    await editor.locator('.squiggly-error').first().waitFor({ state: 'hidden' });
  });

  it('finds fault only with the one that fails on purpose', async () => {
    const { page } = session;
    const files = readdirSync(EXAMPLES).filter(name => name.endsWith('.yaml'));
    expect(files.length).toBeGreaterThan(4);
    for (const file of files) await session.openFile(file);
    // A problem in the last file shows that the server has looked at those before it.
    const editor = await session.openFile('slip.yaml');
    await editor.locator('.squiggly-error').first().waitFor();
    await page.keyboard.press('Control+Shift+M');
    const faulty = page.locator('.markers-panel').getByRole('treeitem', { level: 1 }).locator('.label-name');
    await expect
      .poll(async () => (await faulty.allInnerTexts()).sort(), { timeout: 30_000 })
      .toEqual(['failing-experiment.yaml', 'slip.yaml']);
    await session.screenshot('examples');
  });
});
