/** Who may import whom (`rooms-table.ts`); a failing line says which door to use instead. */
import { describe, expect, it } from 'vitest';
import { FILES, IMPORTS, type Import, isIn } from '../support/our-imports.ts';
import { CORE, ROOMS, type Room } from './rooms-table.ts';

/** `server/lsp/node.ts` and its like may take more of a package than its root; `may` names packages as a whole. */
function isAllowed({ to, isOurs, isType }: Import, { room, may, mayKnow = [] }: Room): boolean {
  const names = isType ? [...may, ...mayKnow] : may;
  if (!isOurs) return names.some(name => (name.endsWith(':') ? to.startsWith(name) : to === name));
  return isIn(to, room) || names.some(name => isIn(to, name));
}

const roomOf = (file: string): Room | undefined => ROOMS.find(({ room }) => isIn(file, room));
const TEST = ['test', 'bench'];
const isTest = (file: string): boolean => TEST.some(room => isIn(file, room));

describe('rooms', () => {
  it('import what the table allows', () => {
    const broken = IMPORTS.filter(({ from }) => !isTest(from)).flatMap(each => {
      const room = roomOf(each.from);
      return room && !isAllowed(each, room) ? [`${each.from} imports ${each.to}: ${room.why}.`] : [];
    });
    expect(broken).toEqual([]);
  });

  it('hold every file of ours', () => {
    expect(FILES.filter(file => !isTest(file) && !roomOf(file))).toEqual([]);
  });

  it('are those of the table: none of it was left behind', () => {
    const planned = ['client/logs'];
    const empty = ROOMS.map(({ room }) => room).filter(
      room => !planned.includes(room) && !FILES.some(file => isIn(file, room)),
    );
    expect(empty).toEqual([]);
  });

  it('import nothing of the tests', () => {
    const broken = IMPORTS.filter(({ from, to, isOurs }) => !isTest(from) && isOurs && isTest(to));
    expect(broken.map(({ from, to }) => `${from} imports ${to}: nothing imports a test.`)).toEqual([]);
  });

  it('import existing files, by their whole names', () => {
    const known = new Set(FILES);
    const missing = IMPORTS.filter(({ to, isOurs }) => isOurs && !known.has(to) && !to.endsWith('.json'));
    expect(missing.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });
});

describe('within a room', () => {
  it('a rule never imports another rule', () => {
    const rules = new Set(
      IMPORTS.filter(({ from }) => /^server\/core\/rules\/[\w-]+\/list\.ts$/.test(from)).map(({ to }) => to),
    );
    const broken = IMPORTS.filter(({ from, to }) => rules.has(from) && rules.has(to) && !to.endsWith('/rule.ts'));
    expect(broken.map(({ from, to }) => `${from} imports ${to}: what two rules share goes below the rules.`)).toEqual(
      [],
    );
  });

  it('a feature never imports another feature', () => {
    const verbs = new Set(
      IMPORTS.filter(({ from, to }) => isIn(from, `${CORE}/service`) && isIn(to, `${CORE}/features`)).map(
        ({ to }) => to,
      ),
    );
    // A type of one feature may be the answer of another: what is runnable can be rehearsed.
    const broken = IMPORTS.filter(
      ({ from, to, isType }) => verbs.has(from) && verbs.has(to) && !isType && !isSameFolder(from, to),
    );
    expect(
      broken.map(({ from, to }) => `${from} imports ${to}: what two features share goes below the features.`),
    ).toEqual([]);
  });
});

/** `features/complete/` is one feature in several files. */
function isSameFolder(a: string, b: string): boolean {
  const folder = a.slice(0, a.lastIndexOf('/'));
  return folder !== `${CORE}/features` && b.startsWith(`${folder}/`);
}

describe('cycles', () => {
  it('there are none, types included', () => {
    expect(findCycles(IMPORTS)).toEqual([]);
  });

  it('would be found', () => {
    const edge = (from: string, to: string): Import => ({ from, to, isOurs: true, isType: true });
    expect(findCycles([edge('a', 'b'), edge('b', 'c'), edge('c', 'a'), edge('d', 'a')])).toEqual(['a > b > c > a']);
  });
});

/** One line for each way round that a depth-first walk meets. */
function findCycles(imports: readonly Import[]): readonly string[] {
  const next = new Map<string, string[]>();
  for (const { from, to, isOurs } of imports) if (isOurs) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const cycles: string[] = [];
  const walk = (file: string, way: readonly string[]): void => {
    const start = way.indexOf(file);
    if (start >= 0) cycles.push([...way.slice(start), file].join(' > '));
    if (start >= 0 || done.has(file)) return;
    for (const to of next.get(file) ?? []) walk(to, [...way, file]);
    done.add(file);
  };
  for (const file of next.keys()) walk(file, []);
  return cycles;
}
