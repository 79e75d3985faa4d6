import { describe, expect, it } from 'vitest';
import { buildLanguage } from '../../schemas/build.ts';
import type { Schema } from '../../server/core/schema/schema.ts';
import { type Fact, kinds, languageFacts, readCommittedFacts, releases } from './facts.ts';

const language = buildLanguage();

describe.each(releases)('fields of Argo Rollouts %s', release => {
  it.each(kinds)('%s: the same paths, types, required fields and constraints as its CRD', kind => {
    const published = readCommittedFacts(release).filter(fact => fact.kind === kind);
    expect(published.length).toBeGreaterThan(60);
    expect(lines(languageFacts(language, kind, release))).toEqual(lines(published));
  });

  it('every default that the API server fills in is ours too', () => {
    const defaults = readCommittedFacts(release).filter(fact => fact.constraints.includes('default='));
    for (const { kind, path, constraints } of defaults) {
      const value: unknown = JSON.parse(constraints.replace(/^.*default=/, ''));
      expect([kind, path, schemaAt(kind, path)?.default]).toEqual([kind, path, value]);
    }
    expect(defaults.length).toBeGreaterThan(0);
  });
});

it('after 1.10 only what is merged upstream and not yet released is added', () => {
  const added = kinds.flatMap(kind => {
    const known = new Set(languageFacts(language, kind, '1.10').map(fact => fact.path));
    return languageFacts(language, kind, 'next')
      .map(fact => fact.path)
      .filter(path => !known.has(path))
      .map(path => path.replace('spec.metrics[].provider.', ''));
  });
  const authentication = ['prometheus', 'web'].flatMap(provider =>
    ['', '.username', '.password'].map(field => `${provider}.authentication.basicAuth${field}`),
  );
  const duration = [
    '',
    '.rolloutStartedAt',
    '.finishedAt',
    '.completionStatus',
    '.manualPauseStartedAt',
    '.totalManualPauseDurationSeconds',
  ];
  expect(added).toEqual([
    ...authentication,
    ...authentication,
    ...authentication,
    ...duration.map(field => `status.duration${field}`),
  ]);
});

function lines(facts: readonly Fact[]): string[] {
  return facts
    .map(({ path, type, isRequired, constraints }) =>
      `${path}: ${type} ${isRequired ? 'required ' : ''}${constraints.replace(/ ?default=.*/, '')}`.trim(),
    )
    .sort();
}

function schemaAt(kind: string, path: string): Schema | undefined {
  let schema = language.kinds.find(candidate => candidate.kind === kind)?.schema;
  for (const step of path.replaceAll('[]', '.[]').split('.')) {
    const target: Schema | undefined = schema?.ref === undefined ? schema : language.definitions[schema.ref];
    schema = step === '[]' ? target?.items : target?.properties?.[step];
  }
  return schema;
}
