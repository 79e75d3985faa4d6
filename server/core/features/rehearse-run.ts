/** Rehearses what is measured by itself: an AnalysisRun as it stands, or the run that a template makes with its defaults. */
import { type RunScenario, type RunTimeline, rehearseRun } from '../lifecycle/experiment/rehearse-run.ts';
import { exprVersion } from '../model/condition.ts';
import { compile } from '../run/compile.ts';
import { findFlaws } from '../run/flaws.ts';
import { JudgedRun } from '../run/judge.ts';
import { notesOfRun } from '../run/notes.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import type { Placed, Workspace } from '../workspace/workspace.ts';

const DAY = 86_400_000;

/** `args`: values that a caller passes, by name. Undefined: the document is neither a run nor a template. */
export function rehearseAnalysis(
  at: Placed,
  scenario: Partial<RunScenario>,
  workspace: Workspace,
  argoVersion: ArgoVersion,
  args: Readonly<Record<string, string>> = {},
): RunTimeline | undefined {
  const { identity } = at.document.content;
  const source = identity.kind === 'AnalysisRun' ? ({ kind: 'run' } as const) : ({ kind: 'template', args } as const);
  if (source.kind === 'template' && !identity.kind.endsWith('AnalysisTemplate')) return undefined;
  const run = new JudgedRun(() => compile(source, at, workspace, argoVersion));
  const { spec } = run.compiled;
  if (spec === undefined) return undefined;
  const name = identity.name ?? 'run';
  const flaws = findFlaws(run.metrics, []);
  const standing = Object.fromEntries(flaws.map(({ metric, answer }) => [metric, { inTurn: [answer] }]));
  const metrics = { ...standing, ...scenario.metrics };
  const complete = { horizonMs: DAY, ...scenario, metrics };
  const timeline = rehearseRun(name, spec, complete, { isBeforeArgo110: exprVersion(argoVersion) === '1.15' });
  return { ...timeline, notes: notesOfRun(name, spec, flaws, metrics, argoVersion) };
}
