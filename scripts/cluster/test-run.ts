import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processesWith, startGroup } from '../processes.ts';
import { type Counts, count, readVitestReport, type SuiteResult } from '../test-report.ts';
import { Aborted, abortable } from './abort.ts';
import { startControlPlane } from './control-plane.ts';
import type { Guard } from './guard.ts';
import type { TestOptions } from './options.ts';
import type { ArgoVersion } from './programs.ts';
import { type Progress, startProgress } from './progress.ts';
import { prepare, totalMemory, underGuard } from './run.ts';
import { type Session, sessionVariable } from './session.ts';

/** Every process of this run carries it in its environment. */
const mark = 'ARGO_EXPERIMENTS_TEST_RUN';
const root = path.resolve(import.meta.dirname, '../..');
const out = path.join(root, 'out', 'test-cluster');

interface Run {
  readonly id: string;
  readonly only: string | undefined;
  readonly guard: Guard;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** Runs every suite and gives what came out. */
export async function runTests(options: TestOptions): Promise<SuiteResult[]> {
  const id = randomUUID();
  process.env[mark] = id;
  const progress = startProgress();
  fs.rmSync(out, { recursive: true, force: true });
  fs.mkdirSync(out, { recursive: true });
  const results = await underGuard((guard, signal) => {
    const run: Run = { id, only: options.only, guard, signal, progress };
    return runOnOwnPlanes(run, options.argo);
  });
  return [...results, await timed('nothing left running', () => countStrays(id))];
}

async function timed(name: string, suite: () => Promise<Counts>): Promise<SuiteResult> {
  const begun = performance.now();
  const counts = await suite();
  return { name, counts, seconds: (performance.now() - begun) / 1000 };
}

/** Builds what is missing for all, then one release after the other: two at once would disturb each other on two cores. */
async function runOnOwnPlanes(run: Run, releases: readonly ArgoVersion[]): Promise<SuiteResult[]> {
  const results: SuiteResult[] = [];
  for (const argo of releases) await abortable(prepare(argo, run.guard, run.progress), run.signal);
  for (const argo of releases) results.push(await timed(`argo ${argo}`, () => runOnOwnPlane(run, argo)));
  results.push(await timed('launcher, oracle', () => runVitest(run, 'own', ['launcher', 'oracle'])));
  return results;
}

async function runOnOwnPlane(run: Run, argo: ArgoVersion): Promise<Counts> {
  const { guard, signal, progress } = run;
  const cache = await prepare(argo, guard, progress);
  const begun = performance.now();
  const plane = await startControlPlane({ argo, cache, guard, signal, say: progress.say });
  progress.say(
    `Argo Rollouts ${argo} is ready after ${((performance.now() - begun) / 1000).toFixed(1)} s, logs in ${plane.folder}.`,
  );
  let counts: Counts | undefined;
  try {
    const session: Session = {
      kubeconfig: plane.kubeconfig,
      argo,
      metrics: plane.metrics ?? '',
      run: run.id,
      timelines: path.join(out, 'timelines'),
    };
    const tests = runVitest(run, argo, ['scenarios', 'playing'], session);
    const death = plane.death.then(failure => Promise.reject(failure));
    counts = await Promise.race([tests, death]);
    const memory = totalMemory(plane);
    if (memory !== undefined) progress.say(`The control plane holds ${memory} MiB of memory after the tests.`);
    return counts;
  } finally {
    await plane.stop(counts === undefined || counts.failed > 0);
  }
}

/** Runs test files of test/cluster in a process group of their own. */
async function runVitest(run: Run, name: string, files: readonly string[], session?: Session): Promise<Counts> {
  const report = path.join(out, `${name}.json`);
  const program = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const config = path.join(root, 'test', 'cluster', 'vitest.config.ts');
  const words = ['run', '--config', config, '--reporter=verbose', '--reporter=json', `--outputFile.json=${report}`];
  const only = run.only === undefined ? [] : ['--testNamePattern', RegExp.escape(run.only), '--passWithNoTests'];
  const group = startGroup(process.execPath, [program, ...words, ...only, ...files], {
    cwd: root,
    env: { ...process.env, ...(session ? { [sessionVariable]: JSON.stringify(session) } : {}) },
  });
  try {
    return readVitestReport(report, await abortable(group.ended, run.signal));
  } catch (error) {
    if (error instanceof Aborted) throw error;
    run.progress.say(`The tests of ${name} did not run: ${error instanceof Error ? error.message : error}`);
    return count(false);
  } finally {
    await group.end();
  }
}

/** One test: no process of this run is left a moment after its end. */
async function countStrays(id: string): Promise<Counts> {
  const deadline = performance.now() + 5000;
  while (processesWith(mark, id).length > 0 && performance.now() < deadline) await sleep(100);
  const strays = processesWith(mark, id);
  for (const { pid, command } of strays) console.error(`Left running: ${pid} ${command}`);
  return count(strays.length === 0);
}
