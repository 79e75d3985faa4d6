import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

const WATCHDOG = path.join(import.meta.dirname, 'watchdog.ts');

/** Sees to it that the programs started under it, and the folders made under it, never outlive this process. */
export interface Guard {
  /** Ends the process group that `child` leads when this process dies. The child has to be spawned `detached`. */
  watch(child: ChildProcess): void;
  /** Removes a folder (full path) when this process dies, until the answered function is called. */
  watchFolder(folder: string): () => void;
  /** Told when the guard itself has died: without it nothing protects from strays. */
  onLost(listener: () => void): void;
  /** Ends what is still there, and the guard. */
  close(): Promise<void>;
}

/** A plain child would live on when this process is killed; a watchdog beside it sees the end of their pipe, however it came. */
export function startGuard(): Guard {
  const watchdog = spawn(process.execPath, [WATCHDOG], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  watchdog.stdin.on('error', () => undefined); // a lost watchdog is told by its exit
  const ended = new Promise<void>(resolve => {
    watchdog.once('exit', () => resolve());
    watchdog.once('error', () => resolve());
  });
  let closing = false;
  const tell = (line: string) => {
    if (!closing) watchdog.stdin.write(`${line}\n`);
  };
  return {
    watch(child) {
      const { pid } = child;
      if (pid === undefined) return;
      tell(`+${pid}`);
      child.once('exit', () => tell(`-${pid}`));
    },
    watchFolder(folder) {
      tell(`+${folder}`);
      return () => tell(`-${folder}`);
    },
    onLost(listener) {
      void ended.then(() => {
        if (!closing) listener();
      });
    },
    async close() {
      closing = true;
      watchdog.stdin.end();
      await ended;
    },
  };
}
