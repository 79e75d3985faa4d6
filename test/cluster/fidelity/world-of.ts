/** What the stage was told to do, as a scenario of the rehearsal: pods by their annotations, metrics by their scripts, people by the actions. */

import { parseAnswers, readQuery } from '../../../scripts/cluster/api/metrics-answers.ts';
import type {
  MetricAnswer,
  MetricScenario,
  PodScenario,
  Scenario,
} from '../../../server/core/lifecycle/spec/scenario.ts';
import type { Document } from '../api.ts';
import { readPath } from '../fields.ts';
import type { Timeline } from '../timeline.ts';

/** What the played kubelet takes for a pod that is told nothing. */
const POD_MS = 500;

export interface World {
  readonly scenario: Partial<Scenario>;
  /** By metric name, for AnalysisRuns that stand by themselves. */
  readonly metrics: Readonly<Record<string, MetricScenario>>;
  readonly secondOffsetMs: number;
  readonly missingSecrets: readonly string[];
}

/**
 * What the cluster around the controllers took its time for is taken from the recording: when pods became ready and Jobs were done, and
 * where in the wall clock's second all began. `begunSecond`: when the object that is rehearsed was created, by the recording's clock.
 */
export function worldOf(timeline: Timeline, begunSecond: number): World {
  const { documents, begun } = timeline;
  const experiment = documents.find(({ kind }) => kind === 'Experiment');
  const analyses = listAt(experiment, 'spec', 'analyses').map(each => ({
    name: textAt(each, 'name'),
    template: textAt(each, 'templateName'),
    kind: readPath(each, 'clusterScope') === true ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate',
  }));
  const templateOf = (kind: string, name: string) =>
    documents.find(each => each.kind === kind && readPath(each.metadata, 'name') === name);
  const run = documents.find(({ kind }) => kind === 'AnalysisRun');
  const missingSecrets = readMissingSecrets(documents);
  const secondOffsetMs = Math.round(Date.parse(begun ?? '') + begunSecond * 1000) % 1000;
  const jobs = readJobTimes(timeline);
  return {
    metrics: readMetrics(run, jobs),
    secondOffsetMs,
    missingSecrets,
    scenario: {
      defaultPods: { readyAfterMs: POD_MS },
      pods: Object.fromEntries(
        listAt(experiment, 'spec', 'templates').map(each => {
          const name = textAt(each, 'name');
          return [name, readPods(each, readPodTimes(timeline, each, begunSecond))] as const;
        }),
      ),
      metrics: Object.fromEntries(
        analyses.map(({ name, kind, template }) => [name, readMetrics(templateOf(kind, template), jobs)] as const),
      ),
      missingTemplates: analyses.filter(({ kind, template }) => !templateOf(kind, template)).map(({ name }) => name),
      missingSecrets,
      secondOffsetMs,
      ...readActions(timeline, begunSecond),
    },
  };
}

/** Secrets that args come from and that are not staged. */
function readMissingSecrets(documents: readonly Document[]): readonly string[] {
  const staged = documents.filter(({ kind }) => kind === 'Secret').map(({ metadata }) => readPath(metadata, 'name'));
  const wanted = documents.flatMap(document =>
    listAt(document, 'spec', 'args').map(arg => textAt(readPath(arg, 'valueFrom', 'secretKeyRef'), 'name')),
  );
  return wanted.filter(name => name !== '' && !staged.includes(name));
}

interface PodTimes {
  /** Milliseconds after the start at which the first pod was ready, and by which each further one was later on average. */
  readonly readyMs: number | undefined;
  readonly apartMs: number;
  readonly crashedMs: number | undefined;
  readonly recoveredMs: number | undefined;
}

/**
 * Of the pods that a ReplicaSet got first. They count from where the controller noticed them: what lies before is the played kubelet's
 * and the other controllers' time.
 */
