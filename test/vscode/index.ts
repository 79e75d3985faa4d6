/** The entry that VS Code's extension host runs: mocha over every suite of this folder, bundled into one file. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Time for one test, in milliseconds: generous, since a slow machine is no failure. */
const LIMIT = 60_000;

export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', timeout: LIMIT, color: false });
  mocha.suite.emit('pre-require', globalThis, '', mocha); // gives the suites describe() and it()
  await import('./suites.ts');
  const counts = { passed: 0, failed: 0, skipped: 0 };
  await new Promise<void>(resolve => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', () => counts.passed++);
    runner.on('fail', () => counts.failed++);
    runner.on('pending', () => counts.skipped++);
  });
  const report = process.env.TEST_REPORT;
  if (report !== undefined) {
    mkdirSync(path.dirname(report), { recursive: true });
    writeFileSync(report, JSON.stringify(counts));
  }
  if (counts.failed > 0) throw new Error(`${counts.failed} tests failed.`);
}
