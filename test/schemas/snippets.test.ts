import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { buildLanguage } from '../../schemas/build.ts';
import { readDocuments } from '../../schemas/documents.ts';
import { parse as parseCondition, refusalOf } from '../../server/core/expr/syntax/parser.ts';
import { createService, DEFAULT_SETTINGS } from '../../server/core/index.ts';
import { toJsonSchema } from '../../server/core/schema/json-schema.ts';
import type { Schema } from '../../server/core/schema/schema.ts';
import { kinds, releases } from './facts.ts';
import { acceptDefaults } from './snippet-text.ts';

const language = buildLanguage();
const versions: readonly string[] = releases;

interface PlacedSnippet {
  readonly definition: string;
  readonly label: string;
  readonly text: string;
  readonly since: string | undefined;
}

/** Snippets of definitions, as they are when all defaults are accepted. */
const parts: readonly PlacedSnippet[] = Object.entries(language.definitions).flatMap(
  ([definition, { snippets = [] }]) =>
    snippets.map(({ label, body, since }) => ({ definition, label, text: acceptDefaults(body), since })),
);

describe('a snippet with its defaults', () => {
  it('becomes plain text', () => {
    expect(acceptDefaults('a: ${1:x}\nb: $1 ${2}${3:{\\$.y\\}} \\$z {{args.q}}')).toBe(
      'a: x\nb: x {$.y} $z {{args.q}}',
    );
  });

  it.each(parts)(
    '$definition: $label is a valid value there, in every release line',
    ({ definition, label, text, since }) => {
      // Up to 1.8 the API server wants start and end in kayenta's scopes, which nobody can give in advance.
      const value = readYaml(text);
      const home = homeOf(definition);
      const first = since === undefined ? 0 : versions.indexOf(since);
      expect(first).toBeGreaterThanOrEqual(0);
      const judged = releases.slice(label === 'kayenta metric' ? 2 : first);
      for (const release of judged) expect([release, problemsOf(home, release, value)]).toEqual([release, []]);
    },
  );

  it.each(parts.filter(part => part.definition in surroundings))(
    '$definition: $label has no problem where it belongs',
    ({ definition, text }) => {
      expect(diagnose(surroundings[definition]?.(text) ?? '')).toEqual([]);
    },
  );

  it.each(parts.filter(part => part.definition === 'metric'))(
    'metric: $label has a condition that both libraries read',
    ({ text }) => {
      const { successCondition } = Object(readYaml(text));
      for (const version of ['1.15', '1.17'] as const) {
        expect(successCondition && refusalOf(parseCondition(successCondition, version))).toBeUndefined();
      }
    },
  );

  it('there is one for every provider, and for the lists people fill most', () => {
    const labels = (definition: string) => parts.filter(part => part.definition === definition).map(part => part.label);
    const providers = Object.keys(language.definitions.provider?.properties ?? {});
    expect(
      labels('metric')
        .map(label => label.replace(' metric', ''))
        .sort(),
    ).toEqual(providers.sort());
    for (const name of [
      'experiment-template',
      'experiment-analysis',
      'argument',
      'canary-step',
      'kubernetes.Container',
    ]) {
      expect([name, labels(name).length > 0]).toEqual([name, true]);
    }
  });
});

describe('a whole document with its defaults', () => {
  const documents = readDocuments();

  it.each(documents)('$label has no problem', ({ body }) => {
    expect(diagnose(acceptDefaults(body))).toEqual([]);
  });

  it.each(documents)('$label fits its kind in every release line', ({ kind, body }) => {
    const value = readYaml(acceptDefaults(body));
    for (const release of releases) expect([release, problemsOf(kind, release, value)]).toEqual([release, []]);
  });

  it.each(documents)('$label is the snippet of its spec too', ({ kind, label, body, spec }) => {
    const found: Schema | undefined = language.kinds.find(candidate => candidate.kind === kind)?.schema.properties
      ?.spec;
    expect(found?.snippets).toContainEqual({ label, description: expect.any(String), body: spec });
    expect(language.kinds.find(each => each.kind === kind)?.documents).toContainEqual({
      label,
      description: expect.any(String),
      body,
    });
    expect(body.endsWith(indent(spec, '  '))).toBe(true);
  });

  it('there is one for every kind', () => {
    expect(kinds.filter(kind => !documents.some(document => document.kind === kind))).toEqual([]);
  });
});

/** Documents into which a part is put, to ask for what is wrong with it there. */
const surroundings: Readonly<Record<string, (text: string) => string>> = {
  metric: text => document('AnalysisTemplate', ['metrics:', listItem(text)]),
  'experiment-template': text => document('Experiment', ['duration: 10m', 'templates:', listItem(text)]),
  'experiment-analysis': text =>
    document('Experiment', ['duration: 10m', 'templates:', listItem(template), 'analyses:', listItem(text)]),
  'kubernetes.Container': text =>
    document('Experiment', ['duration: 10m', 'templates:', listItem(`${podless}\n${indent(listItem(text), '    ')}`)]),
  'canary-step': text => document('Rollout', [rollout, indent(listItem(text), '    ')]),
};

const podless = `name: baseline
selector:
  matchLabels: { app: demo }
template:
  metadata:
    labels: { app: demo }
  spec:
    containers:`;
const template = `${podless}\n      - { name: demo, image: nginx }`;
const rollout = `selector:
  matchLabels: { app: demo }
${template.slice(template.indexOf('template:'))}
strategy:
  canary:
    canaryService: canary
    stableService: stable
    trafficRouting:
      istio: { virtualService: { name: demo, routes: [primary] } }
      managedRoutes: [{ name: header-route }, { name: mirror-route }]
    steps:`;

function document(kind: string, spec: readonly string[]): string {
  return `apiVersion: argoproj.io/v1alpha1\nkind: ${kind}\nmetadata:\n  name: demo\nspec:\n${indent(spec.join('\n'), '  ')}\n`;
}

function listItem(text: string): string {
  return `  - ${indent(text, '    ').trimStart()}`;
}

function indent(text: string, by: string): string {
  return text.replace(/^(?=.)/gm, by);
}

function readYaml(text: string): unknown {
  const parsed = parseDocument(text);
  expect(parsed.errors).toEqual([]);
  return parsed.toJS();
}

type Release = (typeof releases)[number];

/** One judge a release line, which knows every kind by name. */
const judges = new Map<Release, Ajv>(
  releases.map(release => {
    const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
    for (const kind of kinds) ajv.addSchema(Object(toJsonSchema(language, kind, release)), kind);
    return [release, ajv];
  }),
);

function problemsOf(schema: string, release: Release, value: unknown): unknown {
  const validate = judges.get(release)?.getSchema(schema);
  if (!validate) throw new Error(`There is no schema ${schema}.`);
  return validate(value) ? [] : validate.errors;
}

/** A kind whose schema holds the definition. */
function homeOf(definition: string): string {
  const holds = (kind: string) => Object(toJsonSchema(language, kind, '1.10')?.definitions)[definition] !== undefined;
  return `${kinds.find(holds)}#/definitions/${definition}`;
}

/** Everything of level warning and above that the service says of a file. */
function diagnose(text: string): readonly string[] {
  const service = createService({ language, log: (_, message) => expect.fail(message) });
  service.update('file:///snippet.yaml', text);
  const problems = service.diagnose('file:///snippet.yaml', { ...DEFAULT_SETTINGS, argoVersion: '1.10' });
  return problems
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(problem => problem.message);
}
