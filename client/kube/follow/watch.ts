/** Follows the objects of one kind: a list, then every change, for as long as wanted, through whatever happens to the line. */
import type { ClusterFailure } from '../../experiments/failures/cluster-failure.ts';
import { fail, type Result, succeed } from '../../experiments/failures/failure.ts';
import type { ObjectIdentity } from '../../experiments/objects/objects.ts';
import type { Timers } from '../../experiments/ports/timers.ts';
import { readList, readMap, readText, readWhole } from '../../experiments/values/json.ts';
import type { Call, Connection } from '../reach/connection.ts';
import { failureOfStatus, healing } from '../reach/failure.ts';
import type { Resource } from '../reach/resource.ts';
import { linesOf } from './lines.ts';
import type { Recovery } from './recovery.ts';

export interface Follow<T> {
  readonly connection: Pick<Connection, 'request' | 'stream' | 'explain' | 'server' | 'context'>;
  readonly resource: Resource;
  /** Absent: all namespaces. */
  readonly namespace?: string | undefined;
  readonly labelSelector?: string;
  /** Objects come with their metadata alone. */
  readonly metadataOnly?: true;
  /** `undefined`: no object of this kind, left out. */
  readonly read: (object: unknown) => T | undefined;
  readonly sink: Sink<T>;
  readonly recovery: Recovery;
  readonly timers: Timers;
  /** Numbers from 0 up to 1. */
  readonly random: () => number;
  /** A bug of ours: following ends, and somebody has to hear of it. */
  readonly onBug: (error: unknown) => void;
}

export interface Sink<T> {
  /** All objects that there are, as of `version`. */
  reset(objects: readonly T[], version: string): void;
  upsert(object: T): void;
  remove(uid: string): void;
  /** The follower's `lost` or `isSynced` has changed. */
  stateChanged(): void;
}

/** How one kind is followed, whichever it is. */
export interface Line {
  /** Whether the sink has been given everything at least once. */
  readonly isSynced: boolean;
  /** Why the line is cut; `undefined`: it is not. */
  readonly lost: ClusterFailure | undefined;
  /** Begins, or goes on where it stopped. */
  start(): void;
  stop(): void;
}

/** Objects in one answer of a list. */
export const PAGE = 500;
/** A page of many large objects takes a busy server its time. */
const LIST_SECONDS = 30;
/** The server ends a watch after this long, as clients of Kubernetes usually ask it to; spread, so that not all end together. */
const WATCH_SECONDS = 300;
/** Bookmarks come about every minute; a line that is silent for longer than this is taken for dead. */
export const SILENCE_MS = 100_000;
/** A watch that ends sooner than this is not begun again at once. */
const SHORT_MS = 1000;

export class Follower<T extends ObjectIdentity> implements Line {
  readonly #follow: Follow<T>;
  #running: AbortController | undefined;
  #version: string | undefined;
  #isSynced = false;
  #lost: ClusterFailure | undefined;

  constructor(follow: Follow<T>) {
    this.#follow = follow;
  }

  get isSynced(): boolean {
    return this.#isSynced;
  }

  get lost(): ClusterFailure | undefined {
    return this.#lost;
  }

  start(): void {
    if (this.#running !== undefined) return;
    const running = new AbortController();
    this.#running = running;
    this.#run(running.signal).catch(error => this.#follow.onBug(error));
  }

  stop(): void {
    this.#running?.abort();
    this.#running = undefined;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { recovery, timers } = this.#follow;
    while (!signal.aborted) {
      const begun = timers.now();
      const isWatch = this.#version !== undefined;
      const failure = isWatch ? await this.#watch(signal) : await this.#list(signal);
      if (signal.aborted) return;
      if (failure === undefined) {
        if (isWatch && timers.now() - begun < SHORT_MS) await recovery.wait('soon', signal);
        continue;
      }
      if (isGone(failure)) {
        this.#version = undefined;
        if (isWatch) continue;
      }
      this.#setLost(failure);
      await recovery.wait(healing(failure), signal);
    }
  }

  #call(verb: string, query: Readonly<Record<string, string>>, signal: AbortSignal): Call {
    const { resource, namespace, labelSelector, metadataOnly } = this.#follow;
    const form = `PartialObjectMetadata${verb === 'list' ? 'List' : ''}`;
    const accept = metadataOnly ? { accept: `application/json;as=${form};g=meta.k8s.io;v=v1` } : {};
    const selector = labelSelector === undefined ? {} : { labelSelector };
    return { verb, method: 'GET', resource, place: { namespace }, query: { ...query, ...selector }, signal, ...accept };
  }

