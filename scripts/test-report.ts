/** Reads what the test programs report, and says it in one table and one line. */
import { existsSync, readFileSync } from 'node:fs';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface SuiteResult {
  readonly name: string;
  readonly counts: Counts;
  readonly seconds: number;
}

export const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0 };

/** One test. */
export function count(passed: boolean): Counts {
  return passed ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1 };
}

/** Of several parts that count as one. */
export function sum(parts: readonly Counts[]): Counts {
  const add = (key: keyof Counts) => parts.reduce((total, counts) => total + counts[key], 0);
  return { passed: add('passed'), failed: add('failed'), skipped: add('skipped') };
}

/** The parts of vitest's JSON report that are read. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

/** @param exitCode not 0 when something failed that is no test (a file that does not load, an error outside of tests) */
export function readVitestReport(file: string, exitCode: number): Counts {
  const report: VitestReport = readReport(file, exitCode);
  const unloaded = report.testResults.filter(
    result => result.status === 'failed' && result.assertionResults.length === 0,
  );
  return settle(
    {
      passed: report.numPassedTests,
      failed: report.numFailedTests + unloaded.length,
      skipped: report.numPendingTests + report.numTodoTests,
    },
    exitCode,
  );
}

/** Reads the report that test/vscode/index.ts writes. */
export function readMochaReport(file: string, exitCode: number): Counts {
  return settle(readReport<Counts>(file, exitCode), exitCode);
}

function readReport<Report>(file: string, exitCode: number): Report {
  if (!existsSync(file)) throw new Error(`it ended with code ${exitCode} and without a report`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** A suite without tests has not run; one that ends badly has failed, whatever its tests say. */
function settle(counts: Counts, exitCode: number): Counts {
  if (counts.passed + counts.failed === 0) throw new Error('it has no tests');
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

export function table(results: readonly SuiteResult[]): string {
  const rows = [
    ['suite', 'passed', 'failed', 'skipped', 'seconds'],
    ...results.map(({ name, counts, seconds }) => [
      name,
      ...[counts.passed, counts.failed, counts.skipped].map(String),
      seconds.toFixed(1),
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map(column => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  const pad = (cell: string, column: number) => {
    const width = widths[column] ?? 0;
    return column === 0 ? cell.padEnd(width) : cell.padStart(width);
  };
  return rows.map(row => row.map(pad).join('  ')).join('\n');
}

export function lastLine(results: readonly SuiteResult[]): string {
  const { passed, failed } = sum(results.map(({ counts }) => counts));
  return `${passed} passed, ${failed} failed`;
}
