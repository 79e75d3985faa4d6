import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExprVersion } from '../../../server/core/expr/builtins/version.ts';
import { type Evaluation, evaluate } from '../../../server/core/expr/evaluate/evaluate.ts';
import type { Value } from '../../../server/core/expr/values/value.ts';
import type { ResultSpec } from '../../oracle/results.ts';
import { encode, encodeType, resultValue } from './encode.ts';

type Row = readonly [condition: string, result: number, outcome: 'c' | 'r' | 'v', type?: string, value?: string];

/** Conditions whose value no one can know who is not the controller, with the reason we give. */
const UNKNOWN: Readonly<Record<ExprVersion, readonly (readonly [condition: string, reason: string])[]>> = {
  '1.15': [['result[:-1]', 'text cut within a character']],
  '1.17': [
    ['result[:-1]', 'text cut within a character'],
    ["'héllo'[0:2]", 'text cut within a character'],
    ["timezone('a')", 'the time zone a'],
    ["timezone('5')", 'the time zone 5'],
    ['timezone(result.b)', 'the time zone x'],
  ],
};

function readTable(version: ExprVersion): { results: readonly Value[]; rows: readonly Row[] } {
  const file = path.join(import.meta.dirname, '..', '..', 'oracle', `table-${version}.jsonl`);
  const [head = '', ...lines] = fs.readFileSync(file, 'utf8').trimEnd().split('\n');
  const { results }: { results: readonly ResultSpec[] } = JSON.parse(head);
  return { results: results.map(resultValue), rows: lines.map((line): Row => JSON.parse(line)) };
}

function outcomeOf(evaluation: Evaluation): string {
  switch (evaluation.kind) {
    case 'value':
      return `${typeOf(evaluation.value)} ${encode(evaluation.value)}`;
    case 'refused':
      return 'refused';
    case 'failed':
      return 'failed';
    default:
      return `unknown: ${evaluation.reason}`;
  }
}

/** The library names a function's type in full, we do not. */
function typeOf(value: Value): string {
  const type = encodeType(value);
  return type.startsWith('func') ? 'func' : type;
}

function expectedOf([, , outcome, type = '', value = '']: Row): string {
  if (outcome === 'c') return 'refused';
  if (outcome === 'r') return 'failed';
  return `${type.startsWith('func') ? 'func' : type} ${value}`;
}

describe.each(['1.15', '1.17'] as const)('the table of what library %s answers', version => {
  const { results, rows } = readTable(version);
  const answers = rows.map(row =>
    outcomeOf(evaluate(row[0], version, results[row[1]] ?? null, { now: Date.UTC(2026, 0, 2, 3, 4, 5) })),
  );

  it('has at least 5000 rows, of every outcome', () => {
    expect(rows.length).toBeGreaterThanOrEqual(5000);
    for (const outcome of ['c', 'r', 'v']) expect(rows.filter(row => row[2] === outcome).length).toBeGreaterThan(1000);
  });

  it('agrees with us in every row', () => {
    const different = rows.flatMap((row, i) => {
      const answer = answers[i] ?? '';
      return answer.startsWith('unknown') || answer === expectedOf(row)
        ? []
        : [{ condition: row[0], result: row[1], library: expectedOf(row), ours: answer }];
    });
    expect(different).toEqual([]);
  });

  it('leaves open only what the controller alone can know', () => {
    const unknown = rows.flatMap((row, i) =>
      (answers[i] ?? '').startsWith('unknown: ') ? [[row[0], (answers[i] ?? '').slice('unknown: '.length)]] : [],
    );
    expect(unknown).toEqual(UNKNOWN[version]);
  });
});
