/** Our texts beside those of the published CRDs. */
import { expect, it } from 'vitest';
import { buildLanguage } from '../../../schemas/build.ts';
import { readSession } from '../../../scripts/cluster/plane/session.ts';
import { kinds } from '../../schemas/facts.ts';
import { describedPlaces } from '../../schemas/places.ts';
import { type CrdSchema, lineOf, readCrd } from './crd.ts';

const { argo } = readSession(process.env);

it('no sentence of the published CRDs is among ours', () => {
  const theirs = new Set(kinds.flatMap(kind => sentences(descriptions(readCrd(kind, argo)).join(' '))));
  const ours = describedPlaces(buildLanguage()).flatMap(({ schema }) =>
    sentences([schema.description, schema.absent, schema.trap].join(' ')),
  );
  // The CRDs of 1.9 are published without descriptions.
  expect(theirs.size > 500).toBe(lineOf(argo) !== '1.9');
  expect(ours.filter(sentence => theirs.has(sentence))).toEqual([]);
});

/** Sentences of at least five words, without marks, so that only wording counts. */
function sentences(text: string): string[] {
  return text
    .split(/[.;:]\s+/)
    .map(sentence =>
      sentence
        .toLowerCase()
        .replace(/[^a-z0-9 ]+/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter(sentence => sentence.split(' ').length >= 5);
}

function descriptions(schema: CrdSchema): string[] {
  const below = [
    ...Object.values(schema.properties ?? {}),
    ...(schema.items ? [schema.items] : []),
    ...(schema.additionalProperties ? [schema.additionalProperties] : []),
  ];
  return [...(schema.description === undefined ? [] : [schema.description]), ...below.flatMap(descriptions)];
}
