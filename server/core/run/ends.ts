/** What can be said of earliest and latest ends: of `duration`, analyses and metrics of a document. */
import { parseGoDuration } from '../kube/duration.ts';
import { boundExperiment, boundMetric, boundRun } from '../lifecycle/end-bounds.ts';
import type { AnalysisSpec, ExperimentSpec } from '../lifecycle/experiment-spec.ts';
import type { RunSpec } from '../lifecycle/metric-spec.ts';
import { ANALYSIS_KINDS, maps, readAnalysis } from '../model/analysis.ts';
import { readExperiment, readExperimentStep } from '../model/experiment.ts';
import { readBodies } from '../model/experiment-body.ts';
import { LIMIT_FIELDS } from '../model/metric-limits.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import { type Range, touches } from '../text/range.ts';
import { type ResolvedCall, resolveCalls } from '../workspace/resolved-call.ts';
import type { Placed, Workspace } from '../workspace/workspace.ts';
import { entryOf, itemsAt, scalarAt, type YamlMap, type YamlNode, type YamlScalar } from '../yaml/node.ts';
import { describeSpan, explainMetric, explainRun, spanOfExperiment, spanOfMetric, spanOfRun } from './end-words.ts';
import { readKnownRun } from './known-run.ts';
import { knownValues } from './known-values.ts';

/** What is said of one thing that ends. */
export interface EndNote {
  /** Behind this the words stand; absent: there is a hover only. */
  readonly anchor?: YamlScalar;
  /** A few words; empty: there is nothing to add to the line. */
  readonly text: string;
  /** Places that show all of it, offsets of the document. */
  readonly places: readonly Range[];
  readonly markdown: string;
}

/** `offset`: of the document; only what has a place there is worked out. */
export function findEnds(
  at: Placed,
  workspace: Workspace,
  argoVersion: ArgoVersion,
  offset?: number,
): readonly EndNote[] {
  const { yaml, identity } = at.document.content;
  const isWanted = (places: readonly Range[]) => offset === undefined || places.some(range => touches(range, offset));
  if (ANALYSIS_KINDS.includes(identity.kind)) return metricNotes(yaml.root, argoVersion, isWanted);
  if (identity.kind !== 'Experiment' && identity.kind !== 'Rollout') return [];
  const calls = resolveCalls(at, workspace).map(resolved => ({ resolved, run: () => runOf(resolved, argoVersion) }));
  return [
    ...durationNotes(yaml.root, identity.kind, calls, isWanted),
    ...calls.flatMap(call => callNote(call, isWanted)),
  ];
}

type IsWanted = (places: readonly Range[]) => boolean;

interface KnownCall {
  readonly resolved: ResolvedCall;
  readonly run: () => RunSpec | undefined;
}

/** Undefined: not all of its templates or args are known. */
function runOf(resolved: ResolvedCall, argoVersion: ArgoVersion): RunSpec | undefined {
  const { analysis, call } = resolved;
  if (!analysis.isCertain || analysis.cycle || analysis.metrics.length === 0) return undefined;
  const rules = [...call.dryRun, ...analysis.dryRun.map(({ what }) => what)];
  const metrics = analysis.metrics.map(({ what }) => what.node);
  const dryRun = rules.map(({ metricName }) => metricName?.text ?? '');
  return readKnownRun({ metrics, dryRun }, knownValues(resolved), argoVersion);
}

function callNote({ resolved: { call }, run: known }: KnownCall, isWanted: IsWanted): readonly EndNote[] {
  const names = call.references.flatMap(({ templateName }) => templateName ?? []);
  const places = (call.name ? [call.name, ...names] : names).map(({ range }) => range);
  const run = isWanted(places) ? known() : undefined;
  const bounds = run && boundRun(run);
  if (!run || !bounds) return [];
  const anchor = call.node.flow ? undefined : names.at(-1);
  return [
    {
      ...(anchor ? { anchor } : {}),
      text: describeSpan(spanOfRun(bounds)),
      places,
      markdown: explainRun(run.metrics, bounds) + (call.place === 'background' ? BACKGROUND : ''),
    },
  ];
}

const BACKGROUND = '\n\nIt runs beside the steps, and the Rollout ends it when it is through with them.';

/** Of an Experiment one, of a Rollout one for each step with an experiment. */
function durationNotes(
  root: YamlNode | undefined,
  kind: string,
  calls: readonly KnownCall[],
  isWanted: IsWanted,
): readonly EndNote[] {
  return readBodies(root, kind).flatMap(({ node, duration, step }): readonly EndNote[] => {
    const places = placesOf(node, ['duration']);
    if (!duration || !parseGoDuration(duration.text).ok || !isWanted(places)) return [];
    const place = step === undefined ? 'experiment' : 'experiment-step';
    const own = calls.filter(({ resolved: { call } }) => call.place === place && call.step === step);
    const spec = step === undefined ? readExperiment(root) : readExperimentStep(root, step);
    const bounds = own.length === 0 ? undefined : boundExperiment(withRuns(spec, own));
    const text = bounds ? describeSpan(spanOfExperiment(bounds)) : '';
    if (text === '') return [];
    return [
      {
        ...(node.flow ? {} : { anchor: duration }),
        text,
        places,
        markdown: `**${spec.name}: ${text}.**\n\n${COUNTED}`,
      },
    ];
  });
}

const COUNTED =
  'Counted from the moment all templates are available, as long as they stay so and providers answer. What measurements take comes on top.';

function withRuns(spec: ExperimentSpec, calls: readonly KnownCall[]): ExperimentSpec {
  const byName = new Map(calls.map(({ resolved: { call }, run }) => [call.name?.text ?? '', run()]));
  const analyses = spec.analyses.map((analysis): AnalysisSpec => {
    const run = byName.get(analysis.name);
    return run ? { ...analysis, run } : analysis;
  });
  return { ...spec, analyses };
}

/** Metrics of a template with its defaults, or of a run as it stands. */
function metricNotes(root: YamlNode | undefined, argoVersion: ArgoVersion, isWanted: IsWanted): readonly EndNote[] {
  const known = new Map(
    readAnalysis(root).args.flatMap(({ name, value, valueFrom }) =>
      name && typeof value?.value === 'string' && !valueFrom ? [[name.text, value.text] as const] : [],
    ),
  );
  return maps(itemsAt(root, 'spec', 'metrics')).flatMap(({ node }): readonly EndNote[] => {
    const name = scalarAt(node, 'name');
    const places = [...(name ? [name.range] : []), ...placesOf(node, PACE_FIELDS)];
    if (!isWanted(places)) return [];
    const [metric] = readKnownRun({ metrics: [node], dryRun: [] }, known, argoVersion)?.metrics ?? [];
    if (!metric) return [];
    const bounds = boundMetric(metric);
    const anchor = scalarAt(node, 'count') ?? scalarAt(node, 'interval');
    return [
      {
        ...(anchor && !node.flow ? { anchor } : {}),
        text: describeSpan(spanOfMetric(bounds)),
        places,
        markdown: explainMetric(metric, bounds),
      },
    ];
  });
}

const PACE_FIELDS: readonly string[] = ['interval', 'initialDelay', ...LIMIT_FIELDS];

/** Keys and values of the fields, as far as they are written. */
function placesOf(node: YamlMap, fields: readonly string[]): readonly Range[] {
  return fields.flatMap(field => {
    const entry = entryOf(node, field);
    return entry ? [entry.key.range, entry.value.range] : [];
  });
}
