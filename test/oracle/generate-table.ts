/**
 * Writes the table that holds our evaluation to the library's: what the oracle answers to thousands of conditions.
 *
 *   node test/oracle/generate-table.ts --version 1.17 [--oracle BINARY]
 *
 * Without BINARY the oracle (values/main.go) is built on the Argo release of that version, which needs Go.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { parseArgs } from 'node:util';
import type { ExprVersion } from '../../server/core/expr/builtins/version.ts';
import { HAND_WRITTEN } from './expressions.ts';
import { Generator, type Question } from './random-expressions.ts';
import { RESULTS } from './results.ts';
import { buildValues } from './values/build.ts';

interface Answer {
  readonly compile?: string;
  readonly run?: string;
  readonly type?: string;
  readonly value?: string;
}

const SEED = 20_240_501;
/** Longer values say no more and would swell the table. */
const LONGEST = 400;
const TIMES_ASKED = 12;

function questions(version: ExprVersion): Question[] {
  const generator = new Generator(version, SEED);
  const all = [
    ...HAND_WRITTEN.flatMap(([results, conditions]) =>
      conditions.flatMap(condition => results.map(result => [condition, result] as const)),
    ),
    ...generator.operators(),
    ...generator.calls(),
    ...generator.compositions(2600),
    ...generator.broken(900),
  ];
  const seen = new Set<string>();
  return all.filter(question => {
    const key = JSON.stringify(question);
    // Two braces are a placeholder to Argo; such a condition never reaches the library.
    if (seen.has(key) || question[0].length > LONGEST || question[0].includes('{{')) return false;
    seen.add(key);
    return true;
  });
}

async function ask(oracle: string, asked: readonly Question[]): Promise<Answer[]> {
  const child = spawn(oracle, [], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers: Answer[] = [];
  const lines = readline.createInterface({ input: child.stdout });
  lines.on('line', line => {
    const answer: Answer = JSON.parse(line);
    answers.push(answer);
  });
  for (const [condition, result] of asked) child.stdin.write(`${JSON.stringify({ condition, ...RESULTS[result] })}\n`);
  child.stdin.end();
  const [code] = await once(child, 'close');
  if (code !== 0 || answers.length !== asked.length) {
    throw new Error(
      `the oracle ended with ${code} after ${answers.length} of ${asked.length}: ${JSON.stringify(asked[answers.length])}`,
    );
  }
  return answers;
}

/** `c` refused at compile time, `r` failed at run time, else the type and the value. */
function row([condition, result]: Question, answer: Answer): string | undefined {
  if (answer.compile !== undefined) return JSON.stringify([condition, result, 'c']);
  if (answer.run !== undefined) return JSON.stringify([condition, result, 'r']);
  if ((answer.value ?? '').length > LONGEST) return undefined;
  return JSON.stringify([condition, result, 'v', answer.type, answer.value]);
}

const { values } = parseArgs({ options: { version: { type: 'string' }, oracle: { type: 'string' } } });
if (values.version !== '1.15' && values.version !== '1.17') {
  throw new Error('usage: generate-table.ts --version 1.15|1.17 [--oracle BINARY]');
}
const oracle = values.oracle ?? (await buildValues(values.version));
const asked = questions(values.version);
const answers = await ask(oracle, asked);
/** What depends on the clock or on the order of a map's keys is answered differently from time to time, and is left out. */
const unsettled = new Set<number>();
for (let time = 1; time < TIMES_ASKED; time++) {
  for (const [i, answer] of (await ask(oracle, asked)).entries()) {
    if (JSON.stringify(answer) !== JSON.stringify(answers[i])) unsettled.add(i);
  }
}
const rows = asked.flatMap((question, i) => (unsettled.has(i) ? [] : (row(question, answers[i] ?? {}) ?? [])));
const target = path.join(import.meta.dirname, `table-${values.version}.jsonl`);
fs.writeFileSync(target, `${[JSON.stringify({ version: values.version, results: RESULTS }), ...rows].join('\n')}\n`);
process.stdout.write(
  `${rows.length} rows, ${Math.round(fs.statSync(target).size / 1024)} KiB: ${path.relative(process.cwd(), target)}\n`,
);
