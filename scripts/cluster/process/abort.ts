/** The work was told to end (Ctrl+C, a closed terminal); nothing is wrong. */
export class Aborted extends Error {
  constructor() {
    super('told to end');
    this.name = 'Aborted';
  }
}

/** Gives what the work gives, or rejects with `Aborted` as soon as the signal says so. */
export async function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(new Aborted());
  });
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
