/** AnalysisRuns with a chosen outcome: created and terminated by the Experiment, finished by the clock. */
import { refuseSubdomain } from '../kube/name.ts';
import type { AnalysisSpec } from './experiment-spec.ts';
import type { AnalysisScenario } from './scenario.ts';
import { isCompleted } from './status.ts';
import type { Phase } from './timeline.ts';
import type { World } from './world.ts';

export interface AnalysisRun {
  readonly name: string;
  readonly analysis: AnalysisSpec;
  phase: Phase | '';
  message: string;
  /** `spec.terminate`. */
  terminate: boolean;
  /** When it comes to its outcome; Infinity: never by itself. */
  readonly endsAt: number;
}

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
  const { outcome, afterMs } = chooseOutcome(world, analysis.name);
  const endsAt = outcome === 'endless' ? Number.POSITIVE_INFINITY : world.now + Math.round(afterMs);
  world.runs.set(name, { name, analysis, phase: '', message: '', terminate: false, endsAt });
  world.runOfAnalysis.set(index, name);
  return { name };
}

function isSame(a: AnalysisSpec, b: AnalysisSpec): boolean {
  return (
    a.templateName === b.templateName &&
    (a.clusterScope ?? false) === (b.clusterScope ?? false) &&
    (a.argValues ?? '') === (b.argValues ?? '')
  );
}

function chooseOutcome({ scenario }: World, analysis: string): AnalysisScenario {
  const chosen = Object.hasOwn(scenario.analyses, analysis) ? scenario.analyses[analysis] : undefined;
  return chosen ?? scenario.defaultAnalysis;
}

/** Lets the AnalysisRun controller catch up with the clock. Answers whether the run changed. */
export function playRun(world: World, run: AnalysisRun): boolean {
  if (isCompleted(run.phase)) return false;
  if (run.terminate && run.phase !== '') {
    // With no bad metric, which is all that a chosen outcome says before its time, a terminated run is Successful.
    setPhase(world, run, 'Successful', 'Run Terminated', 'Run Terminated');
    return true;
  }
  if (run.endsAt > world.now) {
    if (run.phase !== '') return false;
    setPhase(world, run, 'Running', '', `AnalysisRun ${run.name} starts.`);
    return true;
  }
  // A run that is decided by its first look is never Running.
  const { outcome, message = '' } = chooseOutcome(world, run.analysis.name);
  if (outcome === 'endless') return false;
  setPhase(world, run, outcome, message, message || `AnalysisRun ${run.name} is ${outcome}, as chosen.`);
  return true;
}

function setPhase(world: World, run: AnalysisRun, to: Phase, message: string, shown: string): void {
  world.events.push({
    at: world.now,
    subject: 'analysisRun',
    name: run.name,
    analysis: run.analysis.name,
    from: run.phase,
    to,
    message: shown,
  });
  run.phase = to;
  run.message = message;
}
