/**
 * `npm run test:random [-- <seed>]`: the tests that make what they look at by chance, with another seed than the one that all
 * other runs have. Says how to run the same again.
 */
import { randomInt } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { startGroup } from './guard/processes.ts';

const ROOT = path.join(import.meta.dirname, '..');
const [given] = process.argv.slice(2);

if (given !== undefined && !/^\d{1,10}$/.test(given)) {
  process.stderr.write(`A seed is a whole number, and ${given} is none.\n`);
  process.exit(2);
}
const seed = given ?? String(randomInt(2 ** 31));
const tests = globSync('test/**/*.test.ts', { cwd: ROOT, exclude: ['test/vscode-host/**'] }).filter(file =>
  /\/support\/(?:properties|seed)\.ts'/.test(readFileSync(path.join(ROOT, file), 'utf8')),
);
process.stdout.write(`Seed ${seed}, ${tests.length} files. The same again: npm run test:random -- ${seed}\n`);
const vitest = path.join(ROOT, 'node_modules/vitest/vitest.mjs');
const run = startGroup(process.execPath, [vitest, 'run', ...tests], {
  cwd: ROOT,
  env: { ...process.env, TEST_SEED: seed },
});
process.exitCode = await run.ended;
if (process.exitCode !== 0) process.stdout.write(`The same again: npm run test:random -- ${seed}\n`);
