import { describe, expect, it } from 'vitest';
import { newService } from '../../support/service.ts';

const EXPERIMENT = `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata:
  name: two-colours
`;
const rehearsal = (name: string, rest: string) => `apiVersion: experiments.argo-experiments.dev/v1
kind: Rehearsal
metadata:
  name: ${name}
spec:
${rest}`;

const FILES = {
  'file:///shop/two-colours.yaml': EXPERIMENT,
  'file:///shop/own.rehearsal.yaml': rehearsal(
    'own',
    '  title: ended by hand\n  experiment: two-colours\n  terminateAt: 1m\n',
  ),
  'file:///shop/any.rehearsal.yaml': rehearsal('any', '  stopAfter: 2h\n'),
  'file:///shop/other.rehearsal.yaml': rehearsal('other', '  experiment: three-colours\n'),
  'file:///shop/deeper/far.rehearsal.yaml': rehearsal('far', '  experiment: two-colours\n'),
};

describe('rehearsals beside an experiment', () => {
  it('are those of its folder that are about it, or about any', () => {
    const service = newService(FILES);
    expect(
      service
        .scenariosBeside('file:///shop/two-colours.yaml', 'two-colours')
        .map(({ uri, title, scenario: { terminateAtMs, horizonMs } }) => [uri, title, terminateAtMs, horizonMs]),
    ).toEqual([
      ['file:///shop/any.rehearsal.yaml', 'any', undefined, 7_200_000],
      ['file:///shop/own.rehearsal.yaml', 'ended by hand', 60_000, undefined],
    ]);
  });

  it('come and go with their files', () => {
    const service = newService(FILES);
    service.remove('file:///shop/own.rehearsal.yaml');
    service.update('file:///shop/any.rehearsal.yaml', '');
    expect(service.scenariosBeside('file:///shop/two-colours.yaml', 'two-colours')).toEqual([]);
  });
});
