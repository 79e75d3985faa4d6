/** The phase table of the Experiment controller, asked for every combination. */
import { expect, it } from 'vitest';
import { decidePhase } from '../../../server/core/lifecycle/analysis/phase.ts';
import type { ExperimentStatus } from '../../../server/core/lifecycle/analysis/status.ts';
import {
  EMPTY_ANALYSIS_STATUS,
  EMPTY_STATUS,
  EMPTY_TEMPLATE_STATUS,
} from '../../../server/core/lifecycle/analysis/status.ts';
import type { Phase, TemplatePhase } from '../../../server/core/lifecycle/spec/timeline.ts';
import { analysis, experiment, required } from './play.ts';

/** Template `a`; analysis `opt`, and `req` when it is given a phase. */
function decide(template: TemplatePhase | '', optional: Phase | '', needed?: Phase | ''): string {
  const spec = experiment({ analyses: [analysis('opt'), ...(needed === undefined ? [] : [required('req')])] });
  const status: ExperimentStatus = {
    ...EMPTY_STATUS,
    phase: 'Running',
    templates: new Map([['a', { ...EMPTY_TEMPLATE_STATUS, phase: template, message: 'of a' }]]),
    analyses: new Map([
      ['opt', { ...EMPTY_ANALYSIS_STATUS, phase: optional, message: 'of opt' }],
      ['req', { ...EMPTY_ANALYSIS_STATUS, phase: needed ?? '', message: 'of req' }],
    ]),
  };
  const { phase, message, rule } = decidePhase(spec, status);
  return `${template || '(none)'} + ${optional || '(none)'}${needed === undefined ? '' : ` + required ${needed || '(none)'}`} = ${phase} "${message}" [${rule}]`;
}

const templatePhases: readonly (TemplatePhase | '')[] = ['', 'Progressing', 'Running', 'Successful', 'Failed', 'Error'];
const phases: readonly (Phase | '')[] = ['', 'Pending', 'Running', 'Successful', 'Failed', 'Error', 'Inconclusive'];

it('nothing required', () => {
  const rows = templatePhases.flatMap(template => phases.map(optional => decide(template, optional)));
  expect(rows.join('\n')).toMatchInlineSnapshot(`
    "(none) + (none) = Pending "of a" [experiment.templates-decide]
    (none) + Pending = Pending "of a" [experiment.templates-decide]
    (none) + Running = Pending "of a" [experiment.templates-decide]
    (none) + Successful = Pending "of a" [experiment.templates-decide]
    (none) + Failed = Failed "of opt" [experiment.analysis-failed]
    (none) + Error = Error "of opt" [experiment.analysis-failed]
    (none) + Inconclusive = Inconclusive "of opt" [experiment.analysis-failed]
    Progressing + (none) = Pending "of a" [experiment.templates-decide]
    Progressing + Pending = Pending "of a" [experiment.templates-decide]
    Progressing + Running = Pending "of a" [experiment.templates-decide]
    Progressing + Successful = Pending "of a" [experiment.templates-decide]
    Progressing + Failed = Failed "of opt" [experiment.analysis-failed]
    Progressing + Error = Error "of opt" [experiment.analysis-failed]
    Progressing + Inconclusive = Inconclusive "of opt" [experiment.analysis-failed]
    Running + (none) = Running "of a" [experiment.templates-decide]
    Running + Pending = Running "of a" [experiment.templates-decide]
    Running + Running = Running "of a" [experiment.templates-decide]
    Running + Successful = Running "of a" [experiment.templates-decide]
    Running + Failed = Failed "of opt" [experiment.analysis-failed]
    Running + Error = Error "of opt" [experiment.analysis-failed]
    Running + Inconclusive = Inconclusive "of opt" [experiment.analysis-failed]
    Successful + (none) = Successful "" [experiment.analyses-completed]
    Successful + Pending = Successful "" [experiment.nothing-required]
    Successful + Running = Successful "" [experiment.nothing-required]
    Successful + Successful = Successful "" [experiment.analyses-completed]
    Successful + Failed = Failed "of opt" [experiment.analyses-completed]
    Successful + Error = Error "of opt" [experiment.analyses-completed]
    Successful + Inconclusive = Inconclusive "of opt" [experiment.analyses-completed]
    Failed + (none) = Failed "of a" [experiment.template-failed]
    Failed + Pending = Failed "of a" [experiment.template-failed]
    Failed + Running = Failed "of a" [experiment.template-failed]
    Failed + Successful = Failed "of a" [experiment.template-failed]
    Failed + Failed = Failed "of a" [experiment.template-failed]
    Failed + Error = Failed "of a" [experiment.template-failed]
    Failed + Inconclusive = Failed "of a" [experiment.template-failed]
    Error + (none) = Error "of a" [experiment.template-failed]
    Error + Pending = Error "of a" [experiment.template-failed]
    Error + Running = Error "of a" [experiment.template-failed]
    Error + Successful = Error "of a" [experiment.template-failed]
    Error + Failed = Error "of a" [experiment.template-failed]
    Error + Error = Error "of a" [experiment.template-failed]
    Error + Inconclusive = Error "of a" [experiment.template-failed]"
  `);
});

