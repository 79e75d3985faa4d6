/** Metrics with their placeholders filled in, as the controller does it: each as the JSON that Go writes of it (docs/controller/args.md). */
import { scanPlaceholders } from '../args/scan.ts';
import { type Metric, readAnalysis } from '../model/analysis.ts';
import { badEscape, fillTags, quoteInside, toGoJson } from '../model/go-json.ts';
import { valueAt, type YamlNode } from '../yaml/node.ts';
import { parseDocument } from '../yaml/parse.ts';
import type { RunArg, RunParts } from './parts.ts';

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

/** `standIn`: the text in the place of an arg that is not simply known; undefined: it is as it says. */
export function fillArgs(
  { metrics, args }: Pick<RunParts, 'metrics' | 'args'>,
  standIn: (arg: RunArg) => string | undefined,
): { readonly metrics: readonly Metric[] } | { readonly error: string } {
  const values = new Map<string, string>();
  for (const arg of args) {
    const text = standIn(arg) ?? arg.value;
    if (text === undefined)
      return metrics.length === 0 ? { metrics: [] } : { error: `argument "${arg.name}" was not supplied` };
    values.set(`args.${arg.name}`, quoteInside(text));
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

/** Whether a placeholder in one of the fields names one of the args. */
export function usesArgs(metric: YamlNode | undefined, fields: readonly string[], args: ReadonlySet<string>): boolean {
  return args.size > 0 && fields.some(field => argsIn(valueAt(metric, field)).some(arg => args.has(arg)));
}
