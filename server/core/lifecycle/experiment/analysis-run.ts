/** AnalysisRuns: created and terminated by the Experiment, measured on the scenario's answers, or with a chosen outcome. */
import { refuseSubdomain } from '../../kube/name.ts';
import { createMeasuredRun } from '../analysis/measured-run.ts';
import { RunEvents } from '../analysis/run-events.ts';
import { beginPass, endPass } from '../analysis/run-pass.ts';
import { isCompleted } from '../analysis/status.ts';
import type { DecidingRule } from '../spec/deciding-rule.ts';
import type { AnalysisSpec } from '../spec/experiment-spec.ts';
import type { RunSpec } from '../spec/metric-spec.ts';
import type { AnalysisScenario, MetricScenario, Scenario } from '../spec/scenario.ts';
import type { Phase } from '../spec/timeline.ts';
import type { AnalysisRun, ChosenCourse, MeasuredCourse, World } from './world.ts';

/** Creates it, or takes the unfinished one made of the same template. Answers its name, or why the API refuses it. */
export function createRun(world: World, index: number, analysis: AnalysisSpec): { name: string } | { refusal: string } {
  const base = `${world.spec.name}-${analysis.name}`;
  const badName = refuseSubdomain(base);
  if (badName !== undefined) {
    return { refusal: `AnalysisRun.argoproj.io "${base}" is invalid: metadata.name: Invalid value: ${badName}` };
  }
  let name = base;
  for (let n = 1; ; n++) {
    const existing = world.runs.get(name);
    if (existing === undefined) break;
    if (!isCompleted(existing.phase) && isSame(existing.analysis, analysis)) {
      world.runOfAnalysis.set(index, name);
      return { name };
    }
    name = `${base}.${n}`;
  }
  addRun(world, name, analysis);
  world.runOfAnalysis.set(index, name);
  return { name };
}

export function addRun(world: World, name: string, analysis: AnalysisSpec): AnalysisRun {
  const run = {
    name,
    analysis,
    phase: '' as const,
    message: '',
    terminate: false,
    course: chart(world, name, analysis),
  };
  world.runs.set(name, run);
  return run;
}

function chart(world: World, name: string, analysis: AnalysisSpec): ChosenCourse | MeasuredCourse {
  const chosen = readOwn(world.scenario.analyses, analysis.name);
  if (analysis.run === undefined || chosen !== undefined) {
    const { outcome, afterMs } = chosen ?? world.scenario.defaultAnalysis;
    const endsAt = outcome === 'endless' ? Number.POSITIVE_INFINITY : world.now + Math.round(afterMs);
    return { kind: 'chosen', endsAt };
  }
  const events = new RunEvents(world, { analysis: analysis.name, analysisRun: name }, world.isArgo110);
  const series = seriesOf(world.scenario, analysis.name);
  const run = createMeasuredRun(withSecrets(analysis.run, world.scenario), series, {
    createdAt: world.now,
    secondOffset: world.scenario.secondOffsetMs ?? 0,
    version: world.isArgo110 ? '1.17' : '1.15',
  });
  return { kind: 'measured', run, events };
}

/** All that is wrong with the run itself comes before a Secret that is not there. */
function withSecrets(spec: RunSpec, { missingSecrets = [] }: Scenario): RunSpec {
  const missing = spec.secrets?.find(name => missingSecrets.includes(name));
  if (missing === undefined || spec.error !== undefined) return spec;
  return { ...spec, error: `Unable to resolve metric arguments: secrets "${missing}" not found` };
}

function seriesOf({ metrics = {} }: Scenario, analysis: string): Readonly<Record<string, MetricScenario>> {
  return readOwn(metrics, analysis) ?? {};
}

function readOwn<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function isSame(a: AnalysisSpec, b: AnalysisSpec): boolean {
  return (
    a.templateName === b.templateName &&
    (a.clusterScope ?? false) === (b.clusterScope ?? false) &&
    (a.argValues ?? '') === (b.argValues ?? '')
  );
}

/** When it is next looked at without being asked; Infinity: it is not. */
export function findRunTime({ phase, course }: AnalysisRun): number {
  if (isCompleted(phase)) return Number.POSITIVE_INFINITY;
  return course.kind === 'chosen' ? course.endsAt : course.run.dueAt;
}

/** Lets the AnalysisRun controller catch up with the clock. Answers whether the run's status changed in a way that has consequences. */
export function playRun(world: World, run: AnalysisRun): boolean {
  if (isCompleted(run.phase)) return false;
  if (run.course.kind === 'measured') return playMeasured(world, run, run.course);
  if (run.terminate && run.phase !== '') {
    // With no bad metric, which is all that a chosen outcome says before its time, a terminated run is Successful.
    setPhase(world, run, 'Successful', 'Run Terminated', 'Run Terminated', 'run.terminated');
    return true;
  }
  if (run.course.endsAt > world.now) {
    if (run.phase !== '') return false;
    setPhase(world, run, 'Running', '', `AnalysisRun ${run.name} starts.`);
    return true;
  }
  // A run that is decided by its first look is never Running.
  const { outcome, message = '' } = chosenOutcome(world, run);
  if (outcome === 'endless') return false;
  setPhase(world, run, outcome, message, message || `AnalysisRun ${run.name} is ${outcome}, as chosen.`);
  return true;
}

function chosenOutcome({ scenario }: World, { analysis }: AnalysisRun): AnalysisScenario {
  return readOwn(scenario.analyses, analysis.name) ?? scenario.defaultAnalysis;
}

/** Passes until nothing more is due at this instant. */
function playMeasured(world: World, run: AnalysisRun, { run: measured, events }: MeasuredCourse): boolean {
  const before = run.phase;
  const crash = before === '' ? measured.spec.crash : undefined;
  if (crash !== undefined) {
    world.crash ??= crash;
    return false;
  }
  const isTold = (): boolean => run.terminate && measured.passEndsAt === undefined;
  while (!isCompleted(run.phase) && (measured.dueAt <= world.now || isTold())) {
    world.steps += measured.metrics.length;
    const assessment =
      measured.passEndsAt === undefined
        ? beginPass(measured, run.terminate, world.now, events)
        : endPass(measured, world.now, events);
    if (assessment === undefined) break;
    const { phase, message, rule } = assessment;
    if (phase === run.phase) continue;
    setPhase(world, run, phase, message, message || describePhase(run, phase), rule);
  }
  return run.phase !== before;
}

function describePhase({ name }: AnalysisRun, phase: Phase): string {
  return phase === 'Running' ? `AnalysisRun ${name} starts.` : `AnalysisRun ${name} is ${phase}.`;
}

function setPhase(
  world: World,
  run: AnalysisRun,
  to: Phase,
  message: string,
  shown: string,
  rule?: DecidingRule,
): void {
  world.events.push({
    at: world.now,
    subject: 'analysisRun',
    name: run.name,
    analysis: run.analysis.name,
    from: run.phase,
    to,
    message: shown,
    ...(rule === undefined ? {} : { rule }),
  });
  run.phase = to;
  run.message = message;
}
