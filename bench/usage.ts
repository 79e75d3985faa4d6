/** What a process and all that it started use. Linux only; elsewhere undefined. */
import { readdirSync, readFileSync } from 'node:fs';

export interface Usage {
  /** Resident memory in MiB. */
  readonly memory: number;
  /** Processor time so far in milliseconds, in steps of ten. */
  readonly cpu: number;
}

interface ProcessState extends Usage {
  readonly pid: number;
  readonly parent: number;
}

/** Linux counts processor time in hundredths of a second. */
const TICK = 10;

export function usageOf(pid: number): Usage | undefined {
  if (process.platform !== 'linux') return undefined;
  const all = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => readState(Number(name)) ?? []);
  const family = new Set([pid]);
  for (let size = 0; size < family.size; ) {
    size = family.size;
    for (const each of all) if (family.has(each.parent)) family.add(each.pid);
  }
  const own = all.filter(each => family.has(each.pid));
  return {
    memory: own.reduce((sum, { memory }) => sum + memory, 0),
    cpu: own.reduce((sum, { cpu }) => sum + cpu, 0),
  };
}

function readState(pid: number): ProcessState | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // From the third field on: the second is a name in brackets that may hold blanks.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const kibibytes = /^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { pid, parent: Number(fields[1]), memory: Number(kibibytes ?? 0) / 1024, cpu: ticks * TICK };
  } catch {
    return undefined; // it ended between the two looks
  }
}
