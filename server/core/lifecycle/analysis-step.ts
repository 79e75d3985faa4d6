/** What one pass of the Experiment controller does for one analysis. */
import { type AnalysisRun, createRun } from './analysis-run.ts';
import type { AnalysisSpec } from './experiment-spec.ts';
import { type AnalysisStatus, EMPTY_ANALYSIS_STATUS, isCompleted } from './status.ts';
import type { Phase } from './timeline.ts';
import type { World } from './world.ts';

/** Steps on from the status of the pass before; `index` is the place of the analysis in the spec. */
export function stepAnalysis(world: World, index: number, analysis: AnalysisSpec, isEnding: boolean): AnalysisStatus {
  const before = world.status.analyses.get(analysis.name) ?? EMPTY_ANALYSIS_STATUS;
  if (world.status.availableAt === undefined) return verifyTemplate(world, analysis, before);
  if (before.run === '') return isEnding ? before : start(world, index, analysis, before);
  if (isCompleted(before.phase)) return before;
  const run = world.runs.get(before.run);
  if (run === undefined) return before;
  if (isEnding) {
    if (!isCompleted(run.phase)) run.terminate = true;
    return before;
  }
  return read(world, analysis, before, run);
}

function isMissing({ scenario }: World, analysis: AnalysisSpec): boolean {
  return scenario.missingTemplates.includes(analysis.name);
}

function describeMissing({ clusterScope, templateName }: AnalysisSpec): string {
  return `${clusterScope === true ? 'cluster' : ''}analysistemplate.argoproj.io "${templateName}" not found`;
}

/** Before availability the controller only looks whether the template exists. */
function verifyTemplate(world: World, analysis: AnalysisSpec, before: AnalysisStatus): AnalysisStatus {
  if (!isMissing(world, analysis)) return before;
  const kind = analysis.clusterScope === true ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
  const message = `${kind} verification failed for analysis '${analysis.name}': ${describeMissing(analysis)}`;
  return tell(world, analysis, before, { run: before.run, phase: 'Error', message }, '6.4 template missing');
}

function start(world: World, index: number, analysis: AnalysisSpec, before: AnalysisStatus): AnalysisStatus {
  const refusal = refuse(world, analysis);
  const created = refusal === undefined ? createRun(world, index, analysis) : { refusal };
  if ('name' in created) {
    const message = `AnalysisRun ${created.name} is created.`;
    return tell(
      world,
      analysis,
      before,
      { run: created.name, phase: 'Pending', message: '' },
      '6.4 run created',
      message,
    );
  }
  const message = `Failed to create AnalysisRun for analysis '${analysis.name}': ${created.refusal}`;
  return tell(world, analysis, before, { run: '', phase: 'Error', message }, '6.4 run refused');
}

/** Why no run can be made: the controller resolves the args first, then looks up and merges the templates. */
function refuse(world: World, analysis: AnalysisSpec): string | undefined {
  if (world.durationProblem !== undefined && (analysis.argValues ?? '') !== '') return world.durationProblem;
  if (isMissing(world, analysis)) return describeMissing(analysis);
  return analysis.runRefusal;
}

function read(world: World, analysis: AnalysisSpec, before: AnalysisStatus, run: AnalysisRun): AnalysisStatus {
  const after = { run: run.name, phase: run.phase, message: run.message };
  return tell(world, analysis, before, after, isCompleted(run.phase) ? '6.4 run completed' : '6.4 run read');
}

function tell(
  world: World,
  { name }: AnalysisSpec,
  before: AnalysisStatus,
  after: AnalysisStatus,
  rule: string,
  shown?: string,
): AnalysisStatus {
  if (before.run === after.run && before.phase === after.phase && before.message === after.message) return before;
  if (after.phase !== '' && before.phase !== after.phase) {
    const message = shown ?? (after.message || describe(after.run, after.phase));
    world.events.push({ at: world.now, subject: 'analysis', name, from: before.phase, to: after.phase, message, rule });
  }
  return after;
}

function describe(run: string, phase: Phase): string {
  return `AnalysisRun ${run} is ${phase}.`;
}
