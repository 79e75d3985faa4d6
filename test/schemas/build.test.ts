import { describe, expect, it } from 'vitest';
import { buildLanguage } from '../../schemas/build.ts';
import { compileLanguage, LanguageError } from '../../schemas/compile.ts';
import type { Schema } from '../../server/core/schema/schema.ts';

const kubernetes: Record<string, Schema> = {
  'kubernetes.ObjectMeta': {
    type: 'object',
    description: 'Metadata.',
    properties: { name: { type: 'string', link: 'https://k8s.test' } },
  },
};

/** The mistakes found in one file `part.yaml`. */
function mistakes(text: string): readonly string[] {
  try {
    compileLanguage([{ name: 'part.yaml', text }], kubernetes);
  } catch (error) {
    if (error instanceof LanguageError) return error.problems;
    throw error;
  }
  return [];
}

function definition(...lines: string[]): string {
  return ['definitions:', '  thing:', ...lines.map(line => `    ${line}`)].join('\n');
}

describe('providers', () => {
  const provider = (...properties: readonly string[]): string =>
    [
      'definitions:',
      '  provider:',
      '    type: object',
      '    description: The provider.',
      '    properties:',
      ...properties,
    ].join('\n');
  const field = (key: string, ref: string): string => `      ${key}: { ref: ${ref}, absent: none. }`;

  it('of the server that the schema lacks are named', () => {
    expect(mistakes(provider(field('web', 'kubernetes.ObjectMeta')))).toContain(
      'part.yaml: definitions.provider.properties lacks "prometheus", a provider that the server knows.',
    );
  });

  it('whose fields are elsewhere, or that the server does not know, are named', () => {
    const found = mistakes(provider(field('web', 'kubernetes.ObjectMeta'), field('acme', 'kubernetes.ObjectMeta')));
    expect(found).toContain(
      'part.yaml: definitions.provider.properties.web has its fields in "web", and says "kubernetes.ObjectMeta".',
    );
    expect(found).toContain(
      'part.yaml: definitions.provider.properties.acme is unknown to the server: add it to `ProviderKind`.',
    );
  });
});

