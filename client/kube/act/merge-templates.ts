/** Several analysis templates as the one spec of a run, by the controller's rules. */
import { fail, type Result, succeed } from '../../experiments/failures/failure.ts';
import type { MakingFailure } from '../../experiments/failures/making-failure.ts';
import { type Json, readList, readMap, readText } from '../../experiments/values/json.ts';

export interface NamedTemplate {
  readonly name: string;
  readonly spec: Json;
}

/** Metrics and rules one after the other, of which each name is there once; args by name. A list that is empty is left out. */
export function mergeTemplates(templates: readonly NamedTemplate[]): Result<Json, MakingFailure> {
  const [only, ...others] = templates;
  // One alone is taken as it is written: what is wrong with it is for the API server and the controller to say.
  if (only !== undefined && others.length === 0) {
    const { templates: _, ...spec } = only.spec;
    return succeed(spec);
  }
  const spec: Record<string, unknown> = {};
  for (const [key, what, nameKey] of LISTS) {
    const items = templates.flatMap(({ name, spec }) =>
      readList(spec[key]).map(item => ({ template: name, item, name: readText(readMap(item)[nameKey]) })),
    );
    const twin = items.find((each, index) => items.findIndex(other => other.name === each.name) < index);
    if (twin !== undefined) {
      const both = items.filter(({ name }) => name === twin.name).map(({ template }) => template);
      return fail({ kind: 'template-conflict', what, name: twin.name, templates: [...new Set(both)] });
    }
    if (items.length > 0) spec[key] = items.map(({ item }) => item);
  }
  const args = mergeArgs(templates);
  if (!args.ok) return args;
  return succeed(args.value.length === 0 ? spec : { ...spec, args: args.value });
}

const LISTS = [
  ['metrics', 'metric', 'name'],
  ['dryRun', 'dryRun', 'metricName'],
  ['measurementRetention', 'measurementRetention', 'metricName'],
] as const;

/** The first one with a value stays; one without gives way to a later one. */
function mergeArgs(templates: readonly NamedTemplate[]): Result<readonly Json[], MakingFailure> {
  const merged = new Map<string, { readonly arg: Json; readonly template: string }>();
  for (const { name: template, spec } of templates) {
    for (const arg of readList(spec.args).map(readMap)) {
      const name = readText(arg.name);
      const known = merged.get(name);
      if (known === undefined || (known.arg.value === undefined && known.arg.valueFrom === undefined)) {
        merged.set(name, { arg, template });
      } else if (arg.value !== undefined && known.arg.value !== undefined && arg.value !== known.arg.value) {
        return fail({ kind: 'template-conflict', what: 'arg', name, templates: [known.template, template] });
      }
    }
  }
  return succeed([...merged.values()].map(({ arg }) => arg));
}
