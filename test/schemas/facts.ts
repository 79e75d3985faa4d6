/**
 * Facts on fields, one a line: path, type, whether it is required, constraints, and the release lines that have it. `fields.tsv`
 * beside this file is our table of them; `npm run test:cluster` compares it with the published CRDs of the releases it runs.
 */
import { readFileSync } from 'node:fs';
import type { ArgoVersion, Language, Schema } from '../../server/core/schema/schema.ts';
import { isInVersion, requiredNames } from '../../server/core/schema/walk.ts';

export const releases = ['1.7', '1.8', '1.9', '1.10'] as const;
export type Release = (typeof releases)[number];

export const kinds = ['Experiment', 'AnalysisTemplate', 'ClusterAnalysisTemplate', 'AnalysisRun', 'Rollout'] as const;

export interface Fact {
  readonly kind: string;
  readonly path: string;
  readonly type: string;
  readonly isRequired: boolean;
  /** `format=int32`, `enum=a|b default="a"`, `open`: as the CRD has it. */
  readonly constraints: string;
}

/** Facts of one release, from the committed table. */
export function readCommittedFacts(release: Release): Fact[] {
  const text = readFileSync(new URL('fields.tsv', import.meta.url), 'utf8');
  const at = releases.indexOf(release);
  return rows(text).flatMap(
    ([names = '', path = '', type = '', required = '', constraints = '', since = '', until = '']) => {
      const isThere = at >= indexOf(since, 0) && at <= indexOf(until, releases.length);
      const isRequired =
        required === 'required' || (required.startsWith('until ') && at <= indexOf(required.slice(6), 0));
      return isThere ? names.split(',').map(kind => ({ kind, path, type, isRequired, constraints })) : [];
    },
  );
}

function indexOf(release: string, otherwise: number): number {
  return release === '' ? otherwise : releases.map(String).indexOf(release);
}

function rows(text: string): string[][] {
  return text
    .split('\n')
    .slice(1)
    .filter(line => line !== '')
    .map(line => line.split('\t'));
}

/** The same facts, as our language has them. Pod templates, job specs and selectors are leaves here, as in the table. */
export function languageFacts(language: Language, kind: string, version: ArgoVersion): Fact[] {
  const found = language.kinds.find(candidate => candidate.kind === kind);
  const facts: Fact[] = [];
  const resolve = (schema: Schema): Schema => {
    const target = schema.ref === undefined ? undefined : language.definitions[schema.ref];
    return target ? { ...resolve(target), ...schema } : schema;
  };
  const visit = (node: Schema, path: string, isRequired: boolean) => {
    const schema = resolve(node);
    facts.push({ kind, path, type: schema.type ?? '', isRequired, constraints: constraintsOf(schema) });
    if (node.ref?.startsWith('kubernetes.') || path.endsWith('.metadata')) return;
    const required = new Set(requiredNames(schema, version));
    for (const [key, field] of Object.entries(schema.properties ?? {})) {
      if (isInVersion(resolve(field), version)) visit(field, `${path}.${key}`, required.has(key));
    }
    if (schema.items) visit(schema.items, `${path}[]`, false);
    if (schema.additionalProperties) visit(schema.additionalProperties, `${path}{}`, false);
  };
  const { spec, status } = found?.schema.properties ?? {};
  if (spec) visit(spec, 'spec', true);
  if (status) visit(status, 'status', false);
  return facts;
}

/** Formats that the API server knows; ours say more. */
const publishedFormats = ['int32', 'int64', 'date-time'];

function constraintsOf({ enum: allowed, format, preserveUnknownFields }: Schema): string {
  if (allowed) return `enum=${allowed.join('|')}`;
  if (preserveUnknownFields) return 'open';
  return format !== undefined && publishedFormats.includes(format) ? `format=${format}` : '';
}
