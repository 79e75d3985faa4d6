/** What the timeline tells of metrics and measurements. Of very many measurements only some get events of their own. */

import type { DecidingRule } from '../spec/deciding-rule.ts';
import type { MeasurementEvent, MetricCounts, Phase, TimelineEvent, TracedPart } from '../spec/timeline.ts';
import type { Measurement, MetricState } from './metric-state.ts';
import type { RunListener } from './run-pass.ts';
import { isCompleted } from './status.ts';

/** Measurements of a metric that are told one by one; after them each event stands for more and more. */
const TOLD_SINGLY = 100;
/** After so many events the next ones stand for twice as many measurements. */
const TOLD_ALIKE = 50;
/** Measurements beyond the first ones that are told because they came to something else than the one before. */
const TOLD_CHANGES = 400;

interface Account {
  told: number;
  untold: number;
  /** How many measurements the next event stands for. */
  covers: number;
  changes: number;
  phase: Phase | '';
  /** The latest measurement that was not told. */
  waiting: Measurement | undefined;
  hasBegun: boolean;
}

/** Where the events go, and the clock they get their time from. */
export interface RunStage {
  readonly now: number;
  readonly events: TimelineEvent[];
}

export class RunEvents implements RunListener {
  readonly isArgo110: boolean;
  readonly #stage: RunStage;
  readonly #names: { readonly analysis: string; readonly analysisRun: string };
  readonly #accounts = new Map<MetricState, Account>();

  constructor(stage: RunStage, names: { analysis: string; analysisRun: string }, isArgo110: boolean) {
    this.#stage = stage;
    this.#names = names;
    this.isArgo110 = isArgo110;
  }

  measurementBegan(metric: MetricState, measurement: Measurement): void {
    const account = this.#account(metric);
    if (account.told >= TOLD_SINGLY) return;
    account.hasBegun = true;
    this.#tell(metric, measurement, {
      covers: 1,
      from: '',
      message: `Measurement ${measurement.number} is under way.`,
    });
  }

  measurementEnded(metric: MetricState, measurement: Measurement): void {
    const account = this.#account(metric);
    const isChange = account.phase !== measurement.phase;
    account.phase = measurement.phase;
    account.untold += 1;
    account.waiting = measurement;
    const isDue = account.untold >= account.covers;
    if (!isDue && !(isChange && account.changes < TOLD_CHANGES)) return;
    if (!isDue) account.changes += 1;
    this.#tellWaiting(metric, account);
  }

  metricChanged(metric: MetricState, from: Phase | '', why: string, rule: DecidingRule | ''): void {
    const { phase, spec } = metric;
    if (phase === '') return;
    if (isCompleted(phase)) this.#tellWaiting(metric, this.#account(metric));
    this.#stage.events.push({
      at: this.#stage.now,
      subject: 'metric',
      name: spec.name,
      ...this.#names,
      from,
      to: phase,
      counts: { ...metric.counts },
      message: why,
      ...(rule === '' ? {} : { rule }),
    });
  }

  /** Tells what has not been told yet, when nothing more will come. */
  close(): void {
    for (const [metric, account] of this.#accounts) this.#tellWaiting(metric, account);
  }

  #account(metric: MetricState): Account {
    const known = this.#accounts.get(metric);
    if (known !== undefined) return known;
    const account: Account = {
      told: 0,
      untold: 0,
      covers: 1,
      changes: 0,
      phase: '',
      waiting: undefined,
      hasBegun: false,
    };
    this.#accounts.set(metric, account);
    return account;
  }

  #tellWaiting(metric: MetricState, account: Account): void {
    const { waiting, untold, hasBegun } = account;
    if (waiting === undefined) return;
    account.told += 1;
    account.covers = 2 ** Math.max(0, Math.ceil((account.told - TOLD_SINGLY) / TOLD_ALIKE));
    account.untold = 0;
    account.waiting = undefined;
    account.hasBegun = false;
    const { trace } = metric.meter.measure(waiting.answer, waiting.startedAt);
    const message = describeMeasurement(waiting, trace);
    this.#tell(metric, waiting, { covers: untold, from: hasBegun ? 'Running' : '', message, trace });
  }

  #tell(
    metric: MetricState,
    measurement: Measurement,
    rest: Pick<MeasurementEvent, 'covers' | 'from' | 'message' | 'trace'>,
  ): void {
    const { number, phase, startedAt, finishedAt, value } = measurement;
    const counts: MetricCounts = { ...metric.counts };
    this.#stage.events.push({
      at: this.#stage.now,
      subject: 'measurement',
      name: metric.spec.name,
      ...this.#names,
      number,
      to: phase,
      startedAt,
      ...(finishedAt === undefined ? {} : { finishedAt }),
      ...(value === undefined ? {} : { value }),
      counts,
      ...rest,
    });
  }
}

/** `result[0] = 0.12, result[0] < 0.05 is false`. */
function describeMeasurement(
  { message, value, phase, number, answer }: Measurement,
  trace: readonly TracedPart[],
): string {
  if (message !== '') return message;
  if (answer.kind === 'bad' && answer.message !== undefined) return answer.message;
  const [whole, ...parts] = trace;
  if (whole === undefined) return value === undefined ? `Measurement ${number} is ${phase}.` : `Answered ${value}.`;
  const operand = parts.find(part => part.value !== 'true' && part.value !== 'false');
  return `${operand === undefined ? '' : `${operand.text} = ${operand.value}, `}${whole.text} is ${whole.value}`;
}