it('something required', () => {
  const rows: string[] = [];
  for (const template of ['Running', 'Successful', 'Failed'] as const) {
    for (const needed of phases) {
      for (const optional of ['Successful', 'Running'] as const) rows.push(decide(template, optional, needed));
    }
  }
  expect(rows.join('\n')).toMatchInlineSnapshot(`
    "Running + Successful + required (none) = Running "of a" [experiment.templates-decide]
    Running + Running + required (none) = Running "of a" [experiment.templates-decide]
    Running + Successful + required Pending = Running "of a" [experiment.templates-decide]
    Running + Running + required Pending = Running "of a" [experiment.templates-decide]
    Running + Successful + required Running = Running "of a" [experiment.templates-decide]
    Running + Running + required Running = Running "of a" [experiment.templates-decide]
    Running + Successful + required Successful = Successful "Required AnalysisRuns completed" [experiment.required-completed]
    Running + Running + required Successful = Running "of opt" [experiment.required-completed]
    Running + Successful + required Failed = Failed "of req" [experiment.analysis-failed]
    Running + Running + required Failed = Failed "of req" [experiment.analysis-failed]
    Running + Successful + required Error = Error "of req" [experiment.analysis-failed]
    Running + Running + required Error = Error "of req" [experiment.analysis-failed]
    Running + Successful + required Inconclusive = Inconclusive "of req" [experiment.analysis-failed]
    Running + Running + required Inconclusive = Inconclusive "of req" [experiment.analysis-failed]
    Successful + Successful + required (none) = Successful "" [experiment.analyses-completed]
    Successful + Running + required (none) = Running "of opt" [experiment.analyses-unfinished]
    Successful + Successful + required Pending = Running "of req" [experiment.analyses-unfinished]
    Successful + Running + required Pending = Running "of req" [experiment.analyses-unfinished]
    Successful + Successful + required Running = Running "of req" [experiment.analyses-unfinished]
    Successful + Running + required Running = Running "of opt" [experiment.analyses-unfinished]
    Successful + Successful + required Successful = Successful "Required AnalysisRuns completed" [experiment.analyses-completed]
    Successful + Running + required Successful = Running "of opt" [experiment.analyses-unfinished]
    Successful + Successful + required Failed = Failed "of req" [experiment.analyses-completed]
    Successful + Running + required Failed = Failed "of req" [experiment.analyses-completed]
    Successful + Successful + required Error = Error "of req" [experiment.analyses-completed]
    Successful + Running + required Error = Error "of req" [experiment.analyses-completed]
    Successful + Successful + required Inconclusive = Inconclusive "of req" [experiment.analyses-completed]
    Successful + Running + required Inconclusive = Inconclusive "of req" [experiment.analyses-completed]
    Failed + Successful + required (none) = Failed "of a" [experiment.template-failed]
    Failed + Running + required (none) = Failed "of a" [experiment.template-failed]
    Failed + Successful + required Pending = Failed "of a" [experiment.template-failed]
    Failed + Running + required Pending = Failed "of a" [experiment.template-failed]
    Failed + Successful + required Running = Failed "of a" [experiment.template-failed]
    Failed + Running + required Running = Failed "of a" [experiment.template-failed]
    Failed + Successful + required Successful = Failed "of a" [experiment.template-failed]
    Failed + Running + required Successful = Failed "of a" [experiment.template-failed]
    Failed + Successful + required Failed = Failed "of a" [experiment.template-failed]
    Failed + Running + required Failed = Failed "of a" [experiment.template-failed]
    Failed + Successful + required Error = Failed "of a" [experiment.template-failed]
    Failed + Running + required Error = Failed "of a" [experiment.template-failed]
    Failed + Successful + required Inconclusive = Failed "of a" [experiment.template-failed]
    Failed + Running + required Inconclusive = Failed "of a" [experiment.template-failed]"
  `);
});

it('the worst of several wins, Failed before Error before Inconclusive', () => {
  expect([
    decide('Running', 'Inconclusive', 'Failed'),
    decide('Running', 'Error', 'Inconclusive'),
  ]).toMatchInlineSnapshot(`
    [
      "Running + Inconclusive + required Failed = Failed "of req" [experiment.analysis-failed]",
      "Running + Error + required Inconclusive = Error "of opt" [experiment.analysis-failed]",
    ]
  `);
});
