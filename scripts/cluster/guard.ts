import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

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

export function startGuard(): Guard {
  const watchdog = spawn(process.execPath, [fileURLToPath(new URL('watchdog.ts', import.meta.url))], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.stdin.on('error', () => undefined); // a lost watchdog is told by its exit
  const ended = new Promise<void>(resolve => watchdog.once('exit', () => resolve()));
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
