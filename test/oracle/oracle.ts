/**
 * Asks the referee for conditions (main.go): `node test/oracle/oracle.ts --argo 1.9.3 < questions.jsonl > answers.jsonl`.
 * The program is built on Argo's own module the first time.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseWords, readArgoVersion } from '../../scripts/cluster/options.ts';
import { describeFailure } from '../../scripts/cluster/process/failure.ts';
import { startProgress } from '../../scripts/cluster/process/progress.ts';
import { buildMissing } from '../../scripts/cluster/programs/build.ts';
import { cacheFolder } from '../../scripts/cluster/programs/folders.ts';
import { type ArgoVersion, argoVersions } from '../../scripts/cluster/programs/programs.ts';
import { oracleProgram } from '../../scripts/cluster-tests/oracle-program.ts';
import { underGuard } from '../../scripts/guard/under-guard.ts';
import type { CloudWatchSpec } from './results.ts';

/** A condition and what the metric provider hands over; main.go tells the ways. */
export interface Question {
  readonly condition?: string;
  readonly successCondition?: string;
  readonly failureCondition?: string;
  readonly result?: unknown;
  readonly floats?: readonly (number | string)[];
  readonly float?: number | string;
  readonly ints?: boolean;
  readonly cloudWatch?: readonly CloudWatchSpec[];
}

/** What Argo's evaluation says to one question. */
export interface Answer {
  readonly ok?: boolean;
  readonly phase?: string;
  readonly error?: string;
  readonly panic?: string;
}

/** Builds the referee of a release unless it is there; gives its path. */
export async function buildOracle(argo: ArgoVersion): Promise<string> {
  const cache = cacheFolder(process.env);
  const oracle = oracleProgram(argo);
  await underGuard(guard => buildMissing([oracle], { cache, guard, progress: startProgress() }));
  return path.join(cache, oracle.file);
}

/** Asks a release's referee; one answer for each question, in order. */
export async function askOracle(argo: ArgoVersion, questions: readonly Question[]): Promise<readonly Answer[]> {
  const lines = questions.map(question => `${JSON.stringify(question)}\n`).join('');
  const answers = await runOracle(await buildOracle(argo), lines);
  return answers
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Answer); // main.go writes nothing else
}

function runOracle(file: string, lines: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, { stdio: ['pipe', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.stdin.on('error', () => undefined); // it ended early; its exit code tells
    child.once('error', reject);
    child.once('close', code => {
      if (code === 0) resolve(Buffer.concat(out).toString('utf8'));
      else reject(new Error(`the oracle ended with ${code}: ${Buffer.concat(errors).toString('utf8').trim()}`));
    });
    child.stdin.end(lines);
  });
}

async function main(): Promise<void> {
  const { values } = parseWords(process.argv.slice(2), { argo: { type: 'string' } });
  const argo = readArgoVersion(values.argo ?? argoVersions[0]);
  process.stdout.write(await runOracle(await buildOracle(argo), fs.readFileSync(process.stdin.fd, 'utf8')));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((error: unknown) => {
    console.error(describeFailure(error));
    process.exitCode = 1;
  });
}
