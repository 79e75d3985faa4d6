import fs from 'node:fs';

/** MiB that one program's log may take, twice: the file and the one before it. A controller in a busy loop writes gigabytes within minutes. */
const megabytes = 8;

/** A log file that never grows beyond a bound: when it is full it becomes `<file>.1` and a new one begins. */
export class BoundedLog {
  readonly file: string;
  readonly #limit: number;
  #descriptor: number;
  #size = 0;

  constructor(file: string, limit: number = megabytes * 2 ** 20) {
    this.file = file;
    this.#limit = limit;
    this.#descriptor = fs.openSync(file, 'w', 0o600);
  }

  write(chunk: Uint8Array): void {
    if (this.#size > 0 && this.#size + chunk.length > this.#limit) {
      fs.closeSync(this.#descriptor);
      fs.renameSync(this.file, `${this.file}.1`);
      this.#descriptor = fs.openSync(this.file, 'w', 0o600);
      this.#size = 0;
    }
    fs.writeSync(this.#descriptor, chunk);
    this.#size += chunk.length;
  }

  close(): void {
    fs.closeSync(this.#descriptor);
  }
}

/** Bytes that the end of a log is looked at for. */
const endBytes = 16_384;

/** The end of a text file; empty when there is no such file. */
export function readEnd(file: string): string {
  if (!fs.existsSync(file)) return '';
  const descriptor = fs.openSync(file, 'r');
  try {
    const { size } = fs.fstatSync(descriptor);
    const buffer = Buffer.alloc(Math.min(endBytes, size));
    fs.readSync(descriptor, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8').trimEnd();
  } finally {
    fs.closeSync(descriptor);
  }
}

/** The last lines of a text, at most `lines`, each cut to a readable length. */
export function lastLines(text: string, lines = 12): string {
  const all = text.split('\n').slice(-lines);
  return all.map(line => (line.length > 300 ? `${line.slice(0, 300)}…` : line)).join('\n');
}
