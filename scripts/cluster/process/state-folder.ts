import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ClusterFailure, diskFull, explainFileError } from './failure.ts';

/** The file that marks a folder as ours and tells which process uses it. */
const lockName = 'control-plane.lock';

/** etcd reserves 64 MiB at a time, and the logs of all programs may take 96 MiB. */
const neededMebibytes = 300;

export interface StateFolder {
  readonly folder: string;
  /** Whether the folder was made for this start alone. */
  readonly isTemporary: boolean;
  /** Gives the folder back: a temporary one is removed unless something in it is still worth reading. */
  release(keep: boolean): void;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The process that a lock file names, when it still lives. */
function readHolder(lock: string): number | undefined {
  if (!fs.existsSync(lock)) return undefined;
  const pid = Number(fs.readFileSync(lock, 'utf8').trim());
  return Number.isInteger(pid) && pid > 0 && isAlive(pid) ? pid : undefined;
}

function lockFolder(folder: string): void {
  const lock = path.join(folder, lockName);
  const names = fs.readdirSync(folder);
  if (names.length > 0 && !names.includes(lockName)) {
    throw new ClusterFailure(
      `The folder ${folder} holds files that are not the control plane's and they would be removed: choose an empty or a new folder with --state.`,
    );
  }
  const holder = readHolder(lock);
  if (holder !== undefined) {
    throw new ClusterFailure(
      `The state folder ${folder} is in use by a control plane that runs as process ${holder}: end that one (kill ${holder}), or choose another folder with --state.`,
    );
  }
  fs.rmSync(lock, { force: true });
  try {
    fs.writeFileSync(lock, `${process.pid}\n`, { flag: 'wx', mode: 0o600 }); // of two starts in the same moment only one gets it
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw new ClusterFailure(
        `The state folder ${folder} is in use by a control plane that starts right now: end that one, or choose another folder with --state.`,
      );
    }
    throw error;
  }
  for (const name of names) if (name !== lockName) fs.rmSync(path.join(folder, name), { recursive: true, force: true });
}

/** Takes a folder for data and logs: the chosen one, emptied of an earlier start's files, or a fresh one. */
export function takeStateFolder(chosen: string | undefined): StateFolder {
  const wanted = chosen === undefined ? undefined : path.resolve(chosen);
  try {
    if (wanted !== undefined) fs.mkdirSync(wanted, { recursive: true, mode: 0o700 });
    const folder = wanted ?? fs.mkdtempSync(path.join(os.tmpdir(), 'argo-experiments-cluster-'));
    const { bavail, bsize } = fs.statfsSync(folder);
    if (bavail * bsize < neededMebibytes * 2 ** 20) throw diskFull(folder, '--state');
    lockFolder(folder);
    return {
      folder,
      isTemporary: wanted === undefined,
      release(keep) {
        if (wanted === undefined && !keep)
          fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
        else fs.rmSync(path.join(folder, 'etcd'), { recursive: true, force: true });
      },
    };
  } catch (error) {
    throw explainFileError(error, wanted ?? os.tmpdir(), '--state');
  }
}