function readPodTimes({ changes }: Timeline, template: unknown, begunSecond: number): PodTimes {
  const name = textAt(template, 'name');
  const replicaSet = `ReplicaSet/e-${name}`;
  const ms = (second: number | undefined) => second && Math.max(0, Math.round((second - begunSecond) * 1000));
  const scaled = changes.find(each => each.object === replicaSet && each.field === 'spec.replicas' && each.to !== 0);
  const isReady = /^status\.containerStatuses\[.+\]\.ready$/;
  const ready = changes.filter(
    ({ object, field, to }) => object.startsWith(`Pod/e-${name}-`) && isReady.test(field) && to === true,
  );
  const all = ready.slice(0, Number(scaled?.to ?? 1)).map(({ second }) => ms(second) ?? 0);
  const apartMs = all.length < 2 ? 0 : Math.round(((all.at(-1) ?? 0) - (all[0] ?? 0)) / (all.length - 1));
  const status = changes.filter(
    ({ object, field }) => object === 'Experiment/e' && field === `status.templateStatuses[${name}].status`,
  );
  const running = status.findIndex(({ to }) => to === 'Running');
  const [noticed, crashed, recovered] = (running < 0 ? [] : status.slice(running)).map(({ second, to }, i) =>
    to === (i % 2 === 0 ? 'Running' : 'Progressing') ? ms(second) : undefined,
  );
  const minReadyMs = 1000 * Number(readPath(template, 'minReadySeconds') ?? 0);
  const readyMs = noticed === undefined ? all[0] : noticed - minReadyMs - apartMs * (all.length - 1);
  return { readyMs: readyMs && Math.max(0, readyMs), apartMs, crashedMs: crashed, recoveredMs: recovered };
}

/** Milliseconds from the creation of each Job to its end, in the order of creation. */
function readJobTimes({ changes }: Timeline): readonly number[] {
  const created = changes.filter(
    ({ object, field, to }) => object.startsWith('Job/') && field === 'exists' && to === true,
  );
  return created.map(({ object, second }) => {
    const isEnd = /^status\.conditions\[(Complete|Failed)\]\.status$/;
    const done = changes.find(each => each.object === object && isEnd.test(each.field));
    return Math.round(1000 * ((done?.second ?? Number.POSITIVE_INFINITY) - second));
  });
}

/** When somebody set `spec.terminate`, or cleared the status. */
export function readActions(
  { actions }: Timeline,
  begunSecond: number,
): { readonly terminateAtMs?: number; readonly retryAtMs?: number } {
  const find = (patch: RegExp): number | undefined => {
    const action = actions.find(({ what }) => patch.test(what));
    return action && Math.max(1, Math.round((action.second - begunSecond) * 1000));
  };
  const terminateAtMs = find(/^patch \S+ \{"spec":\{"terminate":true\}\}$/);
  const retryAtMs = find(/^patch Experiment\/e \{"status":null\}$/);
  return {
    ...(terminateAtMs === undefined ? {} : { terminateAtMs }),
    ...(retryAtMs === undefined ? {} : { retryAtMs }),
  };
}

function readPods(template: unknown, { readyMs, apartMs, crashedMs, recoveredMs }: PodTimes): PodScenario {
  const play = playOf(readPath(template, 'template'));
  if (play.waiting !== undefined) return { readyAfterMs: 0, neverReady: play.waiting };
  if (play['never-ready'] !== undefined) return { readyAfterMs: 0, neverReady: 'Unready' };
  const readyAfterMs = readyMs ?? (play['ready-after'] === undefined ? POD_MS : seconds(play['ready-after']));
  if (play['crash-after'] === undefined) return { readyAfterMs, apartMs };
  const crashAfterMs = crashedMs ?? readyAfterMs + seconds(play['crash-after']);
  const readyAgainAfterMs = recoveredMs === undefined ? {} : { readyAgainAfterMs: recoveredMs - crashAfterMs };
  return { readyAfterMs, apartMs, crashAfterMs, ...readyAgainAfterMs };
}

