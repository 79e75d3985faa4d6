/** How each provider behaves when it is asked: what it answers, and how it fails. What its fields mean is in `model/providers`. */
import { formatDuration } from '../../kube/duration.ts';
import type { MetricSpec } from '../spec/metric-spec.ts';
import type { ProviderKind } from '../spec/provider-kind.ts';
import type { AnswerValue } from '../spec/scenario.ts';
import {
  type Asked,
  cloudWatchAnswer,
  firstOf,
  floatsAnswer,
  isNumberOnly,
  jsonAnswer,
  listAnswer,
  numberAnswer,
  numberOrFloats,
  type ProviderAnswer,
  rowsAnswer,
} from './provider-answer.ts';

/** What a provider may get into, one at a time. */
export type Trouble = 'error' | 'hang' | 'nan' | 'nothing';

export interface Behaviour {
  /** Who says what a measurement comes to: the conditions, the provider alone, or a plugin, which asks the conditions if it likes. */
  readonly judge: 'conditions' | 'itself' | 'plugin';
  /** Milliseconds that a measurement takes where the scenario does not say; absent: it is done in the pass that begins it. */
  readonly takesMs?: number;
  /** What it makes of the data behind it. `isScalar`: the data are one number, and no list of one. */
  readonly answer: (value: AnswerValue, asked: Asked, isScalar?: boolean) => ProviderAnswer;
  /** What it makes of no data. */
  readonly nothing: (asked: Asked) => ProviderAnswer;
  /** Absent: it has no such number. */
  readonly nan?: (asked: Asked) => ProviderAnswer;
  /** What a request to a host comes to that nobody finds. */
  readonly deadHost: 'error' | 'failure' | 'unknown';
  readonly troubles: readonly Trouble[];
  /** What goes well where nothing else is said, as a sentence without its full stop. `name`: of the template or run. */
  readonly assume: (name: string) => string;
}

export const JOB_MS = 10_000;
export const KAYENTA_MS = 60_000;

/** Of a provider whose answers the conditions judge. */
const QUERY = {
  judge: 'conditions',
  deadHost: 'unknown',
  troubles: ['error', 'nothing'],
  assume: name => `${name} answers good values`,
} satisfies Partial<Behaviour>;

const refuse = (error: string) => (): ProviderAnswer => ({ error });

const NO_POINTS = 'no values found';

const BEHAVIOURS = {
  prometheus: {
    ...QUERY,
    answer: answerPrometheus,
    nothing: asked => answerPrometheus(isNumberOnly(asked) ? 'NaN' : [], asked),
    nan: asked => answerPrometheus('NaN', asked),
    deadHost: 'error',
    troubles: ['error', 'nothing', 'nan'],
  },
  web: { ...QUERY, answer: jsonAnswer, nothing: () => jsonAnswer(null), deadHost: 'error' },
  datadog: { ...QUERY, answer: numberOrFloats, nothing: () => numberOrFloats(null) },
  newRelic: { ...QUERY, answer: rowsAnswer, nothing: refuse('no results returned from NRQL query') },
  wavefront: {
    ...QUERY,
    answer: numberOrFloats,
    nothing: refuse('No TimeSeries found in response from Wavefront'),
  },
  graphite: {
    ...QUERY,
    answer: value => {
      const answer = floatsAnswer(value);
      return answer.text === '[]' ? { error: NO_POINTS } : answer;
    },
    nothing: refuse(NO_POINTS),
    deadHost: 'error',
  },
  influxdb: { ...QUERY, answer: listAnswer, nothing: refuse('no results returned from flux query'), deadHost: 'error' },
  cloudWatch: { ...QUERY, answer: cloudWatchAnswer, nothing: () => cloudWatchAnswer([[]]) },
  skywalking: {
    ...QUERY,
    answer: jsonAnswer,
    nothing: refuse('no results returned from SkyWalking query'),
    deadHost: 'error',
  },
  job: {
    judge: 'itself',
    takesMs: JOB_MS,
    answer: jsonAnswer,
    nothing: () => jsonAnswer(null),
    deadHost: 'failure',
    troubles: ['hang'],
    assume: name => `Jobs of ${name} succeed after ${formatDuration(JOB_MS)}`,
  },
  kayenta: {
    judge: 'itself',
    takesMs: KAYENTA_MS,
    answer: jsonAnswer,
    nothing: () => jsonAnswer(null),
    deadHost: 'unknown',
    troubles: ['error'],
    assume: name => `Judgements of ${name} pass after ${formatDuration(KAYENTA_MS)}`,
  },
  plugin: {
    judge: 'plugin',
    answer: jsonAnswer,
    nothing: () => jsonAnswer(null),
    deadHost: 'unknown',
    troubles: ['error', 'nothing'],
    assume: name => `The plugin of ${name} finds all measurements Successful`,
  },
} satisfies Readonly<Record<ProviderKind, Behaviour>>;

export function isProvider(key: string): key is ProviderKind {
  return Object.hasOwn(BEHAVIOURS, key);
}

export function behaviourOf({ provider }: { readonly provider: ProviderKind }): Behaviour {
  return BEHAVIOURS[provider];
}

/** Undefined: there is no provider of that name. */
export function judgeOf(key: string): Behaviour['judge'] | undefined {
  return isProvider(key) ? BEHAVIOURS[key].judge : undefined;
}

/** A measurement outlasts the pass that begins it. */
export function isAsync(metric: { readonly provider: ProviderKind }): boolean {
  return behaviourOf(metric).takesMs !== undefined;
}

export function answerWith(
  metric: Pick<MetricSpec, 'provider' | 'shapes'>,
  value: AnswerValue,
  isScalar?: boolean,
): ProviderAnswer {
  return behaviourOf(metric).answer(value, metric, isScalar);
}

function answerPrometheus(value: AnswerValue, asked: Asked, isScalar?: boolean): ProviderAnswer {
  return isScalar === true || isNumberOnly(asked) ? numberAnswer(firstOf(value)) : floatsAnswer(value);
}
