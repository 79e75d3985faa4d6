/**
 * Whole documents, written as VS Code snippets. The manifest does not contribute them, since VS Code would offer them everywhere in every
 * YAML file: completion offers them where a document fits.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { SchemaSnippet } from '../server/core/schema/schema.ts';

export interface DocumentSnippet extends SchemaSnippet {
  /** Kind of the document. */
  readonly kind: string;
  /** The text under `spec:`, at column 0. */
  readonly spec: string;
}

const folder = new URL('../snippets/', import.meta.url);

/** The documents of all snippet files, in the order in which they stand there. */
export function readDocuments(): DocumentSnippet[] {
  const names = readdirSync(folder).filter(name => name.endsWith('.json'));
  return names.sort().flatMap(name => {
    const file: unknown = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    return Object.entries(Object(file)).map(([label, snippet]) =>
      readDocument(`snippets/${name}: ${label}`, label, snippet),
    );
  });
}

function readDocument(at: string, label: string, snippet: unknown): DocumentSnippet {
  const { description, body }: { description?: unknown; body?: unknown } = Object(snippet);
  if (typeof description !== 'string' || !Array.isArray(body))
    throw new Error(`${at} needs a description and a body of lines.`);
  const text = body.join('\n');
  const kind = /^kind: (\w+)$/m.exec(text)?.[1];
  const spec = /^spec:\n((?: {2}.*\n?)+)/m.exec(text)?.[1];
  if (kind === undefined || spec === undefined)
    throw new Error(`${at} needs "kind:" and "spec:" at the beginning of a line.`);
  return { label, description, body: text, kind, spec: spec.trimEnd().replace(/^ {2}/gm, '') };
}
