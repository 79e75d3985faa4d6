/** Metrics with their placeholders filled in, as the controller does it: each as the JSON that Go writes of it (docs/controller/args.md). */
import { scanPlaceholders } from '../args/scan.ts';
import { type Metric, readAnalysis } from '../model/analysis.ts';
import { badEscape, fillTags, quoteInside, toGoJson } from '../model/go-json.ts';
import type { YamlNode } from '../yaml/node.ts';
import { parseDocument } from '../yaml/parse.ts';
import type { RunParts, SecretReference } from './parts.ts';

/** Fields of a metric in the order in which Go writes them. */
const FIELD_ORDER: readonly string[] = [
  'name',
  'interval',
  'initialDelay',
  'count',
  'successCondition',
  'failureCondition',
  'failureLimit',
  'inconclusiveLimit',
  'consecutiveErrorLimit',
  'provider',
  'consecutiveSuccessLimit',
];

/** `secretText`: what stands for the value of an arg that comes from a Secret. */
export function resolveMetrics(
  { metrics, args }: Pick<RunParts, 'metrics' | 'args'>,
  secretText: (arg: string, secret: SecretReference) => string,
): { readonly metrics: readonly Metric[] } | { readonly error: string } {
  const values = new Map<string, string>();
  for (const { name, value, secret } of args) {
    const text = secret ? secretText(name, secret) : value;
    if (text === undefined)
      return metrics.length === 0 ? { metrics: [] } : { error: `argument "${name}" was not supplied` };
    values.set(`args.${name}`, quoteInside(text));
  }
  const texts: string[] = [];
  for (const metric of metrics) {
    const json = toGoJson(metric, FIELD_ORDER) ?? '{}';
    const filled = fillTags(json, values);
    if ('error' in filled) return filled;
    const letter = badEscape(filled.text);
    if (letter !== undefined) return { error: `invalid character '${letter}' in string escape code` };
    texts.push(filled.text);
  }
  return { metrics: readAnalysis(parseDocument(`{"spec":{"metrics":[${texts.join(',')}]}}`).root).metrics };
}

/** The args that the placeholders in a value name. */
export function argsIn(node: YamlNode | undefined): readonly string[] {
  return scanPlaceholders(toGoJson(node) ?? '').flatMap(({ arg }) => arg ?? []);
}
