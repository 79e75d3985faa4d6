/** Every other name of a field leads to the field, in every place where it is; every wished-for field is answered. */
import { describe, expect, it } from 'vitest';
import { buildLanguage } from '../../schemas/build.ts';
import type { Problem } from '../../server/core/index.ts';
import type { Schema } from '../../server/core/schema/schema.ts';
import { type PathStep, SchemaWalker } from '../../server/core/schema/walk.ts';
import { newService } from '../support/service.ts';

const language = buildLanguage();
const walker = new SchemaWalker(language);
const URI = 'file:///names.yaml';

interface OtherName {
  readonly kind: string;
  readonly path: readonly PathStep[];
  readonly name: string;
  readonly value: unknown;
  readonly told: string;
}

const ALL = language.kinds.flatMap(({ kind, schema }) => [...otherNames(kind, walker.resolve(schema), [], new Set())]);

function* otherNames(
  kind: string,
  schema: Schema,
  path: readonly PathStep[],
  seen: ReadonlySet<Schema>,
): Iterable<OtherName> {
  if (seen.has(schema)) return;
  const inside = new Set([...seen, schema]);
  for (const [name, { text }] of Object.entries(schema.unavailable ?? {})) {
    yield { kind, path: [...path, name], name, value: 'x', told: `Unknown field \`${name}\`. ${text}` };
  }
  for (const name of Object.keys(schema.properties ?? {})) {
    const property = walker.property(schema, name);
    if (!property) continue;
    for (const alias of property.aliases ?? []) {
      const told = `Unknown field \`${alias}\`. Did you mean \`${name}\`?`;
      yield { kind, path: [...path, alias], name: alias, value: sample(property), told };
    }
    yield* otherNames(kind, property, [...path, name], inside);
  }
  const item = walker.item(schema);
  if (item) yield* otherNames(kind, item, [...path, 0], inside);
}

function sample({ type }: Schema): unknown {
  if (type === 'object') return {};
  if (type === 'array') return [];
  return type === 'boolean' ? true : type === 'integer' || type === 'number' ? 1 : 'x';
}

/** An object that holds nothing but the field. */
function documentWith({ kind, path, value, told }: OtherName): string {
  const known = language.kinds.find(each => each.kind === kind);
  const apiVersion = `${known?.group}/${known?.version}`;
  const own = told.includes('`apiVersion`') ? apiVersion : value;
  const nested = path.reduceRight<unknown>(
    (inner, step) => (typeof step === 'number' ? [inner] : { [step]: inner }),
    own,
  );
  const head = own === apiVersion ? { kind } : { apiVersion, kind };
  return JSON.stringify(Object.assign(head, nested));
}

function problemsOf(each: OtherName): readonly Problem[] {
  const text = documentWith(each);
  return newService({ [URI]: text })
    .diagnose(URI)
    .filter(
      ({ rule, range }) => rule === 'unknown-field' && text.slice(range.start, range.end) === JSON.stringify(each.name),
    );
}

describe('the schemas', () => {
  it('know other names in all kinds', () => {
    expect(ALL.length).toBeGreaterThan(400);
    expect(new Set(ALL.map(({ kind }) => kind)).size).toBeGreaterThan(4);
  });

  it('lead from each of them to what is meant, and never to its removal', () => {
    const wrong = ALL.filter(({ told }) => !told.includes('`kind`')).flatMap(each => {
      const [problem, ...others] = problemsOf(each);
      const name = /Did you mean `([^`]*)`/.exec(each.told)?.[1];
      const isRight = others.length === 0 && problem?.message.startsWith(each.told) === true;
      const titles = problem?.fixes.map(({ title }) => title).join(', ');
      const isFixed = name === undefined || titles === `Rename to \`${name}\``;
      return isRight && isFixed ? [] : [`${each.kind} ${each.path.join('.')}: ${problem?.message} [${titles}]`];
    });
    expect(wrong).toEqual([]);
  });
});
