/**
 * What a rule says will happen is what a rehearsal shows: for every bad fixture whose problem is an error and names an end. The two are
 * written apart, so that a slip of one shows here.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Problem, Service } from '../../server/core/index.ts';
import { readMarks } from '../support/marked.ts';
import { newService } from '../support/service.ts';

const URI = 'file:///said/file.yaml';

/** Words of messages, and the end that they name: the first that fits counts. */
const ENDS: readonly (readonly [said: RegExp, end: string])[] = [
  [/InvalidSpec\): its phase stays empty/, 'invalid'],
  [/stays (?:Pending|Running) for ever|never succeeds, and neither does the experiment|never expires/, 'hangs'],
  [
    /(?:Experiment|run|measurement|It) (?:is|are|will be) Error|Experiment is Error|and the Experiment with it/,
    'Error',
  ],
];

const QUERY = 'what a backend says of a query is not rehearsed';
const MERGED = 'a template by itself has no caller whose run is refused';

/** Fixtures that say it and are rehearsed otherwise, with the reason. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'argument/arg-fieldref-unsupported/bad.yaml': 'a value is passed here',
  'argument/exp-arg-valuefrom-dropped/bad-default.yaml': 'it would be Error without the default',
  'argument/merge-arg-conflict/bad.yaml': MERGED,
  'argument/merge-dryrun-conflict/bad.yaml': MERGED,
  'argument/merge-retention-conflict/bad.yaml': MERGED,
  'provider/prometheus-query-missing/bad.yaml': QUERY,
  'provider/promql-instant-range/bad.yaml': QUERY,
  'provider/promql-range-missing/bad.yaml': QUERY,
  'provider/promql-syntax/bad-by-hand.yaml': QUERY,
  'provider/wavefront-address-scheme/bad.yaml': 'what its client makes of an address is not rehearsed',
};

const FILES = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter(file => /[\\/]bad(-[a-z0-9-]+)?\.yaml$/.test(file) && !file.startsWith('yaml'))
  .flatMap(file => {
    const { text } = readMarks(readFileSync(path.join(import.meta.dirname, file), 'utf8'));
    const service = newService({ [URI]: text });
    service.setComplete(true);
    const rule = path.basename(path.dirname(file));
    const problem = service.diagnose(URI).find(each => each.rule === rule && each.severity === 'error');
    const end = ENDS.find(([said]) => problem && said.test(problem.message))?.[1];
    return problem && end !== undefined ? [{ file, service, problem, end }] : [];
  });

/** How what the problem stands in ends, and why; undefined: it is nothing that can be rehearsed. */
function rehearsed(
  service: Service,
  { range }: Problem,
): { readonly end: string; readonly message: string } | undefined {
  const all = service.runnables(URI);
  const own = all.find(each => each.range.start <= range.start && range.end <= each.range.end) ?? all[0];
  const timeline = own
    ? service.rehearse(URI, own.document, own.step, {})?.timeline
    : service.rehearseAnalysis(URI, {}, undefined, { host: 'shop', port: '80' });
  const verdict = timeline?.verdict;
  return verdict && { end: verdict.kind === 'finished' ? verdict.phase : verdict.kind, message: verdict.message };
}

describe('a rehearsal', () => {
  it('has fixtures of many rules to be held against', () => {
    expect(new Set(FILES.map(({ problem }) => problem.rule)).size).toBeGreaterThan(80);
    expect(Object.keys(OTHERWISE).filter(name => !FILES.some(({ file }) => file === name))).toEqual([]);
  });

  it.each(FILES)('shows what $file says: $end', ({ file, service, problem, end }) => {
    const shown = rehearsed(service, problem);
    if (file in OTHERWISE) expect(shown?.end).not.toBe(end);
    else expect(shown ?? { end: 'nothing to rehearse', message: problem.message }).toMatchObject({ end });
  });
});
