/**
 * `npm run generate`: everything that is written from the code and committed, in the order in which one needs the other. CI proves
 * that nothing changes by it. What needs a cluster, Go or an idle machine has commands of its own (CONTRIBUTING.md).
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '..');

const GENERATORS = [
  { script: 'scripts/rules/fill-fixtures.ts', writes: 'the fixtures of the rules, their pages and their ids' },
] as const;

for (const { script, writes } of GENERATORS) {
  console.log(`${script}: ${writes}`);
  const { status } = spawnSync(process.execPath, [path.join(ROOT, script)], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) {
    console.error(`${script} failed; what comes after it was not written.`);
    process.exit(1);
  }
}
