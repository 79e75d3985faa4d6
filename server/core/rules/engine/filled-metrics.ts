/** Metrics with known values in the place of their args, as a document that the rules about metrics can be asked about. */
import { scanPlaceholders } from '../../args/scan.ts';
import { badEscape, quoteInside, toGoJson } from '../../model/go-json.ts';
import type { Range } from '../../text/range.ts';
import { type KubeDocument, readFile, type SourceFile } from '../../workspace/file.ts';
import { effectiveEntries, resolveAlias, valueAt, type YamlMap, type YamlNode } from '../../yaml/node.ts';

export interface Filled {
  readonly file: SourceFile;
  readonly document: KubeDocument;
}

/** Where something stands in a list of metrics: the index of the metric, then keys and indexes. */
export type MetricPath = readonly (string | number)[];

/** Args without a value stay placeholders, of which the rules know nothing. Undefined: the values make no metrics at all. */
export function fillMetrics(metrics: readonly YamlMap[], values: ReadonlyMap<string, string>): Filled | undefined {
  const texts = metrics.map(metric => fill(toGoJson(metric) ?? '{}', values));
  if (texts.some(text => badEscape(text) !== undefined)) return undefined;
  const text = `{"apiVersion":"argoproj.io/v1alpha1","kind":"AnalysisTemplate","metadata":{"name":"filled"},"spec":{"metrics":[${texts.join(',')}]}}`;
  const file = readFile('filled:template.yaml', text);
  const [document] = file.documents;
  const isRead = document?.content.yaml?.root && document.content.identity;
  return document && isRead ? { file, document: document as KubeDocument } : undefined; // it has what makes it one
}

function fill(json: string, values: ReadonlyMap<string, string>): string {
  let result = '';
  let end = 0;
  for (const { arg, range } of scanPlaceholders(json)) {
    const value = arg === undefined ? undefined : values.get(arg);
    if (value === undefined) continue;
    result += json.slice(end, range.start) + quoteInside(value);
    end = range.end;
  }
  return result + json.slice(end);
}

/** The place of the smallest value that holds the range; a key stands for its value. */
export function pathAt({ document }: Filled, range: Range): MetricPath | undefined {
  const metrics = valueAt(document.content.yaml.root, 'spec', 'metrics');
  const path: (string | number)[] = [];
  let node: YamlNode | undefined = metrics;
  while (node) {
    const step: Step | undefined = stepTo(node, range);
    if (!step) break;
    path.push(step.step);
    node = step.node;
  }
  return path.length > 0 ? path : undefined;
}

interface Step {
  readonly step: string | number;
  readonly node: YamlNode | undefined;
}

function stepTo(node: YamlNode, range: Range): Step | undefined {
  const holds = (outer: Range): boolean => outer.start <= range.start && range.end <= outer.end;
  if (node.kind === 'seq') {
    const step = node.items.findIndex(item => holds(item.range));
    return step < 0 ? undefined : { step, node: node.items[step] };
  }
  if (node.kind !== 'map') return undefined;
  const entry = node.entries.find(({ key, value }) => holds({ start: key.range.start, end: value.range.end }));
  return entry && { step: entry.key.text, node: entry.value };
}

/** What stands at the rest of a path in the metric that it begins with. */
export function nodeAt(metric: YamlMap, [, ...path]: MetricPath): YamlNode | undefined {
  let node: YamlNode | undefined = metric;
  for (const step of path) {
    const at: YamlNode | undefined = resolveAlias(node);
    if (typeof step === 'number') node = at?.kind === 'seq' ? at.items[step] : undefined;
    else node = at?.kind === 'map' ? effectiveEntries(at).find(({ key }) => key.text === step)?.value : undefined;
  }
  return resolveAlias(node);
}
