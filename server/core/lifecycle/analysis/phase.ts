/** The phase of the Experiment, from its templates and analyses: docs/controller/experiment.md#phase, row by row. */

import type { DecidingRule } from '../spec/deciding-rule.ts';
import type { ExperimentSpec } from '../spec/experiment-spec.ts';
import type { Phase, TemplatePhase } from '../spec/timeline.ts';
import { type ExperimentStatus, hasRequired, isBad, isCompleted, isRequiredDone } from './status.ts';

/** What decided, besides the phase and the controller's message. */
export interface Decision {
  readonly phase: Phase;
  /** The controller's; often empty. */
  readonly message: string;
  readonly rule: DecidingRule;
}

const REQUIRED_COMPLETED = 'Required AnalysisRuns completed';

interface Worst {
  readonly phase: Phase;
  readonly message: string;
}

const TEMPLATE_ORDER: readonly TemplatePhase[] = ['Successful', 'Running', 'Progressing', 'Error', 'Failed'];
const ANALYSIS_ORDER: readonly Phase[] = ['Successful', 'Running', 'Pending', 'Inconclusive', 'Error', 'Failed'];

/** Of all templates; no status yet counts as Progressing, which the Experiment calls Pending. */
export function assessTemplates(spec: ExperimentSpec, status: ExperimentStatus): Worst {
  let worst = 0;
  let message = '';
  for (const { name } of spec.templates) {
    const template = status.templates.get(name);
    const rank = TEMPLATE_ORDER.indexOf(template?.phase || 'Progressing');
    if (rank <= worst) continue;
    worst = rank;
    message = template?.message ?? '';
  }
  const phase = TEMPLATE_ORDER[worst] ?? 'Successful';
  return { phase: phase === 'Progressing' ? 'Pending' : phase, message };
}

/** Of all analyses; one that has not started counts as Successful, and Pending as Running. */
export function assessAnalyses(spec: ExperimentSpec, status: ExperimentStatus): Worst {
  let worst = 0;
  let message = '';
  for (const { name } of spec.analyses) {
    const analysis = status.analyses.get(name);
    const rank = ANALYSIS_ORDER.indexOf(analysis?.phase || 'Successful');
    if (rank <= worst) continue;
    worst = rank;
    message = analysis?.message ?? '';
  }
  if (worst === 0 && isRequiredDone(spec, status)) return { phase: 'Successful', message: REQUIRED_COMPLETED };
  const phase = ANALYSIS_ORDER[worst] ?? 'Successful';
  return { phase: phase === 'Pending' ? 'Running' : phase, message };
}

/** Only asked while the experiment is unfinished. */
export function decidePhase(spec: ExperimentSpec, status: ExperimentStatus): Decision {
  if (status.phase === '') return { phase: 'Pending', message: status.message, rule: 'experiment.first-pass' };
  const templates = assessTemplates(spec, status);
  const analyses = assessAnalyses(spec, status);
  if (isCompleted(templates.phase)) {
    if (templates.phase !== 'Successful') return { ...templates, rule: 'experiment.template-failed' };
    if (isCompleted(analyses.phase)) return { ...analyses, rule: 'experiment.analyses-completed' };
    if (hasRequired(spec)) return { ...analyses, rule: 'experiment.analyses-unfinished' };
    return { ...templates, rule: 'experiment.nothing-required' };
  }
  if (isBad(analyses.phase)) return { ...analyses, rule: 'experiment.analysis-failed' };
  if (isRequiredDone(spec, status)) return { ...analyses, rule: 'experiment.required-completed' };
  return { ...templates, rule: 'experiment.templates-decide' };
}
