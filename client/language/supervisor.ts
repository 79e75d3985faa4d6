/**
 * Keeps the language server alive: starts it, starts it again when it dies, with a growing pause, and says so; gives up
 * when it dies too often. Each start is a session of its own, so that nothing of a dead one lives on.
 */
import type { Timers } from '../experiments/ports/timers.ts';

export interface Session {
  /** Rejects when the server could not be started. */
  start(): Promise<void>;
  /** Ends the server and all that belongs to the session; also one that never started. */
  stop(): Promise<void>;
}

export type ServerState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running' }
  /** Waits before the next try. */
  | { readonly kind: 'waiting'; readonly attempt: number; readonly attempts: number }
  | { readonly kind: 'given-up'; readonly attempts: number };

/** Pauses before each new try, in milliseconds. As many tries as there are pauses. */
export const PAUSES_MS: readonly number[] = [500, 1000, 2000, 4000, 8000];
/** Having lived this long, a server counts as healthy again. */
export const HEALTHY_AFTER_MS = 3 * 60_000;

export interface SupervisorPorts<S extends Session> {
  /** `died` may be called at any time, also more than once. */
  readonly create: (died: () => void) => S;
  readonly timers: Timers;
  readonly changed: (state: ServerState) => void;
  readonly log: (message: string) => void;
}

export class Supervisor<S extends Session> {
  readonly #ports: SupervisorPorts<S>;
  #state: ServerState = { kind: 'stopped' };
  #session: S | undefined;
  #deaths = 0;
  #startedAt = 0;
  #cancelPause: (() => void) | undefined;

  constructor(ports: SupervisorPorts<S>) {
    this.#ports = ports;
  }

  get state(): ServerState {
    return this.#state;
  }

  /** The session that answers, or is about to; `undefined`: there is none now. */
  get session(): S | undefined {
    return this.#session;
  }

  async start(): Promise<void> {
    this.#cancelPause?.();
    this.#cancelPause = undefined;
    const session: S = this.#ports.create(() => this.#died(session));
    this.#session = session;
    this.#startedAt = this.#ports.timers.now();
    this.#become({ kind: 'starting' });
    try {
      await session.start();
    } catch (error) {
      this.#ports.log(`the language server did not start: ${error instanceof Error ? error.message : String(error)}`);
      this.#died(session);
      return;
    }
    if (this.#session === session) this.#become({ kind: 'running' });
  }

  /** By hand: at once, and with all tries left. */
  async restart(): Promise<void> {
    this.#deaths = 0;
    await this.stop();
    await this.start();
  }

  async stop(): Promise<void> {
    this.#cancelPause?.();
    this.#cancelPause = undefined;
    const session = this.#session;
    this.#session = undefined;
    this.#become({ kind: 'stopped' });
    if (session !== undefined) await this.#end(session);
  }

  #died(session: S): void {
    // Its end may be noticed twice, or have been asked for.
    if (this.#session !== session) return;
    this.#session = undefined;
    void this.#end(session);
    if (this.#ports.timers.now() - this.#startedAt >= HEALTHY_AFTER_MS) this.#deaths = 0;
    this.#deaths += 1;
    const pause = PAUSES_MS[this.#deaths - 1];
    const attempts = PAUSES_MS.length;
    if (pause === undefined) {
      this.#become({ kind: 'given-up', attempts });
    } else {
      this.#cancelPause = this.#ports.timers.after(pause, () => void this.start());
      this.#become({ kind: 'waiting', attempt: this.#deaths, attempts });
    }
  }

  async #end(session: S): Promise<void> {
    try {
      await session.stop();
    } catch (error) {
      // A server that is gone cannot be asked to stop; what matters is that the session lets go of it.
      this.#ports.log(`stopping the language server: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #become(state: ServerState): void {
    this.#state = state;
    this.#ports.changed(state);
  }
}
