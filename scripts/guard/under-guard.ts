import { type Guard, startGuard } from './guard.ts';
import { onStop } from './processes.ts';

/** Runs `work` under a guard: told to end (Ctrl+C, a closed terminal, an npm that is gone) its signal aborts, and no program outlives it. */
export async function underGuard<T>(work: (guard: Guard, signal: AbortSignal) => Promise<T>): Promise<T> {
  const guard = startGuard();
  const ending = new AbortController();
  const end = () => ending.abort();
  onStop(end);
  guard.onLost(end);
  try {
    return await work(guard, ending.signal);
  } finally {
    await guard.close();
  }
}
