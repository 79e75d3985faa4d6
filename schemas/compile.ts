/** Sources and the Kubernetes part become one {@link Language}, or one error that names every mistake. */
import type { KindSchema, Language, Schema } from '../server/core/schema/schema.ts';
import { checkLanguage } from './check.ts';
import type { DocumentSnippet } from './documents.ts';
import { checkProviders } from './providers.ts';
import { readSource, type Source, type SourceFile } from './source.ts';

/** The files contradict themselves. The message has one line for each mistake: file, path, what is wrong. */
export class LanguageError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The language has ${problems.length} mistake(s):\n${problems.map(problem => `  ${problem}`).join('\n')}`);
    this.name = 'LanguageError';
    this.problems = problems;
  }
}

/** Of the kinds that do not say another one. */
const argoApiVersion = 'argoproj.io/v1alpha1';

/** The order in which people need them, and in which an empty file offers them. */
const kindOrder = ['Experiment', 'AnalysisTemplate', 'ClusterAnalysisTemplate', 'AnalysisRun', 'Rollout', 'Rehearsal'];

export function compileLanguage(
  files: readonly SourceFile[],
  kubernetes: Readonly<Record<string, Schema>>,
  documents: readonly DocumentSnippet[] = [],
): Language {
  const problems: string[] = [];
  const sources = files.map(file =>
    readSource(file, (path, problem) => problems.push(`${file.name}: ${path} ${problem}`)),
  );
  const { definitions, home } = collectDefinitions(sources, kubernetes, problems);
  const kinds = sources.flatMap(source =>
    source.kind === undefined ? [] : [{ source, kind: kindSchema(source, source.kind, documents) }],
  );
  for (const { source, kind } of kinds) {
    const report = (path: string, problem: string) =>
      problems.push(`${source.name}: ${path.replace(/^properties\./, '')} ${problem}`);
    checkLanguage(kind.schema, definitions, report);
  }
  for (const [name, schema] of Object.entries(definitions)) {
    const file = home.get(name);
    const at = file === undefined ? name : `${file}: definitions.${name}`;
    const report = (path: string, problem: string) => problems.push(`${at}${path === '' ? '' : `.${path}`} ${problem}`);
    checkLanguage(schema, definitions, report, { texts: file !== undefined });
    if (name === 'provider') checkProviders(schema, report);
  }
  if (problems.length > 0) throw new LanguageError(problems);
  const ordered = kinds.map(({ kind }) => kind).sort((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind));
  return { kinds: ordered, definitions };
}

/** Definitions of the files laid over those of Kubernetes: `kubernetes.*` in a file changes a generated one, field by field. */
function collectDefinitions(
  sources: readonly Source[],
  kubernetes: Readonly<Record<string, Schema>>,
  problems: string[],
) {
  const definitions: Record<string, Schema> = { ...kubernetes };
  const home = new Map<string, string>();
  for (const source of sources) {
    for (const [name, schema] of Object.entries(source.definitions)) {
      const generated = kubernetes[name];
      if (generated) definitions[name] = overlay(generated, schema, `${source.name}: definitions.${name}`, problems);
      else if (name.startsWith('kubernetes.'))
        problems.push(`${source.name}: definitions.${name} is no Kubernetes model that is reached.`);
      else if (name in definitions)
        problems.push(`${source.name}: definitions.${name} stands in ${home.get(name)} too.`);
      else {
        definitions[name] = schema;
        home.set(name, source.name);
      }
    }
  }
  return { definitions, home };
}

/** Our facts on a generated schema. Fields named in the overlay come first, in its order; naming an unknown one is a mistake. */
function overlay(generated: Schema, own: Schema, at: string, problems: string[]): Schema {
  const { properties: ownProperties = {}, ...rest } = own;
  const { properties = {}, ...base } = generated;
  const merged: Record<string, Schema> = {};
  for (const [key, schema] of Object.entries(ownProperties)) {
    const field = properties[key];
    if (field) merged[key] = { ...keptOf(field, schema), ...schema };
    else problems.push(`${at}.properties.${key} is no field of the Kubernetes model.`);
  }
  for (const [key, schema] of Object.entries(properties)) merged[key] ??= schema;
  return { ...base, ...rest, properties: merged };
}

/** What a generated field keeps under our own: its texts only where we refer elsewhere. */
function keptOf(field: Schema, own: Schema): Schema {
  if (own.ref === undefined) return field;
  const { description, link } = field;
  return { ...(description === undefined ? {} : { description }), ...(link === undefined ? {} : { link }) };
}

/** The whole object: what every Kubernetes object has, around `spec` and `status` of the source. */
function kindSchema(source: Source, kind: string, documents: readonly DocumentSnippet[]): KindSchema {
  const apiVersion = source.apiVersion ?? argoApiVersion;
  const [group = '', version = ''] = apiVersion.split('/');
  const link = source.link === undefined ? {} : { link: source.link };
  const schema: Schema = {
    type: 'object',
    ...(source.description === undefined ? {} : { description: source.description }),
    ...link,
    required: ['apiVersion', 'kind', 'metadata', 'spec'],
    properties: {
      apiVersion: {
        type: 'string',
        aliases: ['version', 'api', 'groupVersion'],
        enum: [apiVersion],
        description: `API group and version of this kind; always \`${apiVersion}\`.`,
        ...link,
      },
      kind: {
        type: 'string',
        aliases: ['type'],
        enum: [kind],
        description: `Makes this object an ${kind}.`.replace(/\ban (?=[^AEIO])/, 'a '),
        ...link,
      },
      metadata: {
        ref: 'kubernetes.ObjectMeta',
        aliases: ['meta'],
        description: `Name, labels and annotations of this ${kind}.`,
      },
      ...(source.spec === undefined ? {} : { spec: withSnippets(source.spec, kind, documents) }),
      ...(source.status === undefined ? {} : { status: { ...source.status, status: true } }),
    },
  };
  const own = documents.filter(document => document.kind === kind);
  const whole = own.map(({ label, description, body }) => ({ label, description, body }));
  return { group, version, kind, schema, documents: whole };
}

/** The spec, with the specs of the whole documents of its kind as snippets. */
function withSnippets(spec: Schema, kind: string, documents: readonly DocumentSnippet[]): Schema {
  const snippets = documents
    .filter(document => document.kind === kind)
    .map(({ label, description, spec: body }) => ({ label, description, body }));
  return snippets.length === 0 ? spec : { ...spec, snippets };
}