function readMetrics(owner: Document | undefined, jobs: readonly number[]): Readonly<Record<string, MetricScenario>> {
  return Object.fromEntries(
    listAt(owner, 'spec', 'metrics').map(
      metric => [textAt(metric, 'name'), readSeries(readPath(metric, 'provider'), jobs)] as const,
    ),
  );
}

function readSeries(provider: unknown, jobs: readonly number[]): MetricScenario {
  const job = readPath(provider, 'job');
  if (job !== undefined)
    return { inTurn: jobs.length === 0 ? [readJob(job, undefined)] : jobs.map(ms => readJob(job, ms)) };
  const query = textAt(readPath(provider, 'prometheus'), 'query');
  const web = readPath(provider, 'web');
  const url = textAt(web, 'url').replace('$METRICS', 'http://metrics');
  const script = url === '' ? readQuery(query).answers : new URL(url).searchParams.get('answers');
  if (script === null || script === undefined) return {};
  const answers = parseAnswers(script);
  if (typeof answers === 'string') throw new Error(`a metric without script: ${answers}`);
  const timeoutMs = 1000 * Number(readPath(web, 'timeoutSeconds') ?? 10);
  const jsonPath = textAt(web, 'jsonPath');
  return {
    inTurn: answers.map((answer): MetricAnswer => {
      const takesMs = answer.afterSeconds * 1000;
      if (web !== undefined && takesMs > timeoutMs) {
        return { kind: 'error', message: 'context deadline exceeded', takesMs: timeoutMs };
      }
      if (answer.status >= 300) {
        return { kind: 'error', message: `received non 2xx response code: ${answer.status}`, takesMs };
      }
      if (answer.body !== undefined) return { kind: 'phase', phase: 'Successful', takesMs };
      const value = pick(answer.value, jsonPath);
      // The script is JSON, whose values are what an answer can be.
      return { kind: 'value', value: value as never, takesMs, ...(answer.scalar ? { isScalar: true } : {}) };
    }),
  };
}

function readJob(job: unknown, ms: number | undefined): MetricAnswer {
  const play = playOf(readPath(job, 'spec', 'template'));
  if (play.waiting === 'ImagePullBackOff') return { kind: 'phase', phase: 'Inconclusive', takesMs: POD_MS };
  const takesMs = ms !== undefined && Number.isFinite(ms) ? ms : seconds(play['run-for'] ?? '200ms');
  return { kind: play.exit === undefined || play.exit === '0' ? 'good' : 'bad', takesMs };
}

/** `{$.a.b}`: no scenario has more. */
function pick(value: unknown, jsonPath: string): unknown {
  const keys =
    /^\{\$((?:\.\w+)*)\}$/
      .exec(jsonPath)?.[1]
      ?.split('.')
      .filter(key => key !== '') ?? [];
  return readPath(value, ...keys) ?? null;
}

function playOf(owner: unknown): Readonly<Record<string, string | undefined>> {
  const annotations = readPath(owner, 'metadata', 'annotations');
  if (typeof annotations !== 'object' || annotations === null) return {};
  return Object.fromEntries(
    Object.entries(annotations).map(([key, value]) => [key.replace(/^play\//, ''), String(value)]),
  );
}

function seconds(duration: string): number {
  const [, number = '0', unit = 's'] = /^([\d.]+)(ms|s|m)$/.exec(duration) ?? [];
  return Number(number) * (unit === 'ms' ? 1 : unit === 'm' ? 60_000 : 1000);
}

function listAt(value: unknown, ...keys: readonly string[]): readonly unknown[] {
  const list = readPath(value, ...keys);
  return Array.isArray(list) ? list : [];
}

function textAt(value: unknown, key: string): string {
  const text = readPath(value, key);
  return typeof text === 'string' ? text : '';
}
