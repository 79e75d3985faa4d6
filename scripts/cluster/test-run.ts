import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Guard } from '../guard.ts';
import { processesWith, startGroup } from '../processes.ts';
import { type Counts, count, NOTHING, readVitestReport, type SuiteResult } from '../test-report.ts';
import { Aborted, abortable } from './abort.ts';
import { buildMissing, copyCrds } from './build.ts';
import { startControlPlane } from './control-plane.ts';
import { useExistingCluster } from './existing-cluster.ts';
import { cacheFolder } from './folders.ts';
import type { TestOptions } from './options.ts';
import { oracleProgram } from './oracle-program.ts';
import { type ArgoVersion, argoVersions, controlPlanePrograms } from './programs.ts';
import { type Progress, startProgress } from './progress.ts';
import { totalMemory, underGuard } from './run.ts';
import { type Session, sessionVariable } from './session.ts';

/** Every process of this run carries it in its environment. */
const mark = 'ARGO_EXPERIMENTS_TEST_RUN';
const root = path.resolve(import.meta.dirname, '../..');
const out = path.join(root, 'out', 'test-cluster');
const timelines = path.join(out, 'timelines');

interface Run {
  readonly id: string;
  readonly options: TestOptions;
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
    const run: Run = { id, options, guard, signal, progress };
    return process.env.KUBECONFIG ? runOnExistingCluster(run) : runOnOwnPlanes(run);
  });
  progress.say(`Timelines of all scenarios are in ${timelines}.`);
  return [...results, await timed('nothing left running', () => countStrays(id))];
}

async function timed(name: string, suite: () => Promise<Counts>): Promise<SuiteResult> {
  const begun = performance.now();
  const counts = await suite();
  return { name, counts, seconds: (performance.now() - begun) / 1000 };
}

async function runOnExistingCluster(run: Run): Promise<SuiteResult[]> {
  const { allowRemote, argo } = run.options;
  if (argo.length > 1) run.progress.say(`A cluster has one Argo Rollouts at a time: testing ${argo[0]}.`);
  const cluster = await useExistingCluster({
    ...run,
    env: process.env,
    run: run.id,
    timelines,
    allowRemote,
    argo: argo[0],
  });
  try {
    const { session } = cluster;
    return [await timed(`argo ${session.argo}`, () => runVitest(run, session.argo, ['scenarios', 'playing'], session))];
  } finally {
    await cluster.release();
  }
}

/** Builds what is missing for all, then one release after the other: two at once would disturb each other on two cores. */
async function runOnOwnPlanes(run: Run): Promise<SuiteResult[]> {
  const { guard, signal, progress, options } = run;
  const releases = options.argo.length > 0 ? options.argo : argoVersions;
  const cache = cacheFolder(process.env);
  const programs = releases.flatMap(argo => [...Object.values(controlPlanePrograms(argo)), oracleProgram(argo)]);
  const build = { cache, guard, progress };
  await abortable(buildMissing([...new Map(programs.map(each => [each.file, each])).values()], build), signal);
  for (const argo of releases) await abortable(copyCrds(argo, build), signal);
  const results: SuiteResult[] = [];
  for (const argo of releases) results.push(await timed(`argo ${argo}`, () => runOnOwnPlane(run, cache, argo)));
  results.push(await timed('launcher, oracle', () => runVitest(run, 'own', ['launcher', 'oracle'])));
  return results;
}

async function runOnOwnPlane(run: Run, cache: string, argo: ArgoVersion): Promise<Counts> {
  const { guard, signal, progress } = run;
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
      timelines,
    };
    const death = plane.death.then(failure => Promise.reject(failure));
    counts = await Promise.race([runSuites(run, session), death]);
    const memory = totalMemory(plane);
    if (memory !== undefined) progress.say(`The control plane holds ${memory} MiB of memory after the tests.`);
    return counts;
  } finally {
    await plane.stop(counts === undefined || counts.failed > 0);
  }
}

/**
 * What a plane of our own is there for. The last file kills its API server, and the controllers take minutes to get over that; the
 * API server is the same for every release, and so is what a person sees in the editor: one of them is enough for both.
 */
async function runSuites(run: Run, session: Session): Promise<Counts> {
  const files = ['schema-', 'scenarios', 'playing', 'kube-contract', 'kube-actions'];
  const first = await runVitest(run, session.argo, files, session);
  if (session.argo !== argoVersions[0]) return first;
  const editor = await runVitest(run, `${session.argo}-editor`, ['editor'], session);
  const last = await runVitest(run, `${session.argo}-faults`, ['kube-faults'], session);
  return {
    passed: first.passed + editor.passed + last.passed,
    failed: first.failed + editor.failed + last.failed,
    skipped: first.skipped + editor.skipped + last.skipped,
  };
}

/** Runs test files of test/cluster in a process group of their own. */
async function runVitest(run: Run, name: string, files: readonly string[], session?: Session): Promise<Counts> {
  const report = path.join(out, `${name}.json`);
  const program = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const config = path.join(root, 'test', 'cluster', 'vitest.config.ts');
  const words = ['run', '--config', config, '--reporter=verbose', '--reporter=json', `--outputFile.json=${report}`];
  const { only } = run.options;
  const filter = only === undefined ? [] : ['--testNamePattern', only.replaceAll(/[^\w ]/g, '\\$&')];
  const group = startGroup(process.execPath, [program, ...words, ...filter, ...files], {
    cwd: root,
    env: { ...process.env, ...(session ? { [sessionVariable]: JSON.stringify(session) } : {}) },
  });
  try {
    const code = await abortable(group.ended, run.signal);
    // with --only a file may have nothing to run, and that is no failure
    if (only !== undefined && code === 0 && countRun(report) === 0) return NOTHING;
    return readVitestReport(report, code);
  } catch (error) {
    if (error instanceof Aborted) throw error;
    run.progress.say(`The tests of ${name} did not run: ${error instanceof Error ? error.message : error}`);
    return count(false);
  } finally {
    await group.end();
  }
}

/** How many tests ran, by vitest's report. */
function countRun(report: string): number {
  const { numPassedTests, numFailedTests } = JSON.parse(fs.readFileSync(report, 'utf8')) as Record<string, number>; // vitest's own shape
  return (numPassedTests ?? 0) + (numFailedTests ?? 0);
}

/** One test: no process of this run is left a moment after its end. */
async function countStrays(id: string): Promise<Counts> {
  const deadline = performance.now() + 5000;
  while (processesWith(mark, id).length > 0 && performance.now() < deadline) await sleep(100);
  const strays = processesWith(mark, id);
  for (const { pid, command } of strays) console.error(`Left running: ${pid} ${command}`);
  return count(strays.length === 0);
}
