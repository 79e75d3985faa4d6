/** The fixtures of the rules, as they stand in test/rules, without their marks. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readMarks } from '../../../scripts/rules/marks.ts';
import type { Staging } from './proof.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../rules');

export interface Pair {
  readonly bad: string;
  readonly fixed: string;
}

/** The two texts of a rule that are staged: the bad one, and the fixed one or, where there is no fix, the corrected one. */
export function readPair(rule: string, { pair = '', edits = [], instead }: Staging): Pair {
  if (instead) return instead;
  const pathOf = (name: string): string => path.join(folderOf(rule), `${name}${pair}.yaml`);
  const mended = existsSync(pathOf('fixed')) ? 'fixed' : 'corrected';
  const [bad = '', fixed = ''] = ['bad', mended].map(name => readMarks(readFileSync(pathOf(name), 'utf8')).text);
  const vain = edits.find(([from]) => !isIn(bad, from) && !isIn(fixed, from));
  if (vain) throw new Error(`Neither fixture of ${rule} has: ${vain[0]}`);
  return { bad: edit(bad, edits), fixed: edit(fixed, edits) };
}

function folderOf(rule: string): string {
  const areas = readdirSync(FOLDER).map(area => path.join(FOLDER, area, rule));
  const folder = areas.find(each => existsSync(each));
  if (folder === undefined) throw new Error(`There are no fixtures of ${rule}.`);
  return folder;
}

function isIn(text: string, what: string | RegExp): boolean {
  return typeof what === 'string' ? text.includes(what) : text.search(what) >= 0;
}

function edit(text: string, edits: NonNullable<Staging['edits']>): string {
  return edits.reduce((edited, [from, to]) => edited.replaceAll(from, to), text);
}
