/** The published CRDs of the release under test, as plain JSON Schema: strict, and without what only an API server knows. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { cacheFolder, crdFolder } from '../../../scripts/cluster/programs/folders.ts';
import type { ArgoVersion } from '../../../server/core/schema/schema.ts';
import type { Fact, Release } from '../../schemas/facts.ts';
import type { Value } from '../../support/mutate.ts';

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

/** The schema of a kind in a release, e.g. `1.10.2`; its CRD came with the module that the controller was built from. */
export function readCrd(kind: string, release: string): CrdSchema {
  const file = path.join(crdFolder(cacheFolder(process.env), release), `${files[kind]}-crd.yaml`);
  const text = readFileSync(file, 'utf8');
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

/** The release line that a full version belongs to: `1.10` of `1.10.2`. */
export function lineOf(release: string): Release & ArgoVersion {
  const line = /^\d+\.\d+/.exec(release)?.[0];
  if (line === '1.9' || line === '1.10') return line;
  throw new Error(`No CRDs of Argo Rollouts ${release} are compared.`);
}

/** Pod templates, job specs and selectors are leaves of the table: Kubernetes' part is compared by itself. */
const LEAF = /(?:\.selector|templates\[\]\.template|spec\.template|job\.spec|\.metadata)$/;

/** A CRD as facts, in the words of `test/schemas/fields.tsv`. */
export function factsOf(kind: string, crd: CrdSchema): Fact[] {
  const facts: Fact[] = [];
  const visit = (schema: CrdSchema, at: string, isRequired: boolean) => {
    const isEither = schema['x-kubernetes-int-or-string'] === true;
    const type = isEither ? 'int-or-string' : (schema.type ?? '');
    facts.push({ kind, path: at, type, isRequired, constraints: constraintsOf(schema) });
    if (LEAF.test(at) && schema.type === 'object') return;
    for (const [key, field] of Object.entries(schema.properties ?? {}))
      visit(field, `${at}.${key}`, schema.required?.includes(key) === true);
    if (schema.items) visit(schema.items, `${at}[]`, false);
    if (schema.additionalProperties) visit(schema.additionalProperties, `${at}{}`, false);
  };
  const { spec, status } = crd.properties ?? {};
  if (spec) visit(spec, 'spec', true);
  if (status) visit(status, 'status', false);
  return facts;
}

function constraintsOf(schema: CrdSchema): string {
  const said = [
    schema.enum ? `enum=${schema.enum.join('|')}` : '',
    schema['x-kubernetes-preserve-unknown-fields'] ? 'open' : '',
    schema.format !== undefined && !schema['x-kubernetes-int-or-string'] ? `format=${schema.format}` : '',
    schema.default === undefined ? '' : `default=${JSON.stringify(schema.default)}`,
  ];
  return said.filter(word => word !== '').join(' ');
}
