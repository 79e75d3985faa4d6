/** "Would it still have passed?": what an AnalysisRun of a cluster measured, as a scenario of the experiment whose analysis it is. */
import type { ExperimentSpec } from '../lifecycle/spec/experiment-spec.ts';
import type { MetricScenario, Scenario } from '../lifecycle/spec/scenario.ts';
import { readRecordedRun } from '../model/recorded-run.ts';
import { judgeRehearsed, type RehearsedDocument } from '../run/rehearsed-document.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { scalarAt, type YamlNode } from '../yaml/node.ts';
import { parseDocument } from '../yaml/parse.ts';
import type { ScenarioBeside } from './scenario-file.ts';

export interface RecordedRun {
  /** Name of the AnalysisRun. */
  readonly run: string;
  /** By metric name. */
  readonly metrics: Readonly<Record<string, MetricScenario>>;
}

/** Undefined: it has measured nothing, or it is no AnalysisRun. */
function readRecorded(root: YamlNode | undefined): RecordedRun | undefined {
  if (scalarAt(root, 'kind')?.text !== 'AnalysisRun') return undefined;
  const metrics = readRecordedRun(root);
  const run = scalarAt(root, 'metadata', 'name')?.text ?? 'run';
  return Object.keys(metrics).length === 0 ? undefined : { run, metrics };
}

/** The AnalysisRuns of all files that fit it. */
export function recordedBeside(
  document: RehearsedDocument,
  workspace: Workspace,
  argoVersion: ArgoVersion,
): readonly ScenarioBeside[] {
  const recorded = workspace.definitions('AnalysisRun').flatMap(({ file, document: { content } }) => {
    const run = readRecorded(content.yaml.root);
    return run ? [{ uri: file.uri, run }] : [];
  });
  if (recorded.length === 0) return [];
  const spec = judgeRehearsed(document, workspace, argoVersion)?.spec ?? document.spec;
  return recorded.flatMap(({ uri, run }): readonly ScenarioBeside[] => {
    const scenario = scenarioFor(run, spec);
    return scenario ? [{ uri, title: titleOf(run), scenario }] : [];
  });
}

/** `recorded`: read already, or the text of an AnalysisRun. Undefined: it fits no analysis, or has measured nothing. */
export function recordedScenario(
  document: RehearsedDocument,
  recorded: RecordedRun | string,
  workspace: Workspace,
  argoVersion: ArgoVersion,
): Partial<Scenario> | undefined {
  const run = typeof recorded === 'string' ? readRecorded(parseDocument(recorded).root) : recorded;
  return run && scenarioFor(run, judgeRehearsed(document, workspace, argoVersion)?.spec ?? document.spec);
}

function titleOf({ run }: RecordedRun): string {
  return `as AnalysisRun ${run} measured`;
}

/**
 * It belongs to the analysis by whose name it is called, else to the only one that measures all its metrics. Undefined: to none.
 * `spec` with what its analyses measure, as far as their templates are known.
 */
function scenarioFor(recorded: RecordedRun, spec: ExperimentSpec): Partial<Scenario> | undefined {
  const { analyses } = spec;
  const named = analyses.find(({ name }) => isRunOf(recorded.run, `${spec.name}-${name}`));
  const names = Object.keys(recorded.metrics);
  const fitting = analyses.filter(({ run }) => names.every(name => run?.metrics.some(metric => metric.name === name)));
  const only = fitting.length === 1 ? fitting[0] : undefined;
  const analysis = named ?? only ?? (analyses.length === 1 && !analyses[0]?.run ? analyses[0] : undefined);
  if (!analysis) return undefined;
  return { title: titleOf(recorded), metrics: { [analysis.name]: recorded.metrics } };
}

/** Whether an AnalysisRun of this name is one of the analysis: `e-x`, `e-x.1`. */
function isRunOf(run: string, base: string): boolean {
  return run === base || (run.startsWith(`${base}.`) && /^\d+$/.test(run.slice(base.length + 1)));
}
