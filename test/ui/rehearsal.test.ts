import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Session } from './support/session.ts';

const WORKSPACE = path.join(import.meta.dirname, 'workspace');
const FILE = 'checkout-trial.yaml';
/** Not one of the trial's own: it fits by what it measured. */
const RECORDED = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisRun
metadata:
  name: checkout-last-week
  creationTimestamp: "2026-03-01T10:00:00Z"
spec:
  metrics: []
status:
  phase: Successful
  metricResults:
    - name: latency
      measurements:
${[0.41, 0.62, 0.43]
  .map((value, minute) => {
    const at = `2026-03-01T10:0${minute}:00Z`;
    return `        - {phase: Successful, value: "[${value}]", startedAt: "${at}", finishedAt: "${at}"}`;
  })
  .join('\n')}
`;

/** A copy of the workspace in a repository, whose only commit has a shorter count than the file now. */
function repository(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'argoexp-versions-'));
  cpSync(WORKSPACE, folder, { recursive: true });
  const file = path.join(folder, FILE);
  const now = readFileSync(file, 'utf8');
  const git = (...args: readonly string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: folder,
      stdio: 'pipe',
    });
  writeFileSync(file, now.replace('count: 20', 'count: 3').replace('count: 10', 'count: 6'));
  writeFileSync(path.join(folder, 'last-week.yaml'), RECORDED);
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'first');
  writeFileSync(file, now);
  return folder;
}

describe('a rehearsal beside its file', () => {
  const source = repository();
  let session: Session;
  beforeAll(async () => {
    session = await Session.open({
      source,
      settings: {
        'argoExperiments.rehearsal.speed': 1000,
        'workbench.startupEditor': 'none',
        'workbench.colorTheme': 'Default Dark Modern',
        'editor.stickyScroll.enabled': false,
      },
    });
  });
  afterAll(async () => {
    await session?.close();
    rmSync(source, { recursive: true, force: true });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await session.screenshot(`failed-${task.name.replaceAll(/\W+/g, '-')}`);
  });

  const results = () => session.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  const option = (name: string) => session.page.locator('.quick-input-widget').getByRole('option', { name });
  const lens = (text: string) => session.page.locator('.codelens-decoration', { hasText: text });

  /** The editor writes other blanks than the file has. */
  const line = (editor: Locator, text: string) =>
    editor.locator('.view-line', { hasText: new RegExp(text.replaceAll(' ', '\\s*')) });

  /** Only what is in sight is in the page: all metrics are, at the end of the file. */
  async function openAtTheEnd(): Promise<Locator> {
    const editor = await session.openFile(FILE);
    await session.page.keyboard.press('Control+End');
    return editor;
  }

  async function rehearse(scenario: string): Promise<void> {
    await openAtTheEnd();
    await session.runCommand('Argo Experiments: Rehearse');
    await option(scenario).click();
  }

  it('says between which times things end', async () => {
    const editor = await session.openFile(FILE);
    await line(editor, 'duration: 20m ends between 1 min and 9 min 30 s').waitFor();
    await openAtTheEnd();
    await line(editor, 'count: 10 ends between 5 min and 9 min').waitFor();
    await session.screenshot('rehearsal-hints');
  });

  it('says at analyses and metrics what came of them, until the text is changed', async () => {
    await rehearse('success-rate dips at 2 min');
    await lens('Failed: 3 of 7 failed, last 0.475').waitFor();
    await lens('Successful: 4 of 10 measured').waitFor();
    await session.screenshot('rehearsal-lenses');
    await session.page.locator('.monaco-editor .view-line', { hasText: 'kind: AnalysisTemplate' }).click();
    await session.page.keyboard.press('End');
    await session.page.keyboard.type(' ');
    await lens('Failed: 3 of 7 failed').waitFor({ state: 'detached' });
    await session.page.keyboard.press('Backspace');
    await session.page.keyboard.press('Control+S');
  });

  it('gives again what a recorded run measured', async () => {
    await rehearse('as AnalysisRun checkout-last-week measured');
    await lens('last 0.43').waitFor();
    await session.screenshot('rehearsal-recorded');
  });

  it('compares the file with its last commit', async () => {
    await session.openFile(FILE);
    await session.runCommand('Argo Experiments: Compare Versions of the File');
    await option('Last commit').click();
    await option('as the file stands').click();
    const compared = results().getByRole('table', { name: 'Side by side' });
    await compared.getByRole('row', { name: /^Phase Successful Successful/ }).waitFor();
    await session.screenshot('rehearsal-versions');
    expect(await compared.getByRole('row').count()).toBeGreaterThan(3);
  });

  it('comes back after a reload as a sentence that says where it went', async () => {
    await session.runCommand('Developer: Reload Window');
    await results()
      .getByRole('heading', { level: 1 })
      .filter({
        hasText: 'The rehearsal of checkout-trial (as the file stands) went with the window in which it was played.',
      })
      .waitFor();
    await session.screenshot('rehearsal-restored');
  });
});
