/** Our table of fields beside the published CRDs. */
import { describe, expect, it } from 'vitest';
import { readSession } from '../../../scripts/cluster/plane/session.ts';
import { type Fact, kinds, readCommittedFacts } from '../../schemas/facts.ts';
import { factsOf, lineOf, readCrd } from './crd.ts';

const { argo } = readSession(process.env);

describe(`the table of fields is what the published CRDs of ${argo} say`, () => {
  it.each(kinds)('%s', kind => {
    const noted = readCommittedFacts(lineOf(argo)).filter(fact => fact.kind === kind);
    expect(lines(noted)).toEqual(lines(factsOf(kind, readCrd(kind, argo))));
  });
});

function lines(facts: readonly Fact[]): string[] {
  return facts
    .map(({ path, type, isRequired, constraints }) => [path, type, isRequired ? 'required' : '', constraints].join(' '))
    .sort();
}
