import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Session } from './support/session.ts';

const WORKSPACE = path.join(import.meta.dirname, 'workspace');

describe('the results of rehearsals', () => {
  let session: Session;
  beforeAll(async () => {
    session = await Session.open({
      source: WORKSPACE,
      settings: {
        'argoExperiments.rehearsal.speed': 20,
        'workbench.startupEditor': 'none',
        'workbench.colorTheme': 'Default Dark Modern',
      },
    });
  });
  afterAll(() => session?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await session.screenshot(`failed-${task.name.replaceAll(/\W+/g, '-')}`);
  });

  /** The page of the tab in front. */
  const results = () => session.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');

  async function rehearse(scenario: string): Promise<void> {
    const editor = await session.openFile('checkout-trial.yaml');
    await session.askOfLens(editor, 'Rehearse');
    await session.page.locator('.quick-input-widget').getByRole('option', { name: scenario }).click();
  }

  it('tell why one failed, with chart, threshold and trace', async () => {
    const { page } = session;
    await rehearse('success-rate dips at 2 min');
    await session.toast(/checkout-trial failed after 3 min 4 s: success-rate was 0\.475/).waitFor();
    await page.locator('.notifications-toasts').getByRole('button', { name: 'Open Results' }).click();
    const verdict = results().getByRole('heading', { level: 1 });
    await verdict.waitFor();
    expect(await verdict.innerText()).toBe(
      '✕checkout-trial failed after 3 min 4 s: success-rate was 0.475, wanted result[0] >= 0.95.',
    );
    const table = results().getByRole('table', { name: 'success-rate of success-rate: Measurements' });
    expect(await table.getByRole('row').last().getByRole('cell').allInnerTexts()).toEqual([
      '7',
      '3:04',
      '✕Failed',
      '[0.475]',
      'result[0] = 0.475 → 0.475 >= 0.95 is false → Failed (3rd, 2 allowed)',
    ]);
    expect(
      await results()
        .getByRole('img', { name: /^Chart of/ })
        .count(),
    ).toBe(2);
    await session.screenshot('results-top');
    await results().getByRole('heading', { name: 'success-rate of success-rate' }).scrollIntoViewIfNeeded();
    await table.scrollIntoViewIfNeeded();
    await session.screenshot('results');
  });

  it('are in the tree, too: metrics and measurements', async () => {
    await session.widenSideBar(620);
    for (const row of [/^success-rate, analysis/, /^success-rate, metric/]) {
      await session.treeRow(row).locator('.monaco-tl-twistie').click();
    }
    await session.treeRow(/^3:04, measurement 7, \[0\.475\], Failed/).waitFor();
    await session.screenshot('results-tree');
  });

  it('are exported as text that can be kept', async () => {
    const { page } = session;
    await session.runCommand('Argo Experiments: Export Results…');
    await page
      .locator('.quick-input-widget')
      .getByRole('option', { name: /^Markdown/ })
      .click();
    const text = page.locator('.editor-instance .monaco-editor[data-uri^="untitled:"]');
    await text.locator('.view-line', { hasText: 'checkout-trial' }).first().waitFor();
    await session.screenshot('results-exported');
  });

  it('stand side by side with those of another scenario, whose clock is steered from the title of the tree', async () => {
    const { page } = session;
    await rehearse('as the file stands');
    await session.treeRow(/^checkout-trial, experiment, Running/).waitFor();
    await page.locator('.part.sidebar').hover();
    const title = page.locator('.part.sidebar .title-actions');
    await title.getByRole('button', { name: 'Pause' }).click();
    await title.getByRole('button', { name: 'Resume' }).waitFor();
    await session.screenshot('results-paused');
    await session.treeRow(/^checkout-trial, experiment, Running/).click({ button: 'right' });
    // The editor takes no notice of a click that follows the opening of a menu at once.
    await page.getByRole('menuitem', { name: 'Compare Rehearsals…' }).hover();
    await page.keyboard.press('Enter');
    await results().getByRole('button', { name: 'Jump to the End' }).click();
    const compared = results().getByRole('table', { name: 'Side by side' });
    await compared.getByRole('row', { name: /^Phase Successful Failed/ }).waitFor();
    await session.screenshot('results-compared');
  });

  it('follow a rehearsal while it plays, and stand where they stood when they were hidden', async () => {
    await rehearse('latency: NaN');
    await session.treeRow(/^checkout-trial, experiment, Running/).waitFor();
    await session.runCommand('Argo Experiments: Open Results');
    const table = results().getByRole('table', { name: 'latency of success-rate: Measurements' });
    await table.getByRole('row').nth(2).waitFor();
    await results().getByRole('button', { name: 'Pause' }).focus();
    await session.page.keyboard.press('Enter');
    await results().getByRole('button', { name: 'Resume' }).waitFor();
    expect(await results().locator(':focus').innerText()).toBe('Resume');
    await session.screenshot('results-playing');
    const rows = await table.getByRole('row').allInnerTexts();
    await session.openFile('checkout-trial.yaml');
    await session.page.getByRole('tab', { name: 'Results: checkout-trial (latency: NaN)' }).click();
    await table.getByRole('row').nth(2).waitFor();
    expect(await table.getByRole('row').allInnerTexts()).toEqual(rows);
  });
});
