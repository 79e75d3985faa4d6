/** What an AnalysisRun of a cluster measured, as answers that can be given again: "would it still have passed?" */
import type { AnswerValue, MetricAnswer, MetricScenario, TimedAnswer } from '../lifecycle/spec/scenario.ts';
import { itemsAt, scalarAt, stringAt, valueAt, type YamlMap, type YamlNode } from '../yaml/node.ts';
import { maps } from './analysis.ts';

/** By metric name. Measurements that the status no longer holds are answered like the first one that it does. */
export function readRecordedRun(root: YamlNode | undefined): Readonly<Record<string, MetricScenario>> {
  const status = valueAt(root, 'status');
  const results = maps(itemsAt(status, 'metricResults'));
  // `startedAt` is the end of the first pass, after its measurements.
  const begun = readTime(scalarAt(root, 'metadata', 'creationTimestamp')?.text) ?? findFirst(results);
  return Object.fromEntries(
    results.flatMap(({ node }) => {
      const name = stringAt(node, 'name');
      const overTime = readMeasurements(node, begun);
      return name === undefined || overTime.length === 0 ? [] : [[name, { overTime }] as const];
    }),
  );
}

function findFirst(results: readonly { readonly node: YamlMap }[]): number | undefined {
  const all = results.flatMap(({ node }) =>
    itemsAt(node, 'measurements').flatMap(each => readTime(scalarAt(each, 'startedAt')?.text) ?? []),
  );
  return all.length === 0 ? undefined : all.reduce((a, b) => Math.min(a, b));
}

/** Times from the start of the run; before the first measurement its answer is given, too. */
function readMeasurements(result: YamlMap, begun = 0): readonly TimedAnswer[] {
  const measured = maps(itemsAt(result, 'measurements')).flatMap(({ node }): readonly TimedAnswer[] => {
    const startedAt = readTime(scalarAt(node, 'startedAt')?.text);
    const answer = readAnswer(node);
    return startedAt === undefined || answer === undefined ? [] : [{ fromMs: startedAt, answer }];
  });
  return measured
    .map(({ fromMs, answer }, index) => ({ fromMs: index === 0 ? 0 : Math.max(0, fromMs - begun), answer }))
    .sort((a, b) => a.fromMs - b.fromMs);
}

/** Undefined: it was still under way. */
function readAnswer(measurement: YamlMap): MetricAnswer | undefined {
  const started = readTime(scalarAt(measurement, 'startedAt')?.text);
  const finished = readTime(scalarAt(measurement, 'finishedAt')?.text);
  const takesMs = started === undefined || finished === undefined ? 0 : Math.max(0, finished - started);
  const phase = stringAt(measurement, 'phase');
  const text = scalarAt(measurement, 'value')?.text ?? '';
  if (text !== '') return { kind: 'value', ...readValue(text), takesMs };
  switch (phase) {
    case 'Error':
      return { kind: 'error', message: stringAt(measurement, 'message') ?? '', takesMs };
    case 'Successful':
    case 'Failed':
    case 'Inconclusive':
      return { kind: 'phase', phase, takesMs };
    default:
      return undefined;
  }
}

/** The text of a value: JSON, with the numbers that JSON lacks; what is none of it is a text. */
function readValue(text: string): { readonly value: AnswerValue; readonly isScalar?: boolean } {
  const json = text.replace(/(?<=^|[[,\s])([-+]?Inf|NaN)(?=$|[\],\s])/g, '"$1"');
  try {
    // Parsed JSON is such a value.
    const value = JSON.parse(json) as AnswerValue;
    return { value, ...(Array.isArray(value) ? {} : { isScalar: true }) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { value: text };
  }
}

/** Milliseconds since 1970. */
function readTime(text: string | undefined): number | undefined {
  const ms = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}
