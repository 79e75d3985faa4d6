/**
 * Stands in the place of Vitest's `describe` and `it` while mutants are judged: tests are collected once and run one by one,
 * in this process. `expect` is Vitest's own; what a snapshot holds is what the test found without a mutant.
 */
import { inspect } from 'node:util';
import * as vitest from 'vitest';

export interface Test {
  /** Its file and titles. */
  readonly name: string;
  readonly run: () => Promise<void>;
}

type Body = (...args: readonly unknown[]) => unknown;

interface Suite {
  readonly name: string;
  readonly before: Body[];
  readonly beforeEach: Body[];
  readonly afterEach: Body[];
  readonly parent: Suite | undefined;
  hasBegun: boolean;
}

let tests: Test[] = [];
let current = suiteOf('', undefined);

function suiteOf(name: string, parent: Suite | undefined): Suite {
  return { name, before: [], beforeEach: [], afterEach: [], parent, hasBegun: false };
}

/** The tests of a file, which `load` evaluates. */
export async function collect(file: string, load: () => Promise<void>): Promise<readonly Test[]> {
  tests = [];
  current = suiteOf(file, undefined);
  await load();
  return tests;
}

function suite(name: string, body: Body, ...args: readonly unknown[]): void {
  const outer = current;
  current = suiteOf(`${outer.name} > ${name}`, outer);
  body(...args);
  current = outer;
}

function test(title: string, body: Body, ...args: readonly unknown[]): void {
  const owner = current;
  const name = `${owner.name} > ${title}`;
  tests.push({ name, run: () => runTest(owner, name, body, args) });
}

async function runTest(owner: Suite, name: string, body: Body, args: readonly unknown[]): Promise<void> {
  beginSnapshots(name);
  const suites = ancestors(owner);
  for (const each of suites) {
    if (!each.hasBegun) for (const prepare of each.before) await prepare();
    each.hasBegun = true;
  }
  try {
    for (const each of suites) for (const prepare of each.beforeEach) await prepare();
    await body(...args);
  } finally {
    for (const each of suites.toReversed()) for (const clean of each.afterEach) await clean({ task: { name } });
  }
}

function ancestors(owner: Suite): readonly Suite[] {
  return owner.parent ? [...ancestors(owner.parent), owner] : [owner];
}

/** `each` and the conditions of a way to define a suite or a test. */
function withForms(define: (title: string, body: Body, ...args: readonly unknown[]) => void) {
  const each = (table: readonly unknown[]) => (title: string, body: Body) => {
    for (const [index, row] of table.entries())
      define(`${title} ${index}`, body, ...(Array.isArray(row) ? row : [row]));
  };
  const nothing = () => undefined;
  const runIf = (isMeant: unknown) => (isMeant ? define : nothing);
  const plain = (title: string, body: Body) => define(title, body);
  return Object.assign(plain, { each, runIf, skipIf: (isLeftOut: unknown) => runIf(!isLeftOut), concurrent: plain });
}

export const describe = withForms(suite);
export const it = withForms(test);
export { it as test };
export const beforeAll = (body: Body): unknown => current.before.push(body);
export const beforeEach = (body: Body): unknown => current.beforeEach.push(body);
export const afterEach = (body: Body): unknown => current.afterEach.push(body);
/** Nothing is left behind that the end of the process does not end. */
export const afterAll = (): void => undefined;
export const { expect, vi } = vitest;

const snapshots = new Map<string, string>();
let snapshotOf = '';
let snapshotCount = 0;

function beginSnapshots(name: string): void {
  snapshotOf = name;
  snapshotCount = 0;
}

function matchSnapshot(this: { readonly _obj: unknown }): void {
  const key = `${snapshotOf} ${snapshotCount++}`;
  const text = inspect(this._obj, { depth: 50, maxArrayLength: null, maxStringLength: null });
  const known = snapshots.get(key);
  if (known === undefined) snapshots.set(key, text);
  else expect(text).toBe(known);
}

for (const name of ['toMatchSnapshot', 'toMatchInlineSnapshot']) {
  vitest.chai.util.addMethod(vitest.chai.Assertion.prototype, name, matchSnapshot);
}
