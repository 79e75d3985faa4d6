/** What the args of a run are, as far as the files tell (docs/controller/args.md#where-a-value-comes-from-in-order). */

import type { ResolvedCall } from '../workspace/resolved-call.ts';
import type { YamlScalar } from '../yaml/node.ts';

/** Values of the args of a run that are known: passed as plain text, or a default. Those from Secrets or fields are not. */
export function knownValues({ call, analysis }: ResolvedCall): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const take = (name: string | undefined, value: YamlScalar | undefined): void => {
    if (name === undefined) return;
    if (typeof value?.value === 'string' && !value.text.includes('{{')) values.set(name, value.text);
    else values.delete(name);
  };
  for (const [name, { what }] of analysis.args) if (!what.valueFrom) take(name, what.value);
  for (const { name, value, valueFrom } of call.args) {
    const isDeclared = name !== undefined && analysis.args.get(name.text)?.what.valueFrom === undefined;
    if (isDeclared && (value || valueFrom)) take(name?.text, valueFrom ? undefined : value);
  }
  return values;
}
