import fs from 'node:fs';
import path from 'node:path';
import type { Document } from './api.ts';
import type { Value } from './fields.ts';
import type { Change } from './recorder.ts';
import type { Seen } from './seen.ts';

/** Something that a test did to the stage, beside applying documents. */
export interface Action {
  readonly second: number;
  readonly what: string;
}

/** What happened in one scenario, as data. The format is described in docs/testing-with-a-cluster.md. */
export interface Timeline {
  readonly format: 1;
  readonly scenario: string;
  readonly argo: string;
  /** Wall clock of second 0. */
  readonly begun: string | null;
  /** Second at which the recording ended. */
  readonly ended: number;
  readonly documents: readonly Document[];
  readonly actions: readonly Action[];
  readonly changes: readonly Change[];
}

interface TimelineParts {
  readonly scenario: string;
  readonly argo: string;
  /** The metrics server's URL; told as `$METRICS`. */
  readonly metrics: string;
  /** Told as `$NAMESPACE`. */
  readonly namespace: string;
  readonly documents: readonly Document[];
  readonly actions: readonly Action[];
  readonly seen: Seen;
  readonly ended: number;
}

/** Gathers the parts; what differs from run to run by chance (namespace, uids, port) is told by a name. */
export function makeTimeline({
  scenario,
  argo,
  metrics,
  namespace,
  documents,
  actions,
  seen,
  ended,
}: TimelineParts): Timeline {
  const names = new Map([
    [metrics, '$METRICS'],
    [namespace, '$NAMESPACE'],
  ]);
  for (const name of seen.names('AnalysisRun')) {
    const uid = seen.object(`AnalysisRun/${name}`)?.metadata.uid;
    if (uid !== undefined) names.set(uid, `$UID(${name})`);
  }
  const tell = (text: string) => [...names].reduce((told, [chance, name]) => told.replaceAll(chance, name), text);
  const tellValue = (value: Value) => (typeof value === 'string' ? tell(value) : value);
  const changes = seen.changes.map(({ second, object, field, from, to }) => ({
    second,
    object: tell(object),
    field,
    from: tellValue(from),
    to: tellValue(to),
  }));
  const begunAt = seen.wallClock(0);
  const begun = Number.isNaN(begunAt) ? null : new Date(begunAt * 1000).toISOString();
  return { format: 1, scenario, argo, begun, ended, documents: [...documents], actions: [...actions], changes };
}

/** Writes a timeline as `<folder>/<argo>/<scenario>.json`, one change a line. */
export function writeTimeline(folder: string, timeline: Timeline): string {
  const file = path.join(folder, timeline.argo, `${timeline.scenario}.json`);
  const { changes, ...head } = timeline;
  const lines = changes.map(change => `    ${JSON.stringify(change)}`).join(',\n');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(
    file,
    `${JSON.stringify(head, undefined, 2).replace(/\n}$/, '')},\n  "changes": [\n${lines}\n  ]\n}\n`,
  );
  return file;
}
