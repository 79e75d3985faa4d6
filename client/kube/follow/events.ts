/** What the cluster has noted about an object: the only place where scheduling and quotas speak. */
import type { ClusterFailure } from '../../experiments/failures/cluster-failure.ts';
import { type Result, succeed } from '../../experiments/failures/failure.ts';
import { type Json, readList, readMap, readText, readTime, readWhole } from '../../experiments/values/json.ts';
import type { Connection } from '../reach/connection.ts';
import { EVENTS } from '../reach/resource.ts';

export interface ObjectEvent {
  readonly isWarning: boolean;
  /** One word: `FailedScheduling`. */
  readonly reason: string;
  readonly message: string;
  /** How often it was seen. */
  readonly count: number;
  /** Milliseconds since the epoch, on the cluster's clock. */
  readonly lastAt: number;
  /** Who noted it. */
  readonly source: string;
}

const MOST_EVENTS = 500;

/** Of one object, the newest first. The cluster forgets them, usually after an hour. */
export async function listEvents(
  connection: Connection,
  object: { readonly namespace: string; readonly uid: string },
): Promise<Result<readonly ObjectEvent[], ClusterFailure>> {
  const answer = await connection.request({
    verb: 'list',
    method: 'GET',
    resource: EVENTS,
    place: { namespace: object.namespace },
    query: { fieldSelector: `involvedObject.uid=${object.uid}`, limit: String(MOST_EVENTS) },
  });
  if (!answer.ok) return answer;
  const events = readList(readMap(answer.value.body).items).map(item => readEvent(readMap(item)));
  return succeed(events.sort((a, b) => b.lastAt - a.lastAt));
}

function readEvent(event: Json): ObjectEvent {
  const { series, source, metadata } = event;
  const times = [
    readMap(series).lastObservedTime,
    event.lastTimestamp,
    event.eventTime,
    readMap(metadata).creationTimestamp,
  ];
  return {
    isWarning: event.type === 'Warning',
    reason: readText(event.reason),
    message: readText(event.message),
    count: readWhole(readMap(series).count) ?? readWhole(event.count) ?? 1,
    lastAt: times.flatMap(time => readTime(time) ?? [])[0] ?? 0,
    source: readText(event.reportingComponent) || readText(readMap(source).component),
  };
}
