/** The text that an accepted completion writes: a field with all that is required in it, as a snippet. */
import type { Schema } from '../../schema/schema.ts';
import type { SchemaWalker } from '../../schema/walk.ts';
import { escapeSnippet } from '../../text/snippet.ts';

export interface Layout {
  /** Column of the field's name. */
  readonly column: number;
  readonly style: 'block' | 'flow';
  /** Keys in double quotes, as in JSON. */
  readonly json: boolean;
  /** Items of a list stand two columns deeper than its name (`true`), or at the same column. */
  readonly indentItems: boolean;
  readonly lineBreak: string;
}

/** Required fields within required fields are written down to this depth. */
const MAX_DEPTH = 6;

/** Writes snippet text; one writer per completion item, because tab stops are counted. */
export class SnippetWriter {
  readonly #walker: SchemaWalker;
  readonly #layout: Layout;
  #stop = 0;

  constructor(walker: SchemaWalker, layout: Layout) {
    this.#walker = walker;
    this.#layout = layout;
  }

  /** What follows the name of a field that is written by itself: its colon, and what its value requires. */
  field(schema: Schema): string {
    if (schema.type === 'object' || schema.type === 'array')
      return `:${this.valueAfterColon(schema, this.#layout.column, 0)}`;
    // A value of its own is chosen from a list, or typed: a proposal in its place would be in the way.
    return this.#layout.json ? `: ${this.#flowScalar(schema, '')}` : ': ';
  }

  /** The same with the first whole value that the language knows for it; undefined: it knows none. */
  usual(schema: Schema): string | undefined {
    const { column, style, json, indentItems } = this.#layout;
    if (style === 'flow' || json) return undefined;
    const [own] = schema.snippets ?? [];
    if (schema.type !== 'array') return own && `:${this.#lineBreak(column + 2)}${this.snippet(own.body, column + 2)}`;
    const [item] = this.#walker.item(schema)?.snippets ?? [];
    const dash = column + (indentItems ? 2 : 0);
    return item && `:${this.#lineBreak(dash)}- ${this.snippet(item.body, dash + 2)}`;
  }

  /** What follows `name:`, its leading space or line break included. */
  valueAfterColon(schema: Schema, column: number, depth: number): string {
    if (this.#layout.style === 'flow' || this.#layout.json) return ` ${this.#flowValue(schema, depth)}`;
    if (schema.type === 'object') return this.#lineBreak(column + 2) + this.object(schema, column + 2, depth);
    if (schema.type === 'array') {
      const dash = column + (this.#layout.indentItems ? 2 : 0);
      return `${this.#lineBreak(dash)}- ${this.item(schema, dash + 2, depth)}`;
    }
    return ` ${this.scalar(schema)}`;
  }

  /** One item of a list, behind its `- `, whose text begins at `column`. */
  item(list: Schema, column: number, depth: number): string {
    const item = this.#walker.item(list);
    return item?.type === 'object' ? this.object(item, column, depth) : this.scalar(item ?? {});
  }

  /** Its required fields; none required: a tab stop. The first line is at the cursor. */
  object(schema: Schema, column: number, depth: number): string {
    const required = depth < MAX_DEPTH ? requiredFields(schema) : [];
    if (required.length === 0) return this.#tabStop();
    return required
      .map(name => {
        const field = this.#walker.property(schema, name) ?? {};
        return `${escapeSnippet(name)}:${this.valueAfterColon(field, column, depth + 1)}`;
      })
      .join(this.#lineBreak(column));
  }

  scalar(schema: Schema): string {
    const choices = schema.enum ?? (schema.type === 'boolean' ? ['true', 'false'] : undefined);
    if (choices) return `\${${++this.#stop}|${choices.map(choice => choice.replace(/[\\,|}$]/g, '\\$&')).join(',')}|}`;
    const [example] = schema.examples ?? [];
    const suggested = schema.type === 'string' ? undefined : (schema.default ?? example);
    return suggested === undefined ? this.#tabStop() : `\${${++this.#stop}:${escapeSnippet(String(suggested))}}`;
  }

  /** Data's own snippet, moved to `column`; its tab stops follow those written before. */
  snippet(body: string, column: number): string {
    const base = this.#stop;
    let highest = 0;
    const renumbered = body
      .trimEnd()
      .replace(/(\\.)|\$(\{?)(\d+)/g, (whole, escaped: string | undefined, brace: string, digits: string) => {
        if (escaped !== undefined || digits === '0') return whole;
        highest = Math.max(highest, Number(digits));
        return `$${brace}${base + Number(digits)}`;
      });
    this.#stop = base + highest;
    return renumbered.split('\n').join(this.#lineBreak(column));
  }

  #flowValue(schema: Schema, depth: number): string {
    if (schema.type === 'array') {
      const item = this.#walker.item(schema);
      return `[${item?.type === 'object' ? this.#flowValue(item, depth + 1) : this.#tabStop()}]`;
    }
    if (schema.type !== 'object') return this.#flowScalar(schema, this.scalar(schema));
    const required = depth < MAX_DEPTH ? requiredFields(schema) : [];
    if (required.length === 0) return `{${this.#tabStop()}}`;
    const quote = this.#layout.json ? '"' : '';
    const fields = required.map(
      name =>
        `${quote}${escapeSnippet(name)}${quote}: ${this.#flowValue(this.#walker.property(schema, name) ?? {}, depth + 1)}`,
    );
    return `{${fields.join(', ')}}`;
  }

  #flowScalar(schema: Schema, text: string): string {
    return this.#layout.json && schema.type === 'string' ? `"${text === '' ? this.#tabStop() : text}"` : text;
  }

  #tabStop(): string {
    return `$${++this.#stop}`;
  }

  #lineBreak(column: number): string {
    return this.#layout.lineBreak + ' '.repeat(column);
  }
}

/** Required fields in the order in which people write them. */
function requiredFields(schema: Schema): readonly string[] {
  const required = new Set(schema.required ?? []);
  return Object.keys(schema.properties ?? {}).filter(name => required.has(name));
}
