/** Logs that go on and on, each in an output channel of its own. A narrow port over the editor. */
import * as vscode from 'vscode';

export interface Log {
  /** One line, without its end. */
  write(line: string): void;
  /** Aborts when nobody can read it any more. */
  readonly signal: AbortSignal;
}

export interface Logs {
  /** Shows the log of that name, emptied when it was there before. */
  open(name: string): Log;
}

interface Open {
  readonly channel: vscode.OutputChannel;
  stop: AbortController;
}

/** Of more open logs the oldest is closed: each may hold a line to a cluster. */
const MOST_LOGS = 10;

export class EditorLogs implements Logs, vscode.Disposable {
  readonly #open = new Map<string, Open>();

  open(name: string): Log {
    const known = this.#open.get(name);
    known?.stop.abort();
    known?.channel.clear();
    this.#open.delete(name);
    const channel = known?.channel ?? vscode.window.createOutputChannel(name, 'log');
    const stop = new AbortController();
    this.#open.set(name, { channel, stop });
    const [oldest] = this.#open.keys();
    if (this.#open.size > MOST_LOGS && oldest !== undefined) this.#close(oldest);
    channel.show(true);
    return { write: line => channel.appendLine(line), signal: stop.signal };
  }

  dispose(): void {
    for (const name of [...this.#open.keys()]) this.#close(name);
  }

  #close(name: string): void {
    const open = this.#open.get(name);
    this.#open.delete(name);
    open?.stop.abort();
    open?.channel.dispose();
  }
}
