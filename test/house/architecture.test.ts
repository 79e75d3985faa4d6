/** The table of rooms in ARCHITECTURE.md says what `rooms-table.ts` says, which `rooms.test.ts` holds against the code. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FILES, isIn, ROOT } from '../support/our-imports.ts';
import { ROOMS } from './rooms-table.ts';

interface Row {
  readonly rooms: readonly string[];
  /** What its last column names between backticks. */
  readonly may: readonly string[];
}

const ROWS: readonly Row[] = readFileSync(path.join(ROOT, 'ARCHITECTURE.md'), 'utf8')
  .split('\n')
  .filter(line => /^\| `/.test(line))
  .map(line => {
    const [, rooms = '', , may = ''] = line.split('|');
    return { rooms: named(rooms), may: named(may) };
  });

function named(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, name = '']) => name.replace(/\/$/, ''));
}

/** Not among the rooms of the product. */
const OTHERS = ['test', 'bench'];

describe('the table of ARCHITECTURE.md', () => {
  const described = ROWS.flatMap(({ rooms }) => rooms).filter(room => !OTHERS.includes(room));

  it('has every room of the table that is proven, and no other', () => {
    const proven = ROOMS.map(({ room }) => room).filter(room => FILES.some(file => isIn(file, room)));
    expect(described.toSorted()).toEqual(proven.toSorted());
  });

  it('names every package where it may be used', () => {
    const isPackage = (name: string): boolean =>
      !name.endsWith(':') && !/^(client|server|scripts|schemas)\b/.test(name);
    const wanted = ROOMS.filter(({ room }) => described.includes(room)).flatMap(({ room, may }) =>
      may.filter(isPackage).map(name => `${room}: ${name}`),
    );
    const told = ROWS.flatMap(({ rooms, may }) => rooms.flatMap(room => may.map(name => `${room}: ${name}`)));
    expect(wanted.filter(each => !told.includes(each))).toEqual([]);
  });

  it('lets a room import no room that the code may not', () => {
    const broken = ROWS.flatMap(({ rooms, may }) =>
      rooms.flatMap(room => {
        const proven = ROOMS.find(each => each.room === room);
        const allowed = [...(proven?.may ?? []), ...(proven?.mayKnow ?? []), room];
        const isPlace = (name: string): boolean => /^(client|server|scripts|schemas)\//.test(name);
        return may
          .filter(name => isPlace(name) && !allowed.some(each => isIn(name, each) || isIn(each, name)))
          .map(name => `${room}: ${name}`);
      }),
    );
    expect(broken).toEqual([]);
  });
});
