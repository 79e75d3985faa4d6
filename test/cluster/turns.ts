/** Who begins when, so that a busy machine is not what makes things late. */

/** What comes back when it is the caller's turn to begin: at least so many milliseconds after the one before. */
export function turns(apart: number): () => Promise<void> {
  let next = 0;
  return async () => {
    const now = performance.now();
    next = Math.max(next, now) + apart;
    await new Promise(resolve => setTimeout(resolve, next - apart - now));
  };
}

/** Does works one after the other, along so many lanes; a work that fails keeps nobody waiting. */
export function lanes(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  const ends: Promise<unknown>[] = Array.from({ length: count }, () => Promise.resolve());
  let taken = 0;
  return work => {
    const lane = taken++ % count;
    const result = (ends[lane] ?? Promise.resolve()).then(work);
    ends[lane] = result.catch(() => undefined);
    return result;
  };
}
