/**
 * A kind as a self-contained JSON Schema (draft 07, which the YAML servers of other editors read), for one release line.
 * It accepts what the API server's structural schema accepts with strict field validation. What JSON Schema cannot say is
 * left out: keyed lists (`listMapKeys`) and the meaning of texts (durations, conditions).
 */
import type { ArgoVersion, Language, Schema, SchemaType } from './schema.ts';
import { isInVersion, requiredNames } from './walk.ts';

export interface JsonSchema {
  readonly [keyword: string]: JsonSchemaValue;
}

type JsonSchemaValue = string | number | boolean | JsonSchema | readonly JsonSchemaValue[];

/** `kind` as in `kind: Experiment`. Undefined: the language has no such kind. */
export function toJsonSchema(language: Language, kind: string, argoVersion: ArgoVersion): JsonSchema | undefined {
  const found = language.kinds.find(candidate => candidate.kind === kind);
  return found && new Emitter(language.definitions, argoVersion).document(found.kind, found.schema);
}

/** `unchecked`: below a place where the API server checks nothing; names and texts stay, constraints go. */
type Mode = 'checked' | 'unchecked';

class Emitter {
  readonly #source: Readonly<Record<string, Schema>>;
  readonly #version: ArgoVersion;
  readonly #definitions: Record<string, JsonSchema> = {};

  constructor(source: Readonly<Record<string, Schema>>, version: ArgoVersion) {
    this.#source = source;
    this.#version = version;
  }

  document(kind: string, schema: Schema): JsonSchema {
    const body = this.#emit(schema, 'checked');
    return {
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: `${kind} (Argo Rollouts ${this.#version})`,
      ...body,
      definitions: this.#definitions,
    };
  }

  /** In draft 07 nothing beside `$ref` counts, so the definition stands in `allOf`, beside the texts of this place. */
  #emit(schema: Schema, mode: Mode): JsonSchema {
    const { ref, ...own } = schema;
    if (ref === undefined) return { ...texts(schema), ...this.#constraints(schema, mode) };
    const target = this.#source[ref];
    if (!target) return this.#emit(own, mode);
    if (Object.keys(own).some(key => isConstraint(key))) return this.#emit({ ...target, ...own }, mode);
    const resolved = { ...target, ...own };
    return {
      ...texts(resolved),
      ...defaults(resolved),
      allOf: [{ $ref: `#/definitions/${this.#define(ref, target, mode)}` }],
    };
  }

  #define(ref: string, target: Schema, mode: Mode): string {
    const name = mode === 'checked' ? ref : `${ref}.unchecked`;
    if (this.#definitions[name] === undefined) {
      this.#definitions[name] = {};
      this.#definitions[name] = this.#emit(target, mode);
    }
    return name;
  }

  #constraints(schema: Schema, outer: Mode): JsonSchema {
    const mode: Mode = schema.unchecked ? 'unchecked' : outer;
    const below: Mode = schema.preserveUnknownFields ? 'unchecked' : mode;
    return {
      ...(schema.type !== undefined && mode === 'checked'
        ? { type: typeNames(schema.type, schema.nullable === true) }
        : {}),
      ...(mode === 'checked' ? checks(schema) : {}),
      ...defaults(schema),
      ...this.#objectPart(schema, below),
      ...(schema.items ? { items: this.#emit(schema.items, below) } : {}),
    };
  }

  #objectPart(schema: Schema, mode: Mode): JsonSchema {
    const fields = Object.entries(schema.properties ?? {}).filter(([, field]) => isInVersion(field, this.#version));
    const properties = Object.fromEntries(fields.map(([key, field]) => [key, this.#emit(field, mode)]));
    const required = requiredNames(schema, this.#version).filter(key => properties[key] !== undefined);
    const isClosed = schema.type === 'object' && schema.additionalProperties === undefined && mode === 'checked';
    return {
      ...(schema.properties ? { properties } : {}),
      ...(required.length > 0 && mode === 'checked' ? { required } : {}),
      ...(schema.additionalProperties ? { additionalProperties: this.#emit(schema.additionalProperties, mode) } : {}),
      ...(isClosed ? { additionalProperties: false } : {}),
    };
  }
}

function isConstraint(keyword: string): boolean {
  return !textKeywords.has(keyword);
}

/** Keywords that may stand beside a `ref` without changing what is accepted. */
const textKeywords: ReadonlySet<string> = new Set<keyof Schema>([
  'description',
  'absent',
  'trap',
  'examples',
  'default',
  'values',
  'unit',
  'since',
  'until',
  'requiredUntil',
  'deprecated',
  'link',
  'status',
  'subresource',
  'snippets',
]);

function typeNames(type: SchemaType, isNullable: boolean): string | readonly string[] {
  const names = type === 'int-or-string' ? ['integer', 'string'] : [type];
  const all = isNullable ? [...names, 'null'] : names;
  return all.length === 1 ? type : all;
}

function checks({ enum: allowed, pattern, minimum, maximum, format }: Schema): JsonSchema {
  return {
    ...(allowed ? { enum: allowed } : {}),
    ...(pattern === undefined ? {} : { pattern }),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    ...(format === 'date-time' ? { format } : {}),
  };
}

function defaults(schema: Schema): JsonSchema {
  const examples = schema.examples ?? (schema.enum ? undefined : Object.keys(schema.values ?? {}));
  return {
    ...(schema.default === undefined ? {} : { default: schema.default }),
    ...(examples && examples.length > 0 ? { examples } : {}),
  };
}

/** `description` for those who show plain text, `markdownDescription` for the YAML server of VS Code and its kin. */
function texts(schema: Schema): JsonSchema {
  const markdown = [
    schema.description,
    schema.absent && `Left out: ${schema.absent}`,
    schema.trap && `Trap: ${schema.trap}`,
    ...Object.entries(schema.values ?? {}).map(([value, text]) => `- \`${value}\`: ${text}`),
  ].filter(part => part !== undefined && part !== '');
  if (markdown.length === 0) return {};
  const link = schema.link === undefined ? [] : [`[Documentation](${schema.link})`];
  return {
    description: plainText(markdown.join('\n')),
    markdownDescription: [...markdown, ...link].join('\n\n'),
    ...(schema.deprecated === undefined ? {} : { deprecated: true, deprecationMessage: plainText(schema.deprecated) }),
  };
}

/** Markdown without its escapes and code marks. */
function plainText(markdown: string): string {
  return markdown.replace(/`([^`]*)`/g, '$1').replace(/\\([\\`*_<>[\]|])/g, '$1');
}
