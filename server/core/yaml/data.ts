/** Plain data as YAML and back: for objects of a cluster, which are nobody's text. */
import { parseAllDocuments, stringify } from 'yaml';

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

/** The values of all documents, or why they cannot be read. JSON is read by the quicker way: dumps are large. */
export function readYaml(text: string): { readonly values: readonly unknown[] } | { readonly problem: string } {
  try {
    if (/^\s*\{/.test(text)) return { values: [JSON.parse(text)] };
    const documents = parseAllDocuments(text, { version: '1.1', logLevel: 'silent' });
    const values: unknown[] = [];
    for (const document of documents) {
      const [problem] = document.errors;
      if (problem) return { problem: problem.message };
      values.push(document.toJS());
    }
    return { values };
  } catch (error) {
    // Bad JSON, and aliases that stand for too much.
    if (error instanceof Error) return { problem: error.message };
    throw error;
  }
}
