/** Takes the measurements of one metric: which answer is due, and what it comes to. Each answer is worked out once. */

import type { ExprVersion } from '../../expr/builtins/version.ts';
import { isNilValue, type Value } from '../../expr/values/value.ts';
import { type Classified, classify, EPOCH, type ParsedConditions, parseConditions } from '../answers/classify.ts';
import { type DerivedAnswer, deriveAnswer } from '../answers/derive-answer.ts';
import type { ProviderAnswer } from '../answers/provider-answer.ts';
import { answerWith, behaviourOf } from '../answers/providers.ts';
import type { MetricSpec } from '../spec/metric-spec.ts';
import type { MetricAnswer, MetricScenario, TimedAnswer } from '../spec/scenario.ts';
import type { TracedPart } from '../spec/timeline.ts';

export interface Measured {
  readonly phase: Classified['phase'];
  /** Absent: the provider gave none, or its error. */
  readonly value?: string;
  readonly message: string;
  readonly trace: readonly TracedPart[];
}

export type PlainAnswer = Exclude<MetricAnswer, { kind: 'good' | 'bad' | 'nothing' | 'nan' }>;

const GOOD: MetricAnswer = { kind: 'good' };
/** Longest text of a value that a timeline repeats. */
const VALUE_CHARACTERS = 500;

export class Meter {
  readonly metric: MetricSpec;
  readonly #inTurn: readonly MetricAnswer[];
  readonly #overTime: readonly TimedAnswer[];
  readonly #conditions: ParsedConditions;
  /** The answer to everything where it does not depend on what is measured. */
  readonly #broken: MetricAnswer | undefined;
  readonly #isTimeless: boolean;
  readonly #measured = new Map<MetricAnswer, Measured>();
  /** Place in `overTime` of the latest answer: times only grow. */
  #place = -1;

  constructor(metric: MetricSpec, series: MetricScenario, version: ExprVersion) {
    this.metric = metric;
    this.#inTurn = series.inTurn ?? [];
    this.#overTime = series.overTime ?? [];
    this.#conditions = parseConditions(metric.secretConditions ?? metric, version);
    this.#broken = onlyAnswer(metric);
    const { successCondition, failureCondition } = metric.secretConditions ?? metric;
    this.#isTimeless = !/\bnow\b/.test(`${successCondition} ${failureCondition}`);
  }

  /** `taken`: measurements before this one. `ms`: since the run was created. */
  answer(taken: number, ms: number): MetricAnswer {
    if (this.#broken !== undefined) return this.#broken;
    const inTurn = this.#inTurn;
    if (inTurn.length > 0) return inTurn[Math.min(taken, inTurn.length - 1)] ?? GOOD;
    const overTime = this.#overTime;
    while ((overTime[this.#place + 1]?.fromMs ?? Number.POSITIVE_INFINITY) <= ms) this.#place += 1;
    return overTime[this.#place]?.answer ?? GOOD;
  }

  /** The answer that is given for ever from here; undefined: it will still change. */
  lastAnswer(taken: number, ms: number): MetricAnswer | undefined {
    const inTurn = this.#inTurn;
    const overTime = this.#overTime;
    const isLast = inTurn.length > 0 ? taken >= inTurn.length - 1 : (overTime.at(-1)?.fromMs ?? 0) <= ms;
    return isLast ? this.answer(taken, ms) : undefined;
  }

  /** `at`: milliseconds on the clock of the rehearsal. */
  measure(answer: MetricAnswer, at: number): Measured {
    const known = this.#measured.get(answer);
    if (known !== undefined) return known;
    const measured = this.#work(answer, EPOCH + at);
    if (this.#isTimeless) this.#measured.set(answer, measured);
    return measured;
  }

  #work(answer: MetricAnswer, now: number): Measured {
    switch (answer.kind) {
      case 'error':
        return { phase: 'Error', message: answer.message, trace: [] };
      case 'phase':
        return { phase: answer.phase, message: '', trace: [] };
      case 'value':
        return this.#judge(answerWith(this.metric, answer.value, answer.isScalar), now);
      case 'nothing':
        return this.#judge(behaviourOf(this.metric).nothing(this.metric), now);
      case 'nan': {
        const { nan, nothing } = behaviourOf(this.metric);
        return this.#judge((nan ?? nothing)(this.metric), now);
      }
      default: {
        const wanted = answer.kind === 'good' ? 'Successful' : 'Failed';
        const derived = this.#derive(wanted, now);
        if (derived === undefined) return { phase: wanted, message: '', trace: [] };
        return this.#judge(answerWith(this.metric, derived.value), now);
      }
    }
  }

  /** What a good provider answers at the start of the rehearsal. Undefined: nobody knows, and the measurement is Successful. */
  get goodAnswer(): DerivedAnswer | undefined {
    return this.#derive('Successful', EPOCH);
  }

  #derive(wanted: 'Successful' | 'Failed', now: number): DerivedAnswer | undefined {
    // What the conditions ask for may be the value of a Secret.
    if (this.#isConcealed && !this.metric.isRefused) return undefined;
    return deriveAnswer(this.metric, this.#conditions, wanted, now);
  }

  #judge(answer: ProviderAnswer, now: number): Measured {
    if ('error' in answer) return { phase: 'Error', message: answer.error, trace: [] };
    const { phase, message, trace } = this.#classify(answer.result, now);
    // A provider gives no value along with an error of the conditions.
    return phase === 'Error' ? { phase, message, trace } : { phase, message, trace, value: clip(answer.text) };
  }

  #classify(result: Value, now: number): Classified {
    const { isOpaque, secretConditions } = this.metric;
    if (isOpaque === true) {
      const message = 'The conditions depend on a value that no file says.';
      return { phase: isNilValue(result) ? 'Error' : 'Successful', message, trace: [] };
    }
    const classified = classify(this.#conditions, result, now);
    if (secretConditions === undefined) return classified;
    const message =
      classified.message === ''
        ? ''
        : 'The conditions cannot be evaluated. What is wrong with them may hold the value of a Secret.';
    return { phase: classified.phase, message, trace: [] };
  }

  get #isConcealed(): boolean {
    return this.metric.isOpaque === true || this.metric.secretConditions !== undefined;
  }
}

function onlyAnswer({ providerError, fixedAnswer }: MetricSpec): MetricAnswer | undefined {
  if (providerError !== undefined) return { kind: 'error', message: providerError };
  return fixedAnswer === undefined ? undefined : { kind: 'value', value: fixedAnswer };
}

function clip(text: string): string {
  return text.length > VALUE_CHARACTERS ? `${text.slice(0, VALUE_CHARACTERS)}…` : text;
}
