/** Plain data as YAML: for what has no text of its own. */
import { stringify } from 'yaml';

/** Long lines stay as they are, and nothing is written as an alias. Undefined: it holds itself, or what is no data. */
export function printYaml(value: unknown): string | undefined {
  try {
    return stringify(value, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false });
  } catch (error) {
    // The library's way to refuse a value; a cycle overflows its stack.
    if (error instanceof Error) return undefined;
    throw error;
  }
}
