import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BoundedLog, lastLines, readEnd } from '../../../scripts/cluster/process/bounded-log.ts';

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bounded-log-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

test('a log never takes more than twice its bound, and keeps the newest', () => {
  const file = path.join(folder, 'a.log');
  const log = new BoundedLog(file, 10);
  for (let i = 0; i < 100; i++) log.write(Buffer.from(`${String(i).padStart(3, '0')}\n`));
  log.close();
  expect(fs.readdirSync(folder).sort()).toEqual(['a.log', 'a.log.1']);
  expect(fs.readFileSync(`${file}.1`, 'utf8') + fs.readFileSync(file, 'utf8')).toBe('096\n097\n098\n099\n');
});

test('the tail is the last lines, long ones cut', () => {
  const file = path.join(folder, 'b.log');
  fs.writeFileSync(file, `${'x'.repeat(400)}\nsecond\nthird\n`);
  expect(lastLines(readEnd(file), 2)).toBe('second\nthird');
  expect(lastLines(readEnd(file))).toBe(`${'x'.repeat(300)}…\nsecond\nthird`);
  expect(readEnd(path.join(folder, 'none.log'))).toBe('');
});
