/** Rehearses what is measured by itself: an AnalysisRun as it stands, or the run that a template makes with its defaults. */
import type { RunSpec } from '../lifecycle/metric-spec.ts';
import { type RunScenario, type RunTimeline, rehearseRun } from '../lifecycle/rehearse-run.ts';
import { exprVersion } from '../model/condition.ts';
import { intOrStringAt } from '../model/reading.ts';
import { readRunArg, readRunParts } from '../run/parts.ts';
import { readRunSpec } from '../run/spec.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import { resolveTemplate } from '../workspace/resolve.ts';
import { secretReader } from '../workspace/secrets.ts';
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
  const { identity, yaml } = at.document.content;
  const name = identity.name ?? 'run';
  const spec =
    identity.kind === 'AnalysisRun'
      ? readRunSpec(readRunParts(yaml.root, secretReader(at, workspace)), argoVersion)
      : identity.kind.endsWith('AnalysisTemplate')
        ? templateSpec(at, workspace, argoVersion, args)
        : undefined;
  if (spec === undefined) return undefined;
  const complete = { metrics: {}, horizonMs: DAY, ...scenario };
  return rehearseRun(name, spec, complete, { isBeforeArgo110: exprVersion(argoVersion) === '1.15' });
}

function templateSpec(
  at: Placed,
  workspace: Workspace,
  argoVersion: ArgoVersion,
  given: Readonly<Record<string, string>>,
): RunSpec {
  const merged = resolveTemplate(at, workspace);
  const read = secretReader(at, workspace);
  const args = [...merged.args].map(([name, { what }]) => {
    const value = Object.hasOwn(given, name) ? given[name] : what.value?.text;
    return readRunArg(name, value, what.valueFrom, read);
  });
  return readRunSpec(
    {
      metrics: merged.metrics.map(({ what }) => what.node),
      args,
      dryRun: merged.dryRun.map(({ what }) => what.metricName?.text ?? ''),
      measurementRetention: merged.measurementRetention.map(({ what }) => ({
        metricName: what.metricName?.text ?? '',
        limit: intOrStringAt(what.node, 'limit') ?? 0,
      })),
    },
    argoVersion,
  );
}
