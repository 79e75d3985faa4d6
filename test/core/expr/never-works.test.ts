/** What the checker says of generated conditions, held against what Argo's own evaluation said of them (test/oracle). */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExprVersion } from '../../../server/core/expr/builtins/version.ts';
import { type Compared, compare, misquoted, outcomeOf, type Seen } from '../../oracle/compared.ts';

function readRecord(version: ExprVersion): readonly Compared[] {
  const file = path.join(import.meta.dirname, '../../oracle', `conditions-${version}.jsonl`);
  const lines = fs.readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line): Compared => compare(JSON.parse(line) as Seen, version)); // written by compare-conditions.ts
}

describe.each(['1.15', '1.17'] as const)('conditions for library %s', version => {
  const compared = readRecord(version);
  const never = compared.filter(each => !each.works);
  const told = (outcome: string): readonly string[] =>
    compared
      .filter(each => outcomeOf(each) === outcome)
      .map(({ situation, condition }) => `${situation}: ${condition}`);

  it('are many, of both sorts', () => {
    expect(never.length).toBeGreaterThan(200);
    expect(compared.length - never.length).toBeGreaterThan(60);
  });

  it('are no error where some result works', () => expect(told('works, and is an error')).toEqual([]));

  it('are an error where none works, but for 2 in 100', () => {
    const others = [...told('warning'), ...told('silent')];
    expect(others.length / never.length, others.join('\n')).toBeLessThanOrEqual(0.02);
  });

  it('are told in the words of Argo', () => {
    expect(never.flatMap(each => misquoted(each).map(quote => `${each.condition}: ${quote}`))).toEqual([]);
  });
});