  async #list(signal: AbortSignal): Promise<ClusterFailure | undefined> {
    const { read, sink, recovery } = this.#follow;
    const pages = await this.#pages(signal);
    if (!pages.ok) return pages.failure;
    if (signal.aborted) return undefined;
    const { items, version } = pages.value;
    this.#version = version;
    this.#isSynced = true;
    recovery.succeed();
    sink.reset(
      items.flatMap(item => read(item) ?? []),
      version,
    );
    this.#setLost(undefined);
    return undefined;
  }

  async #pages(signal: AbortSignal): Promise<Result<{ items: readonly unknown[]; version: string }, ClusterFailure>> {
    const { connection } = this.#follow;
    const items: unknown[] = [];
    let next = '';
    do {
      const query = { limit: String(PAGE), ...(next === '' ? {} : { continue: next }) };
      const answer = await connection.request({ ...this.#call('list', query, signal), seconds: LIST_SECONDS });
      if (!answer.ok) return answer;
      const list = readMap(answer.value.body);
      const metadata = readMap(list.metadata);
      items.push(...readList(list.items));
      next = readText(metadata.continue);
      if (next === '') return succeed({ items, version: readText(metadata.resourceVersion) });
    } while (!signal.aborted);
    return fail({ kind: 'cancelled' });
  }

  /** Comes back when the server has ended it (nothing wrong), or with what went wrong. */
  async #watch(signal: AbortSignal): Promise<ClusterFailure | undefined> {
    const { connection, timers, random, recovery } = this.#follow;
    const silence = new AbortController();
    const query = {
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion: this.#version ?? '',
      timeoutSeconds: String(Math.round(WATCH_SECONDS * (1 + random()))),
    };
    let cancel: (() => void) | undefined;
    const listen = () => {
      cancel?.();
      cancel = timers.after(SILENCE_MS, () => silence.abort());
    };
    try {
      const stream = await connection.stream(this.#call('watch', query, AbortSignal.any([signal, silence.signal])));
      if (!stream.ok) return stream.failure;
      recovery.succeed();
      this.#setLost(undefined);
      listen();
      for await (const line of linesOf(stream.value)) {
        listen();
        const failure = this.#receive(line);
        if (failure !== undefined || signal.aborted) return failure;
      }
      return undefined;
    } catch (error) {
      if (signal.aborted) return undefined;
      return silence.signal.aborted
        ? { kind: 'timed-out', server: connection.server, seconds: SILENCE_MS / 1000 }
        : connection.explain(error);
    } finally {
      cancel?.();
    }
  }

  /** Takes in one line of a watch. */
  #receive(line: string): ClusterFailure | undefined {
    const { read, sink, connection, resource, namespace } = this.#follow;
    const event = parse(line);
    if (event === undefined) {
      return { kind: 'server-error', server: connection.server, status: 200, reason: line.slice(0, 200) };
    }
    if (event.type === 'ERROR') {
      const { server, context } = connection;
      const status = readWhole(readMap(event.object).code) ?? 500;
      return failureOfStatus(status, JSON.stringify(event.object), {
        verb: 'watch',
        resource,
        place: { namespace },
        server,
        context,
      });
    }
    const metadata = readMap(readMap(event.object).metadata);
    if (event.type === 'DELETED') sink.remove(readText(metadata.uid));
    if (event.type === 'ADDED' || event.type === 'MODIFIED') {
      const object = read(event.object);
      if (object !== undefined) sink.upsert(object);
    }
    this.#version = readText(metadata.resourceVersion) || this.#version;
    return undefined;
  }

  #setLost(failure: ClusterFailure | undefined): void {
    this.#lost = failure;
    this.#follow.sink.stateChanged();
  }
}

/** The server no longer knows what has happened since: 410. */
function isGone(failure: ClusterFailure): boolean {
  return failure.kind === 'server-error' && failure.status === 410;
}

function parse(line: string) {
  try {
    return readMap(JSON.parse(line));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
