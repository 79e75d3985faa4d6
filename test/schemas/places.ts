import type { Language, Schema } from '../../server/core/schema/schema.ts';

/** A place of the language and what it says there. */
export interface Place {
  readonly path: string;
  readonly schema: Schema;
}

/** Every place of our own files; the generated Kubernetes part has its texts from its models. */
export function describedPlaces(language: Language): readonly Place[] {
  return [
    ...language.kinds.flatMap(({ kind, schema }) => walk(kind, schema)),
    ...Object.entries(language.definitions).flatMap(([name, schema]) =>
      name.startsWith('kubernetes.') ? [] : walk(name, schema),
    ),
  ];
}

function walk(path: string, schema: Schema): Place[] {
  return [
    { path, schema },
    ...Object.entries(schema.properties ?? {}).flatMap(([key, field]) => walk(`${path}.${key}`, field)),
    ...(schema.items ? walk(`${path}[]`, schema.items) : []),
    ...(schema.additionalProperties ? walk(`${path}{}`, schema.additionalProperties) : []),
  ];
}
