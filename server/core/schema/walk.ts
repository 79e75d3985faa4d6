/** Finds its way through the language: from a kind and a path to the schema that stands there. */
import type { ArgoVersion, KindSchema, Language, Schema } from './schema.ts';

export type PathStep = string | number;

export class SchemaWalker {
  readonly #definitions: Readonly<Record<string, Schema>>;
  readonly #kinds: ReadonlyMap<string, KindSchema>;
  readonly #resolved = new Map<Schema, Schema>();

  constructor(language: Language) {
    this.#definitions = language.definitions;
    this.#kinds = new Map(language.kinds.map(kind => [`${kind.group}/${kind.version}/${kind.kind}`, kind]));
  }

  get kinds(): Iterable<KindSchema> {
    return this.#kinds.values();
  }

  kind(group: string, version: string, kind: string): Schema | undefined {
    const found = this.#kinds.get(`${group}/${version}/${kind}`);
    return found && this.resolve(found.schema);
  }

  /** The schema itself, its `ref` followed; texts beside the `ref` win over the definition's. */
  resolve(schema: Schema): Schema {
    if (schema.ref === undefined) return schema;
    const known = this.#resolved.get(schema);
    if (known) return known;
    let merged: Schema = schema;
    // A chain of references is short; a longer one than this is a loop in the data, which the build refuses.
    for (let hops = 0; merged.ref !== undefined && hops < 20; hops++) {
      const { ref, ...own } = merged;
      const target = this.#definitions[ref];
      if (!target) {
        merged = own;
        break;
      }
      merged = { ...target, ...own };
      if (target.ref === undefined) break;
    }
    this.#resolved.set(schema, merged);
    return merged;
  }

  /** The schema of the value under `key` of an object; undefined: no such field, or anything goes. */
  property(schema: Schema, key: string): Schema | undefined {
    const resolved = this.resolve(schema);
    const found = Object.hasOwn(resolved.properties ?? {}, key)
      ? resolved.properties?.[key]
      : resolved.additionalProperties;
    return found && this.resolve(found);
  }

  item(schema: Schema): Schema | undefined {
    const { items } = this.resolve(schema);
    return items && this.resolve(items);
  }

  /** The schema at the end of a path of keys and indices. */
  at(root: Schema, path: readonly PathStep[]): Schema | undefined {
    let current: Schema | undefined = this.resolve(root);
    for (const step of path) {
      if (!current) return undefined;
      current = typeof step === 'number' ? this.item(current) : this.property(current, step);
    }
    return current;
  }
}

const ORDER: readonly ArgoVersion[] = ['1.7', '1.8', '1.9', '1.10', 'next'];

/** Names of the fields that must be there in a release line; some only up to a certain one. */
export function requiredNames(schema: Schema, version: ArgoVersion): readonly string[] {
  const { properties = {}, required = [] } = schema;
  const until = Object.keys(properties).filter(name => {
    const last = properties[name]?.requiredUntil;
    return last !== undefined && ORDER.indexOf(version) <= ORDER.indexOf(last);
  });
  return until.length === 0 ? required : [...required, ...until];
}

/** Whether a field exists in a release line. */
export function isInVersion(schema: Pick<Schema, 'since' | 'until'>, version: ArgoVersion): boolean {
  const at = ORDER.indexOf(version);
  return (
    at >= (schema.since ? ORDER.indexOf(schema.since) : 0) &&
    at <= (schema.until ? ORDER.indexOf(schema.until) : ORDER.length)
  );
}
