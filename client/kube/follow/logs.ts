/** What the containers of a pod have written, and go on writing. */
import type { ClusterFailure } from '../../experiments/failures/cluster-failure.ts';
import { type Result, succeed } from '../../experiments/failures/failure.ts';
import { present, readIdentity } from '../../experiments/objects/objects.ts';
import { readList, readMap, readText, readTime } from '../../experiments/values/json.ts';
import type { Connection } from '../reach/connection.ts';
import { PODS } from '../reach/resource.ts';
import { linesOf } from './lines.ts';

export interface PodPlace {
  readonly namespace: string;
  readonly pod: string;
}

export interface LogRequest extends PodPlace {
  readonly container: string;
  /** Goes on until the container ends or `signal` aborts. */
  readonly follow?: boolean;
  /** Only the last lines. */
  readonly tail?: number;
  /** Of the container's life before its last restart. */
  readonly previous?: boolean;
  readonly signal: AbortSignal;
}

export interface LogLine {
  readonly text: string;
  /** Milliseconds since the epoch; absent: the kubelet gave no time. */
  readonly at?: number;
}

export interface ContainerName {
  readonly name: string;
  readonly kind: 'init' | 'main' | 'ephemeral';
}

/** A program that never ends its line is cut there. */
const LONGEST_LINE = 100_000;

/** In the order in which they run: init containers first. */
export async function listContainers(
  connection: Connection,
  { namespace, pod }: PodPlace,
): Promise<Result<readonly ContainerName[], ClusterFailure>> {
  const answer = await connection.request({
    verb: 'get',
    method: 'GET',
    resource: PODS,
    place: { namespace, name: pod },
  });
  if (!answer.ok) return answer;
  const spec = readMap(readMap(answer.value.body).spec);
  const named = (key: string, kind: ContainerName['kind']) =>
    readList(spec[key]).map(item => ({ name: readText(readMap(item).name), kind }));
  return succeed([
    ...named('initContainers', 'init'),
    ...named('containers', 'main'),
    ...named('ephemeralContainers', 'ephemeral'),
  ]);
}

/** Names of the pods of a Job, newest first: one that failed is tried again by another. */
export async function listJobPods(
  connection: Connection,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): Promise<Result<readonly string[], ClusterFailure>> {
  // Job names are at most 63 characters long, as a label's value may be.
  const query = { labelSelector: `job-name=${name}` };
  const answer = await connection.request({ verb: 'list', method: 'GET', resource: PODS, place: { namespace }, query });
  if (!answer.ok) return answer;
  const pods = readList(readMap(answer.value.body).items).flatMap(item => readIdentity(item) ?? []);
  return succeed(pods.sort((a, b) => b.createdAt - a.createdAt).map(pod => pod.name));
}

/**
 * Lines as they come, each with its time. The iteration ends with the log, and quietly when `signal` aborts; when the
 * line breaks it ends with the failure as its last value.
 */
export async function readLog(
  connection: Connection,
  { namespace, pod, container, follow = false, tail, previous = false, signal }: LogRequest,
): Promise<Result<AsyncIterable<LogLine | { readonly failure: ClusterFailure }>, ClusterFailure>> {
  const stream = await connection.stream({
    verb: 'get',
    method: 'GET',
    resource: PODS,
    place: { namespace, name: pod, subresource: 'log' },
    query: {
      container,
      timestamps: 'true',
      ...(follow ? { follow: 'true' } : {}),
      ...(previous ? { previous: 'true' } : {}),
      ...(tail === undefined ? {} : { tailLines: String(tail) }),
    },
    signal,
  });
  return stream.ok ? succeed(linesWithTime(connection, stream.value, signal)) : stream;
}

async function* linesWithTime(
  connection: Connection,
  texts: AsyncIterable<string>,
  signal: AbortSignal,
): AsyncGenerator<LogLine | { readonly failure: ClusterFailure }> {
  try {
    for await (const line of linesOf(texts, LONGEST_LINE)) yield splitTime(line);
  } catch (error) {
    if (!signal.aborted) yield { failure: connection.explain(error) };
  }
}

/** `2026-11-23T07:24:01.123456789Z the line` */
function splitTime(line: string): LogLine {
  const [, time, text] = /^(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)) ?(.*)$/s.exec(line) ?? [];
  return text === undefined ? { text: line } : { text, ...present('at', readTime(time)) };
}
