/** Fills placeholders in, as far as the files tell what stands behind them (argo-semantics 4.4). */
import type { ResolvedCall } from '../workspace/resolved-call.ts';
import type { YamlScalar } from '../yaml/node.ts';
import { scanPlaceholders } from './scan.ts';

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

/** Undefined: a placeholder is not known. */
export function substitute(text: string, values: ReadonlyMap<string, string>): string | undefined {
  let result = '';
  let end = 0;
  for (const { arg, range } of scanPlaceholders(text)) {
    const value = arg === undefined ? undefined : values.get(arg);
    if (value === undefined) return undefined;
    result += text.slice(end, range.start) + value;
    end = range.end;
  }
  const rest = text.slice(end);
  return rest.includes('{{') ? undefined : result + rest;
}
