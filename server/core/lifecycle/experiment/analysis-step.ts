/** What one pass of the Experiment controller does for one analysis. */

import { type AnalysisStatus, EMPTY_ANALYSIS_STATUS, isCompleted } from '../analysis/status.ts';
import type { DecidingRule } from '../spec/deciding-rule.ts';
import type { AnalysisSpec } from '../spec/experiment-spec.ts';
import { createRun } from './analysis-run.ts';
import type { AnalysisRun, World } from './world.ts';

/** A status, and the rule that gave it. The same status as before: nothing changed. */
export interface AnalysisStep {
  readonly status: AnalysisStatus;
  readonly rule: DecidingRule | '';
}

/** Steps on from the status of the pass before; `index` is the place of the analysis in the spec. */
export function stepAnalysis(world: World, index: number, analysis: AnalysisSpec, isEnding: boolean): AnalysisStep {
  const before = world.status.analyses.get(analysis.name) ?? EMPTY_ANALYSIS_STATUS;
  const unchanged: AnalysisStep = { status: before, rule: '' };
  if (world.status.availableAt === undefined) return verifyTemplate(world, analysis, before);
  if (before.run === '' && !isEnding && analysis.crash !== undefined) world.crash ??= analysis.crash;
  if (before.run === '') return isEnding || world.crash !== undefined ? unchanged : start(world, index, analysis);
  if (isCompleted(before.phase)) return unchanged;
  const run = world.runs.get(before.run);
  if (run === undefined) return unchanged;
  if (isEnding) {
    if (!isCompleted(run.phase)) run.terminate = true;
    return unchanged;
  }
  // Before the first pass of the run the controller may read an empty phase; it is told as Pending, which it was before.
  return run.phase === '' ? unchanged : read(before, run);
}

function isMissing({ scenario }: World, analysis: AnalysisSpec): boolean {
  return scenario.missingTemplates.includes(analysis.name);
}

function describeMissing({ clusterScope, templateName }: AnalysisSpec): string {
  return `${clusterScope === true ? 'cluster' : ''}analysistemplate.argoproj.io "${templateName}" not found`;
}

/** Before availability the controller only looks whether the template exists. */
function verifyTemplate(world: World, analysis: AnalysisSpec, before: AnalysisStatus): AnalysisStep {
  const rule = 'analysis.template-missing';
  if (!isMissing(world, analysis)) return { status: before, rule };
  const kind = analysis.clusterScope === true ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
  const message = `${kind} verification failed for analysis '${analysis.name}': ${describeMissing(analysis)}`;
  return { status: keepIfSame(before, { run: before.run, phase: 'Error', message }), rule };
}

function start(world: World, index: number, analysis: AnalysisSpec): AnalysisStep {
  const refusal = refuse(world, analysis);
  const created = refusal === undefined ? createRun(world, index, analysis) : { refusal };
  if ('name' in created) {
    return { status: { run: created.name, phase: 'Pending', message: '' }, rule: 'analysis.run-created' };
  }
  const message = `Failed to create AnalysisRun for analysis '${analysis.name}': ${created.refusal}`;
  return { status: { run: '', phase: 'Error', message }, rule: 'analysis.run-refused' };
}

/** Why no run can be made: the controller resolves the args first, then looks up and merges the templates. */
function refuse(world: World, analysis: AnalysisSpec): string | undefined {
  if (world.durationProblem !== undefined && (analysis.argValues ?? '') !== '') return world.durationProblem;
  if (isMissing(world, analysis)) return describeMissing(analysis);
  return analysis.runRefusal;
}

function read(before: AnalysisStatus, { name, phase, message }: AnalysisRun): AnalysisStep {
  const status = keepIfSame(before, { run: name, phase, message });
  return { status, rule: isCompleted(phase) ? 'analysis.run-completed' : 'analysis.run-read' };
}

function keepIfSame(before: AnalysisStatus, after: AnalysisStatus): AnalysisStatus {
  const isSame = before.run === after.run && before.phase === after.phase && before.message === after.message;
  return isSame ? before : after;
}
