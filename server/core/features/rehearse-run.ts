/** Rehearses what is measured by itself: an AnalysisRun as it stands, or the run that a template makes with its defaults. */
import { type RunScenario, type RunTimeline, rehearseRun } from '../lifecycle/experiment/rehearse-run.ts';
import type { RunSpec } from '../lifecycle/spec/metric-spec.ts';
import { exprVersion } from '../model/condition.ts';
import { compile } from '../run/compile.ts';
import { findFlaws } from '../run/flaws.ts';
import { JudgedRun } from '../run/judge.ts';
import { notesOfRun } from '../run/notes.ts';
import type { Placed, Workspace } from '../workspace/workspace.ts';
import { findErrors, type Linter, notesOfErrors } from './rehearsed-errors.ts';

/** Of a template of which no run is made. */
function noRun(error: string | undefined, crash: string | undefined): RunSpec {
  return { metrics: [], ...(error === undefined ? {} : { error }), ...(crash === undefined ? {} : { crash }) };
}

const DAY = 86_400_000;

/** `args`: values that a caller passes, by name. Undefined: the document is neither a run nor a template. */
export function rehearseAnalysis(
  at: Placed,
  scenario: Partial<RunScenario>,
  workspace: Workspace,
  linter: Linter,
  args: Readonly<Record<string, string>> = {},
): RunTimeline | undefined {
  const { argoVersion } = linter.settings;
  const { identity } = at.document.content;
  const source = identity.kind === 'AnalysisRun' ? ({ kind: 'run' } as const) : ({ kind: 'template', args } as const);
  if (source.kind === 'template' && !identity.kind.endsWith('AnalysisTemplate')) return undefined;
  const run = new JudgedRun(() => compile(source, at, workspace, argoVersion));
  const { refusal: error, crash, spec = noRun(error, crash) } = run.compiled;
  const name = identity.name ?? 'run';
  const flaws = findFlaws(run.metrics, []);
  const standing = Object.fromEntries(flaws.map(({ metric, answer }) => [metric, { inTurn: [answer] }]));
  const metrics = { ...standing, ...scenario.metrics };
  const complete = { horizonMs: DAY, ...scenario, metrics };
  const errors = findErrors(at, [], linter);
  const options = {
    isBeforeArgo110: exprVersion(argoVersion) === '1.15',
    ...(errors.refusal === undefined ? {} : { refusal: errors.refusal }),
  };
  const timeline = rehearseRun(name, spec, complete, options);
  const notes = [...notesOfErrors(errors, timeline.verdict), ...notesOfRun(name, spec, flaws, metrics, argoVersion)];
  return { ...timeline, notes };
}
