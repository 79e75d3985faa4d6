/**
 * Facts on fields, one a line: which field stands where, with which type, in which release lines. `fields.tsv` beside this file is
 * the compact form of what the published CRDs say; where those are at hand, a test compares the two.
 * `node test/schemas/facts.ts` prints the compact form.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ArgoVersion, Language, Schema } from '../../server/core/schema/schema.ts';
import { isInVersion, requiredNames } from '../../server/core/schema/walk.ts';

export const releases = ['1.7', '1.8', '1.9', '1.10'] as const;
export type Release = (typeof releases)[number];

/** The patch release whose CRDs stand for a line. */
const published: Readonly<Record<Release, string>> = {
  '1.7': 'v1.7.2',
  '1.8': 'v1.8.5',
  '1.9': 'v1.9.3',
  '1.10': 'v1.10.2',
};

export const kinds = ['Experiment', 'AnalysisTemplate', 'ClusterAnalysisTemplate', 'AnalysisRun', 'Rollout'] as const;

export interface Fact {
  readonly kind: string;
  readonly path: string;
  readonly type: string;
  readonly isRequired: boolean;
  /** `format=int32`, `enum=a|b default="a"`, `open`: as the CRD has it. */
  readonly constraints: string;
}

export const crdFolder = new URL('../../../shared/crds/', import.meta.url);
export const hasPublishedCrds = existsSync(crdFolder);

/** Facts of one release, as its CRDs have them. */
export function readPublishedFacts(release: Release): Fact[] {
  const text = readFileSync(new URL(`fields-${published[release]}.tsv`, crdFolder), 'utf8');
  return rows(text).map(([kind = '', path = '', type = '', required = '', constraints = '']) => {
    return { kind, path, type, isRequired: required === 'required', constraints };
  });
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

/** The committed table, made from the published facts: one line for all kinds and releases that agree. */
export function compactFacts(): string {
  const fields = new Map<string, Map<Release, Fact>>();
  for (const release of releases) {
    for (const fact of readPublishedFacts(release)) {
      const key = `${fact.kind}\t${fact.path}`;
      fields.set(key, (fields.get(key) ?? new Map()).set(release, fact));
    }
  }
  const lines = new Map<string, string[]>();
  for (const [key, facts] of fields) {
    const [kind = ''] = key.split('\t');
    const line = compactLine(facts);
    lines.set(line, [...(lines.get(line) ?? []), kind]);
  }
  const head = ['kinds', 'path', 'type', 'required', 'constraints', 'since', 'until'].join('\t');
  return `${[head, ...[...lines].map(([line, names]) => `${names.join(',')}\t${line}`)].join('\n')}\n`;
}

function compactLine(facts: ReadonlyMap<Release, Fact>): string {
  const there = releases.filter(release => facts.has(release));
  const required = there.filter(release => facts.get(release)?.isRequired);
  const first = there.at(0) === releases[0] ? '' : (there.at(0) ?? '');
  const last = there.at(-1) === releases.at(-1) ? '' : (there.at(-1) ?? '');
  const requirement =
    required.length === 0 ? '' : required.length === there.length ? 'required' : `until ${required.at(-1)}`;
  const { path = '', type = '', constraints = '' } = facts.values().next().value ?? {};
  return [path, type, requirement, constraints, first, last].join('\t');
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

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(compactFacts());
