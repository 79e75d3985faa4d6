import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startControlPlane } from '../cluster/plane/control-plane.ts';
import { useExistingCluster } from '../cluster/plane/existing-cluster.ts';
import type { Session } from '../cluster/plane/session.ts';
import { abortable } from '../cluster/process/abort.ts';
import { describeFailure } from '../cluster/process/failure.ts';
import { startProgress } from '../cluster/process/progress.ts';
import { buildMissing, copyCrds } from '../cluster/programs/build.ts';
import { cacheFolder } from '../cluster/programs/folders.ts';
import { type ArgoVersion, argoVersions, controlPlanePrograms } from '../cluster/programs/programs.ts';
import { totalMemory } from '../cluster/run.ts';
import { processesWith } from '../guard/processes.ts';
import { underGuard } from '../guard/under-guard.ts';
import { type Counts, count, type SuiteResult, sum } from '../test-report.ts';
import { prepareTestHost } from '../vscode-host/install.ts';
import type { TestOptions } from './options.ts';
import { oracleProgram } from './oracle-program.ts';
import { out, type Run, runVitest } from './vitest-run.ts';

/** Every process of this run carries it in its environment. */
const mark = 'ARGO_EXPERIMENTS_TEST_RUN';
const timelines = path.join(out, 'timelines');

/** Bytes of memory with which three planes may take more of it. */
const PLENTY = 12 * 2 ** 30;

/**
 * Go's collector rests until memory has grown fivefold: on two cores all tests take 260 s then, and 320 s with Go's own measure, which
 * is twofold. The three planes hold 5 GiB for it.
 */
function planeEnvironment(): Readonly<Record<string, string>> {
  return os.totalmem() < PLENTY ? {} : { GOGC: '400' };
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

/**
 * Builds what is missing for all, then runs every release on a plane of its own, all at once: a test mostly waits. The rules follow when
 * all scenarios are over, which tell times, on a plane that nobody else keeps busy; then the launcher, which starts planes itself.
 */
async function runOnOwnPlanes(run: Run): Promise<SuiteResult[]> {
  const { guard, signal, progress, options } = run;
  const releases = options.argo.length > 0 ? options.argo : argoVersions;
  const [newest] = argoVersions;
  const cache = cacheFolder(process.env);
  const programs = releases.flatMap(argo => [...Object.values(controlPlanePrograms(argo)), oracleProgram(argo)]);
  const build = { cache, guard, progress };
  await abortable(buildMissing([...new Map(programs.map(each => [each.file, each])).values()], build), signal);
  for (const argo of releases) await abortable(copyCrds(argo, build), signal);
  const played = releases.map(makeMoment);
  const planes = releases.map((argo, index) => {
    const tellPlayed = () => played[index]?.tell();
    const suites: Suites = (lively, session) => runSuites(lively, session, tellPlayed);
    return timed(`argo ${argo}`, () => runOnOwnPlane(run, { cache, argo }, suites).finally(tellPlayed));
  });
  const rules = Promise.all(played.map(({ come }) => come)).then(() =>
    timed('rules', () => runOnOwnPlane(run, { cache, argo: newest }, runRules)),
  );
  const others = releases.includes(newest) ? [rules] : [];
  const own = after(Promise.race([Promise.all(planes), ...others]), () =>
    timed('launcher, oracle', () => runVitest(run, 'launcher, oracle', ['launcher', 'oracle'])),
  );
  return allOf([...planes, ...others, own]);
}

/** A moment that others wait for; it may be told more than once. */
interface Moment {
  readonly come: Promise<void>;
  readonly tell: () => void;
}

function makeMoment(): Moment {
  let tell: () => void = () => undefined;
  const come = new Promise<void>(resolve => {
    tell = resolve;
  });
  return { come, tell };
}

/** Does the next thing when one has ended, in whatever way. */
function after<T>(work: Promise<unknown>, next: () => Promise<T>): Promise<T> {
  return work.then(next, next);
}

/** Waits for the end of all, also when one fails: then for its failure. */
async function allOf<T>(works: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}

type Suites = (run: Run, session: Session) => Promise<Counts>;

async function runOnOwnPlane(
  run: Run,
  { cache, argo }: { readonly cache: string; readonly argo: ArgoVersion },
  suites: Suites,
): Promise<Counts> {
  const { guard, signal, progress } = run;
  const begun = performance.now();
  const plane = await startControlPlane({ argo, cache, guard, env: planeEnvironment(), signal, say: progress.say });
  progress.say(
    `Argo Rollouts ${argo} is ready after ${((performance.now() - begun) / 1000).toFixed(1)} s, logs in ${plane.folder}.`,
  );
  const dying = new AbortController();
  let counts: Counts | undefined;
  try {
    const session: Session = {
      kubeconfig: plane.kubeconfig,
      argo,
      metrics: plane.metrics ?? '',
      run: run.id,
      timelines,
      isThrowaway: true,
    };
    const death = plane.death.then(failure => {
      dying.abort();
      throw failure;
    });
    const lively: Run = { ...run, signal: AbortSignal.any([signal, dying.signal]) };
    counts = await Promise.race([suites(lively, session), death]);
    const memory = totalMemory(plane);
    if (memory !== undefined)
      progress.say(`The control plane of ${argo} holds ${memory} MiB of memory after the tests.`);
    return counts;
  } finally {
    await plane.stop(counts === undefined || counts.failed > 0);
  }
}

/**
 * What a plane of our own is there for: the scenarios, which tell times, before the rest. The API server is the same for every release,
 * and so is what a person sees in the editor: one plane is enough for both. The last file there kills its API server, and the controllers
 * take minutes to get over that.
 */
async function runSuites(run: Run, session: Session, tellPlayed: () => void): Promise<Counts> {
  const { argo } = session;
  const part = (name: string, files: readonly string[]) => runVitest(run, `${argo} ${name}`, files, session);
  const scenarios = await part('scenarios', ['scenarios']);
  tellPlayed();
  const client = () => part('client', ['schema-', 'playing', 'kube-contract', 'kube-actions', 'kube-language']);
  if (argo !== argoVersions[0]) return sum([scenarios, await client()]);
  const editor = async () => {
    await prepareEditor(run);
    // One after another: each builds what it installs, and opens a window.
    return sum([await part('editor', ['editor.test']), await part('editor, language', ['editor-language'])]);
  };
  const rest = await allOf([client(), editor()]);
  return sum([scenarios, ...rest, await part('faults', ['kube-faults'])]);
}

/** They stage a hundred things at once: beside that, the controller's events about anything else would come minutes late. */
function runRules(run: Run, session: Session): Promise<Counts> {
  return runVitest(run, 'rules', ['rules'], session);
}

/** Installs VS Code for the tests the first time, which takes longer than a test may. Why it could not be is told by the tests then. */
async function prepareEditor({ options, signal, progress }: Run): Promise<void> {
  if (options.only !== undefined) return;
  const failure = await abortable(
    prepareTestHost().then(
      () => undefined,
      (error: unknown) => error,
    ),
    signal,
  );
  if (failure !== undefined) progress.say(describeFailure(failure));
}

/** One test: no process of this run is left a moment after its end. */
async function countStrays(id: string): Promise<Counts> {
  const deadline = performance.now() + 5000;
  while (processesWith(mark, id).length > 0 && performance.now() < deadline) await sleep(100);
  const strays = processesWith(mark, id);
  for (const { pid, command } of strays) console.error(`Left running: ${pid} ${command}`);
  return count(strays.length === 0);
}
