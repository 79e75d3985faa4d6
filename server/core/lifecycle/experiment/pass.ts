/** One pass of the Experiment controller, and the time at which it looks again by itself. */

import { cutToSecond } from '../analysis/metric-state.ts';
import { assessTemplates, decidePhase } from '../analysis/phase.ts';
import {
  type AnalysisStatus,
  EMPTY_ANALYSIS_STATUS,
  EMPTY_TEMPLATE_STATUS,
  type ExperimentStatus,
  findEnding,
  isCompleted,
  type TemplateStatus,
} from '../analysis/status.ts';
import { DEFAULT_PROGRESS_DEADLINE_SECONDS } from '../spec/experiment-spec.ts';
import { type AnalysisStep, stepAnalysis } from './analysis-step.ts';
import { narratePhase } from './narrate.ts';
import { countDesired, stepTemplate } from './template-step.ts';
import { isDurationOver, justAfter, type World } from './world.ts';

/** Templates, then analyses, then the phase. Answers whether the status changed. */
export function runPass(world: World): boolean {
  const { spec, status: before } = world;
  const ending = findEnding(spec, before, world.terminate);
  const templates = stepTemplates(world, ending);
  const analyses = stepAnalyses(world, ending !== undefined);
  const stepped: ExperimentStatus = { ...before, templates, analyses };
  const after = isCompleted(before.phase) ? stepped : conclude(world, stepped, ending);
  world.status = after;
  return (
    after.templates !== before.templates ||
    after.analyses !== before.analyses ||
    after.phase !== before.phase ||
    after.message !== before.message ||
    after.availableAt !== before.availableAt
  );
}

function stepTemplates(world: World, ending: string | undefined): ReadonlyMap<string, TemplateStatus> {
  const before = world.status.templates;
  let after: Map<string, TemplateStatus> | undefined;
  for (const template of world.spec.templates) {
    world.steps += 1;
    const status = stepTemplate(world, template, ending);
    if (status === (before.get(template.name) ?? EMPTY_TEMPLATE_STATUS)) continue;
    after ??= new Map(before);
    after.set(template.name, status);
  }
  return after ?? before;
}

function stepAnalyses(world: World, isEnding: boolean): ReadonlyMap<string, AnalysisStatus> {
  const before = world.status.analyses;
  const steps = new Map<string, AnalysisStep>();
  for (const [index, analysis] of world.spec.analyses.entries()) {
    world.steps += 1;
    // Of two analyses with one name the later one overwrites the status of the other, as in the controller.
    steps.set(analysis.name, stepAnalysis(world, index, analysis, isEnding));
  }
  let after: Map<string, AnalysisStatus> | undefined;
  for (const [name, { status, rule }] of steps) {
    const old = before.get(name);
    if (status === (old ?? EMPTY_ANALYSIS_STATUS)) continue;
    after ??= new Map(before);
    after.set(name, status);
    const from = old?.phase ?? '';
    if (status.phase === '' || status.phase === from) continue;
    const message = status.message || describeRun(status);
    world.events.push({
      at: world.now,
      subject: 'analysis',
      name,
      from,
      to: status.phase,
      message,
      ...(rule === '' ? {} : { rule }),
    });
  }
  return after ?? before;
}

function describeRun({ run, phase }: AnalysisStatus): string {
  return phase === 'Pending' ? `AnalysisRun ${run} is created.` : `AnalysisRun ${run} is ${phase}.`;
}

function conclude(world: World, status: ExperimentStatus, ending: string | undefined): ExperimentStatus {
  const { spec, now, events } = world;
  let { availableAt } = status;
  if (status.phase !== '' && availableAt === undefined && assessTemplates(spec, status).phase === 'Running') {
    // The status keeps whole seconds, so that the duration may be over by up to one of them earlier.
    const { secondOffsetMs } = world.scenario;
    availableAt = secondOffsetMs === undefined ? now : cutToSecond(now, secondOffsetMs);
    const message = 'All templates are available: the duration counts from here.';
    events.push({ at: now, subject: 'available', message, rule: 'experiment.available' });
  }
  const decision = decidePhase(spec, status);
  if (decision.phase !== status.phase) {
    events.push({
      at: now,
      subject: 'experiment',
      from: status.phase,
      to: decision.phase,
      message: narratePhase(world, status, decision, ending),
      rule: decision.rule,
    });
  }
  return { ...status, availableAt, phase: decision.phase, message: decision.message };
}

/** When the controller looks again without being woken; Infinity: it does not. */
export function findTimer(world: World): number {
  const { spec, status, now } = world;
  const ending = findEnding(spec, status, world.terminate);
  let next = Number.POSITIVE_INFINITY;
  const consider = (at: number): void => {
    if (at > now && at < next) next = at;
  };
  if (ending === undefined && world.durationMs !== undefined && status.availableAt !== undefined) {
    if (!isDurationOver(world, status)) consider(justAfter(status.availableAt + world.durationMs));
  }
  const deadlineMs = (spec.progressDeadlineSeconds ?? DEFAULT_PROGRESS_DEADLINE_SECONDS) * 1000;
  for (const template of spec.templates) {
    const templateStatus = status.templates.get(template.name) ?? EMPTY_TEMPLATE_STATUS;
    const desired = countDesired(template, templateStatus, ending);
    const set = world.replicaSets.get(template.name);
    if (desired === 0 && set?.scaleDownAt !== undefined && set.wanted !== 0) consider(set.scaleDownAt);
    const isOpen = templateStatus.phase === 'Progressing' || templateStatus.phase === 'Running';
    if (ending !== undefined || !isOpen || templateStatus.available === desired) continue;
    if (templateStatus.lastTransitionAt !== undefined)
      consider(justAfter(templateStatus.lastTransitionAt + deadlineMs));
  }
  return next;
}
