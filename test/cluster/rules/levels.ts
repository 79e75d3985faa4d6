/** Reads who finds which mistake from the tables of `docs/controller/checks.md` and `traps.md`. */
import type { Level } from './proof.ts';

/** The level of every id: its first finder; `trap` where the table has no column for it, or nobody finds it. */
export function readLevels(notes: string): ReadonlyMap<string, Level> {
  const levels = new Map<string, Level>();
  let column: number | undefined;
  for (const line of notes.split('\n')) {
    if (/^##+ /.test(line)) column = undefined;
    const cells = line
      .replaceAll('\\|', ' ')
      .split('|')
      .map(cell => cell.trim());
    const id = cells[1] ?? '';
    if (cells.length < 4 || /^-+$/.test(id)) continue;
    if (id === 'id') column = cells.indexOf('By');
    else if (column !== undefined) levels.set(id, levelOf(cells[column] ?? ''));
  }
  return levels;
}

function levelOf(by: string): Level {
  const [first] = /^(apply|lint|run)/.exec(by) ?? [];
  return first === 'apply' || first === 'lint' || first === 'run' ? first : 'trap';
}
