import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { count, lastLine, NOTHING, readMochaReport, readVitestReport, table } from '../../scripts/test-report.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'argoexp-report-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function report(content: unknown): string {
  const file = path.join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

function vitestReport(passed: number, failed: number, files: readonly object[]) {
  return report({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: 1,
    numTodoTests: 2,
    testResults: files,
  });
}

describe('the report of a vitest suite', () => {
  it('gives what passed, failed and was skipped', () => {
    const file = vitestReport(7, 2, [{ status: 'failed', assertionResults: [{}, {}] }]);
    expect(readVitestReport(file, 1)).toEqual({ passed: 7, failed: 2, skipped: 3 });
  });

  it('counts a file that does not load as a failure', () => {
    const file = vitestReport(7, 0, [{ status: 'failed', assertionResults: [] }]);
    expect(readVitestReport(file, 1)).toEqual({ passed: 7, failed: 1, skipped: 3 });
  });

  it('counts a bad end after good tests as a failure', () => {
    expect(readVitestReport(vitestReport(7, 0, []), 1)).toEqual({ passed: 7, failed: 1, skipped: 3 });
  });

  it('refuses a suite without tests', () => {
    expect(() => readVitestReport(vitestReport(0, 0, []), 0)).toThrow('it has no tests');
  });
});

describe('the report of the editor suite', () => {
  it('is refused when it is missing', () => {
    expect(() => readMochaReport(path.join(folder, 'none.json'), 1)).toThrow(
      'it ended with code 1 and without a report',
    );
  });

  it('does not hide an editor that ended badly', () => {
    expect(readMochaReport(report({ passed: 3, failed: 0, skipped: 0 }), 1)).toEqual({
      passed: 3,
      failed: 1,
      skipped: 0,
    });
  });
});

describe('the summary', () => {
  const results = [
    { name: 'build', counts: NOTHING, seconds: 0.51 },
    { name: 'types', counts: count(true), seconds: 12.34 },
    { name: 'unit', counts: { passed: 120, failed: 2, skipped: 1 }, seconds: 3 },
  ];

  it('sums all suites in its last line', () => {
    expect(lastLine(results)).toBe('121 passed, 2 failed');
  });

  it('lines up its columns', () => {
    expect(table(results)).toBe(
      [
        'suite  passed  failed  skipped  seconds',
        'build       0       0        0      0.5',
        'types       1       0        0     12.3',
        'unit      120       2        1      3.0',
      ].join('\n'),
    );
  });
});
