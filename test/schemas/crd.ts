/** The published CRDs, read at test time where they exist, as plain JSON Schema: strict, and without what only an API server knows. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Value } from '../support/mutate.ts';
import { crdFolder } from './facts.ts';

export interface CrdSchema {
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, CrdSchema>>;
  readonly required?: readonly string[];
  readonly items?: CrdSchema;
  readonly additionalProperties?: CrdSchema;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly default?: string | number | boolean;
  readonly description?: string;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
}

const files: Readonly<Record<string, string>> = {
  Experiment: 'experiment',
  AnalysisTemplate: 'analysis-template',
  ClusterAnalysisTemplate: 'cluster-analysis-template',
  AnalysisRun: 'analysis-run',
  Rollout: 'rollout',
};

/** `release`: the folder, `v1.10.2`. */
export function readCrd(kind: string, release: string): CrdSchema {
  const text = readFileSync(new URL(`${release}/${files[kind]}-crd.yaml`, crdFolder), 'utf8');
  const document: { spec: { versions: { schema: { openAPIV3Schema: CrdSchema } }[] } } = parse(text);
  const schema = document.spec.versions[0]?.schema.openAPIV3Schema;
  if (!schema) throw new Error(`The CRD of ${kind} ${release} has no schema.`);
  return schema;
}

/** What the API server enforces, with strict field validation: unknown fields are refused. */
export function toStrictSchema(schema: CrdSchema): Record<string, unknown> {
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const isClosed = schema.type === 'object' && !schema.additionalProperties && !isOpen;
  const properties = Object.entries(schema.properties ?? {}).map(
    ([key, field]) => [key, toStrictSchema(field)] as const,
  );
  return {
    ...(schema.type === undefined ? {} : { type: schema.type }),
    ...(schema['x-kubernetes-int-or-string'] ? { type: ['integer', 'string'] } : {}),
    ...(schema.enum ? { enum: schema.enum } : {}),
    ...(schema.format === 'date-time' ? { format: schema.format } : {}),
    ...(schema.pattern === undefined ? {} : { pattern: schema.pattern }),
    ...(schema.required ? { required: schema.required } : {}),
    ...(schema.properties ? { properties: Object.fromEntries(properties) } : {}),
    ...(schema.items ? { items: toStrictSchema(schema.items) } : {}),
    ...(schema.additionalProperties ? { additionalProperties: toStrictSchema(schema.additionalProperties) } : {}),
    ...(isClosed ? { additionalProperties: false } : {}),
  };
}

/** A valid value of a schema: what is required, and some of what is not, less of it the deeper it goes. */
export function sample(schema: CrdSchema, random: () => number, depth = 0): Value {
  if (schema['x-kubernetes-int-or-string']) return random() < 0.5 ? 3 : '3';
  switch (schema.type) {
    case 'object':
      return sampleObject(schema, random, depth);
    case 'array':
      return Array.from({ length: random() < 0.7 ? 1 : 2 }, () => sample(schema.items ?? {}, random, depth + 1));
    case 'integer':
      return Math.floor(random() * 100);
    case 'boolean':
      return random() < 0.5;
    default:
      return schema.format === 'date-time' ? '2026-01-31T10:00:00Z' : (schema.enum?.[0] ?? 'text');
  }
}

function sampleObject(schema: CrdSchema, random: () => number, depth: number): Value {
  if (schema.additionalProperties) return { key: sample(schema.additionalProperties, random, depth + 1) };
  const share = depth < 4 ? 0.6 : Math.max(3 / (depth * depth), 0.12);
  const chosen = Object.entries(schema.properties ?? {}).filter(
    ([key]) => schema.required?.includes(key) || random() < share,
  );
  return Object.fromEntries(chosen.map(([key, field]) => [key, sample(field, random, depth + 1)]));
}
