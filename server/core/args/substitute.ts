/** Fills placeholders in, as far as the files tell what stands behind them (docs/controller/args.md#where-a-value-comes-from-in-order). */
import { scanPlaceholders } from './scan.ts';

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