describe('the language is refused, with file and path, when', () => {
  it.each<[why: string, text: string, mistakes: readonly string[]]>([
    [
      'a ref does not resolve',
      definition(
        'type: object',
        'description: A thing.',
        'required: [a]',
        'properties:',
        '  a: { ref: nothing, description: A. }',
      ),
      ['part.yaml: definitions.thing.properties.a.ref refers to "nothing", which is not defined.'],
    ],
    [
      'another name is that of a field, or means two of them',
      definition(
        'type: object',
        'description: A thing.',
        'required: [a, b]',
        'unavailable: { a_l: { text: Write it., instead: c }, d: { text: nothing } }',
        'properties:',
        '  a: { type: string, description: A., aliases: [b, al] }',
        '  b: { type: string, description: B., aliases: [AL] }',
      ),
      [
        'part.yaml: definitions.thing.properties.a.aliases has the name "b", which is that of "b".',
        'part.yaml: definitions.thing.properties.b.aliases has the name "AL", which is that of "al".',
        'part.yaml: definitions.thing.unavailable has the name "a_l", which is that of "AL".',
        'part.yaml: definitions.thing.unavailable.a_l names "c", which is no property.',
        'part.yaml: definitions.thing.unavailable.d has no whole sentence.',
      ],
    ],
    [
      'a field has no description',
      definition('description: A thing.', 'required: [a]', 'properties:', '  a: { type: string }'),
      ['part.yaml: definitions.thing.properties.a has no description.'],
    ],
    [
      'list items have no description',
      definition('description: A thing.', 'items: { type: string }'),
      ['part.yaml: definitions.thing.items has no description.'],
    ],
    [
      'an optional field says nothing of its absence',
      definition('description: A thing.', 'properties:', '  a: { type: string, description: A. }'),
      ['part.yaml: definitions.thing.properties.a is optional and says nothing of its absence (absent, or default).'],
    ],
    [
      'a keyword is unknown',
      definition('description: A thing.', 'descripton: A thing.'),
      [
        expect.stringMatching(
          /^part.yaml: definitions.thing.descripton is no keyword of a schema \(known: ref, type, /,
        ),
      ],
    ],
    [
      'a keyword has the wrong shape',
      definition('description: [A thing.]', 'required: name'),
      [
        'part.yaml: definitions.thing.description cannot be ["A thing."].',
        'part.yaml: definitions.thing.required cannot be "name".',
        'part.yaml: definitions.thing has no description.',
      ],
    ],
    [
      'a ref leads back to itself',
      'definitions:\n  a: { ref: b, description: A. }\n  b: { ref: a, description: B. }',
      [
        'part.yaml: definitions.a.ref refers to "b", which leads back to itself.',
        'part.yaml: definitions.b.ref refers to "a", which leads back to itself.',
      ],
    ],
    [
      'a definition has no description',
      definition('type: object'),
      ['part.yaml: definitions.thing has no description.'],
    ],
    [
      'a type is unknown',
      definition('type: text', 'description: A thing.'),
      ['part.yaml: definitions.thing.type cannot be "text".'],
    ],
    [
      'a required name is no property',
      definition('description: A thing.', 'required: [b]', 'properties:', '  a: { description: A., absent: none. }'),
      ['part.yaml: definitions.thing.required names "b", which is no property.'],
    ],
    [
      'an example is not of the type',
      definition('type: integer', 'description: A thing.', 'examples: [3, three]'),
      ['part.yaml: definitions.thing has the default or example "three", which is not its type or none of its enum.'],
    ],
    [
      'a default is none of the enum',
      definition('type: string', 'enum: [a, b]', 'description: A thing.', 'default: c'),
      ['part.yaml: definitions.thing has the default or example "c", which is not its type or none of its enum.'],
    ],
    [
      'an example does not match the pattern',
      definition('type: string', "pattern: '^a'", 'description: A thing.', 'examples: [b]'),
      ['part.yaml: definitions.thing has the default or example "b", which is not its type or none of its enum.'],
    ],
    [
      'a value that is none of the enum is explained',
      definition('type: string', 'enum: [a]', 'values: { b: other }', 'description: A thing.'),
      ['part.yaml: definitions.thing explains the value "b", which is none of its enum.'],
    ],
    [
      'a release line is unknown',
      definition('description: A thing.', "since: '1.6'"),
      ['part.yaml: definitions.thing.since cannot be "1.6".'],
    ],
    [
      'a field ends before it begins',
      definition('description: A thing.', "since: '1.9'", "until: '1.8'"),
      ['part.yaml: definitions.thing.since is 1.9, later than until: 1.8.'],
    ],
    [
      'a snippet lacks its text',
      definition('description: A thing.', 'snippets: [{ label: a, description: b }]'),
      ['part.yaml: definitions.thing.snippets cannot be [{"label":"a","description":"b"}].'],
    ],
    [
      'the file has an unknown key',
      'kinds: Thing',
      ['part.yaml: kinds is none of kind, apiVersion, description, link, spec, status, definitions.'],
    ],
    ['the file is no YAML', 'a: [', [expect.stringMatching(/^part.yaml: {2}Flow sequence in block collection/)]],
    [
      'a fact is laid over a Kubernetes field that does not exist',
      'definitions:\n  kubernetes.ObjectMeta:\n    properties: { nam: {} }',
      ['part.yaml: definitions.kubernetes.ObjectMeta.properties.nam is no field of the Kubernetes model.'],
    ],
    [
      'a definition lays claim to a Kubernetes name',
      'definitions:\n  kubernetes.Nothing: { description: A thing. }',
      ['part.yaml: definitions.kubernetes.Nothing is no Kubernetes model that is reached.'],
    ],
  ])('%s', (_, text, expected) => {
    expect(mistakes(text)).toEqual(expected);
  });

  it('one definition stands in two files', () => {
    const text = 'definitions:\n  thing: { description: A thing. }';
    const files = [
      { name: 'a.yaml', text },
      { name: 'b.yaml', text },
    ];
    expect(() => compileLanguage(files, kubernetes)).toThrow(
      'The language has 1 mistake(s):\n  b.yaml: definitions.thing stands in a.yaml too.',
    );
  });
});

describe('the built language', () => {
  it('takes what a file says, with links that its fields share', () => {
    const text = `
      kind: Thing
      description: A thing.
      link: features/thing/
      spec:
        type: object
        description: Its spec.
        required: [size]
        properties:
          size: { type: integer, description: How big., link: https://example.com/size }
          inner: { ref: part, absent: no part. }
      definitions:
        part: { type: object, description: A part. }
    `;
    const { kinds, definitions } = compileLanguage([{ name: 'thing.yaml', text }], kubernetes);
    const link = 'https://argo-rollouts.readthedocs.io/en/stable/features/thing/';
    expect(kinds.map(({ group, version, kind }) => `${group}/${version} ${kind}`)).toEqual([
      'argoproj.io/v1alpha1 Thing',
    ]);
    expect(kinds[0]?.schema.properties?.spec).toEqual({
      type: 'object',
      description: 'Its spec.',
      link,
      required: ['size'],
      properties: {
        size: { type: 'integer', description: 'How big.', link: 'https://example.com/size' },
        inner: { ref: 'part', absent: 'no part.' },
      },
    });
    expect(definitions.part).toEqual({ type: 'object', description: 'A part.', link });
  });

  it('lays facts over Kubernetes fields and puts them first', () => {
    const model: Schema = {
      type: 'object',
      description: 'M.',
      properties: { a: { type: 'string' }, b: { type: 'integer', description: 'B.' } },
    };
    const text = 'definitions:\n  kubernetes.M:\n    properties: { b: { default: 3 } }';
    const { definitions } = compileLanguage([{ name: 'k.yaml', text }], { 'kubernetes.M': model });
    expect(Object.entries(definitions['kubernetes.M']?.properties ?? {})).toEqual([
      ['b', { type: 'integer', description: 'B.', default: 3 }],
      ['a', { type: 'string' }],
    ]);
  });

  it('is plain JSON', () => {
    const language = buildLanguage();
    expect(JSON.parse(JSON.stringify(language))).toEqual(language);
    expect(language.kinds.map(({ kind }) => kind)).toEqual([
      'Experiment',
      'AnalysisTemplate',
      'ClusterAnalysisTemplate',
      'AnalysisRun',
      'Rollout',
      'Rehearsal',
    ]);
  });
});
