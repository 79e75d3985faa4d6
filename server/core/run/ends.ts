/** What can be said of earliest and latest ends: of `duration`, analyses and metrics of a document. */
import { parseGoDuration } from '../kube/duration.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import { type Range, touches } from '../text/range.ts';
import type { Placed, Workspace } from '../workspace/workspace.ts';
import { entryOf, scalarAt, type YamlMap, type YamlScalar } from '../yaml/node.ts';
import { describeSpan, explainMetric, explainRun, spanOfExperiment, spanOfMetric, spanOfRun } from './end-words.ts';
import { type JudgedCall, type JudgedExperiment, type JudgedMetric, judge } from './judge.ts';
import { PACE_FIELDS } from './refuse.ts';

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
  const isWanted = (places: readonly Range[]) => offset === undefined || places.some(range => touches(range, offset));
  const { run, experiments, calls } = judge(at, workspace, argoVersion);
  return [
    ...(run?.metrics ?? [])
      .filter(({ written }) => written.at.document === at.document)
      .flatMap(metric => metricNote(metric, isWanted)),
    ...experiments.flatMap(each => durationNote(each, isWanted)),
    ...calls.flatMap(call => callNote(call, isWanted)),
  ];
}

type IsWanted = (places: readonly Range[]) => boolean;

function callNote(judged: JudgedCall, isWanted: IsWanted): readonly EndNote[] {
  const { call, run } = judged;
  const names = call.references.flatMap(({ templateName }) => templateName ?? []);
  const places = (call.name ? [call.name, ...names] : names).map(({ range }) => range);
  const bounds = isWanted(places) ? judged.bounds : undefined;
  if (!bounds) return [];
  const anchor = call.node.flow ? undefined : names.at(-1);
  const metrics = run.metrics.map(({ spec }) => spec);
  return [
    {
      ...(anchor ? { anchor } : {}),
      text: describeSpan(spanOfRun(bounds)),
      places,
      markdown: explainRun(metrics, bounds) + (call.place === 'background' ? BACKGROUND : ''),
    },
  ];
}

const BACKGROUND = '\n\nIt runs beside the steps, and the Rollout ends it when it is through with them.';

function durationNote(experiment: JudgedExperiment, isWanted: IsWanted): readonly EndNote[] {
  const { node, duration } = experiment.body;
  const places = placesOf(node, ['duration']);
  if (!duration || !parseGoDuration(duration.text).ok || !isWanted(places)) return [];
  const bounds = experiment.calls.length === 0 ? undefined : experiment.bounds;
  const text = bounds ? describeSpan(spanOfExperiment(bounds)) : '';
  if (text === '') return [];
  const markdown = `**${experiment.spec.name}: ${text}.**\n\n${COUNTED}`;
  return [{ ...(node.flow ? {} : { anchor: duration }), text, places, markdown }];
}

const COUNTED =
  'Counted from the moment all templates are available, as long as they stay so and providers answer. What measurements take comes on top.';

function metricNote({ spec, written, bounds }: JudgedMetric, isWanted: IsWanted): readonly EndNote[] {
  const { node, name } = written.what;
  const places = [...(name ? [name.range] : []), ...placesOf(node, PACE_FIELDS)];
  if (!bounds || !isWanted(places)) return [];
  const anchor = scalarAt(node, 'count') ?? scalarAt(node, 'interval');
  return [
    {
      ...(anchor && !node.flow ? { anchor } : {}),
      text: describeSpan(spanOfMetric(bounds)),
      places,
      markdown: explainMetric(spec, bounds),
    },
  ];
}

/** Keys and values of the fields, as far as they are written. */
function placesOf(node: YamlMap, fields: readonly string[]): readonly Range[] {
  return fields.flatMap(field => {
    const entry = entryOf(node, field);
    return entry ? [entry.key.range, entry.value.range] : [];
  });
}
