/**
 * What a rule says will happen is what a rehearsal shows: for every bad fixture whose problem is an error and names an end. The two are
 * written apart, so that a slip of one shows here.
 */
import { describe, expect, it } from 'vitest';
import { listFixtures, openSituation, readBad, type Situation, situationOf } from '../../scripts/rules/fixtures.ts';
import type { Problem, Service } from '../../server/core/index.ts';

/** Words of messages, and the end that they name: the first that fits counts. */
const ENDS: readonly (readonly [said: RegExp, end: string])[] = [
  [/InvalidSpec\): its phase stays empty/, 'invalid'],
  [/stays (?:Pending|Running) for ?ever|never succeeds, and neither does the experiment|never expires/, 'hangs'],
  [
    /(?:Experiment|run|measurement|It) (?:is|are|will be|ends in) Error|Experiment is Error|and the Experiment with it/,
    'Error',
  ],
];

/** Fixtures that say it and are rehearsed otherwise, with the reason. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'provider/web-jsonpath-invalid/bad-by-hand.yaml': 'a metric whose path is a text is Failed first',
};

const FILES = listFixtures().flatMap(fixture =>
  fixture.pairs.flatMap(pair => {
    const own = readBad(fixture, pair).marks.find(mark => {
      return mark.rule === fixture.id && (mark.severity ?? fixture.rule?.severity) === 'error';
    });
    const end = ENDS.find(([said]) => said.test(own?.message ?? ''))?.[1];
    return end === undefined ? [] : [{ file: `${fixture.area}/${fixture.id}/bad${pair}.yaml`, fixture, pair, end }];
  }),
);

/** How what the problem stands in ends, and why; undefined: it is nothing that can be rehearsed. */
function rehearsed(
  service: Service,
  { uri, settings }: Situation,
  { range }: Problem,
): { readonly end: string; readonly message: string } | undefined {
  const all = service.runnables(uri);
  const own = all.find(each => each.range.start <= range.start && range.end <= each.range.end) ?? all[0];
  const timeline = own
    ? service.rehearse({ uri, document: own.document, step: own.step }, {}, settings)?.timeline
    : service.rehearseAnalysis(uri, {}, settings, { host: 'shop', port: '80' });
  const verdict = timeline?.verdict;
  return verdict && { end: verdict.kind === 'finished' ? verdict.phase : verdict.kind, message: verdict.message };
}

describe('a rehearsal', () => {
  it('has fixtures of many rules to be held against', () => {
    expect(new Set(FILES.map(({ fixture }) => fixture.id)).size).toBeGreaterThan(80);
    expect(Object.keys(OTHERWISE).filter(name => !FILES.some(({ file }) => file === name))).toEqual([]);
  });

  it.each(FILES)('shows what $file says: $end', ({ file, fixture, pair, end }) => {
    const situation = situationOf(fixture, pair, readBad(fixture, pair).text);
    const service = openSituation(situation);
    const problems = service.diagnose(situation.uri, situation.settings);
    const problem = problems.find(each => each.rule === fixture.id && each.severity === 'error');
    if (!problem) throw new Error(`${fixture.id} finds nothing in this text.`);
    const shown = rehearsed(service, situation, problem);
    if (file in OTHERWISE) expect(shown?.end).not.toBe(end);
    else expect(shown ?? { end: 'nothing to rehearse', message: problem.message }).toMatchObject({ end });
  });
});
