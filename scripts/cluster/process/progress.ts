/** Tells a person what is going on: on standard error, so that standard output keeps what programs read. */
export interface Progress {
  say(text: string): void;
  /** Names a piece of work while it lasts and tells its time at the end, with what it answers. */
  during<T extends string | undefined>(what: string, work: () => Promise<T>): Promise<void>;
}

const seconds = (since: number) => Math.round((performance.now() - since) / 1000);

/** Progress on a stream: a line that is rewritten on a terminal, a line every half minute in a log. */
export function startProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  return {
    say(text) {
      stream.write(`${text}\n`);
    },
    async during(what, work) {
      const begun = performance.now();
      const tell = () =>
        stream.write(stream.isTTY ? `\r  ${what} ... ${seconds(begun)} s` : `  ${what} ... ${seconds(begun)} s\n`);
      tell();
      const timer = setInterval(tell, stream.isTTY ? 1000 : 30_000);
      try {
        const result = await work();
        stream.write(`${stream.isTTY ? '\r' : ''}  ${what}: ${seconds(begun)} s${result ? `, ${result}` : ''}\n`);
      } finally {
        clearInterval(timer);
      }
    },
  };
}
