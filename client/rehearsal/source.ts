/** The first implementation of the source: plays what the server answered. Nothing outside this process takes part. */
import type { RehearseParams, TimelineEvent } from '../../server/protocol.ts';
import { fail, type Result, succeed } from '../experiments/failures/failure.ts';
import type { Requests } from '../experiments/ports/requests.ts';
import type {
  ChangeListener,
  ExperimentActions,
  ExperimentPlayback,
  ExperimentSource,
  RunRequest,
  SourceState,
} from '../experiments/ports/source.ts';
import type { Timers } from '../experiments/ports/timers.ts';
import { changedIds } from '../experiments/view/changes.ts';
import type { ExperimentView } from '../experiments/view/view.ts';
import { type Beginning, Rehearsal } from './rehearsal.ts';

export interface RehearsalPorts {
  readonly requests: Pick<Requests, 'rehearse'>;
  readonly timers: Timers;
  /** The speed that new rehearsals begin with. */
  readonly speed: () => number;
  /** The row of this source in the tree. */
  readonly label: string;
}

export class RehearsalSource implements ExperimentSource, ExperimentActions, ExperimentPlayback {
  readonly id = 'rehearsals';
  readonly icon = 'beaker';
  readonly label: string;
  readonly #ports: RehearsalPorts;
  readonly #rehearsals = new Map<string, Rehearsal>();
  readonly #listeners = new Set<ChangeListener>();
  #open = false;
  #shown: readonly ExperimentView[] = [];
  #count = 0;

  constructor(ports: RehearsalPorts) {
    this.#ports = ports;
    this.label = ports.label;
  }

  get state(): SourceState {
    return this.#open ? { kind: 'ready', experiments: this.#shown } : { kind: 'idle' };
  }

  find(experiment: string): ExperimentView | undefined {
    return this.#shown.find(view => view.id === experiment);
  }

  elapsed(experiment: string): number {
    return this.#rehearsals.get(experiment)?.clock.now() ?? 0;
  }

  history(experiment: string): readonly TimelineEvent[] {
    return this.#rehearsals.get(experiment)?.happened ?? [];
  }

  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Costs nothing while nobody looks: only the clocks of what plays tick. */
  open(): () => void {
    this.#open = true;
    return () => undefined;
  }

  close(): void {
    this.#open = false;
    for (const rehearsal of this.#rehearsals.values()) rehearsal.clock.dispose();
    this.#rehearsals.clear();
    this.#shown = [];
  }

  async run(request: RunRequest): Promise<Result<string>> {
    const { runnable } = request;
    const params = paramsOf(request);
    const answer = await this.#ports.requests.rehearse(params);
    if (!answer.ok) return answer;
    this.open();
    this.#count += 1;
    const beginning: Beginning = {
      id: `r${this.#count}`,
      params,
      course: answer.value,
      origin: { uri: runnable.uri, range: runnable.nameRange },
      speed: this.#ports.speed(),
    };
    this.#rehearsals.set(beginning.id, new Rehearsal(beginning, this.#ports.timers, () => this.#show()));
    this.#show();
    return succeed(beginning.id);
  }

  /** Asks for the course with an end by hand at the time the clock shows now, and goes on along that. */
  async terminate(experiment: string): Promise<Result<void>> {
    const rehearsal = this.#rehearsals.get(experiment);
    if (rehearsal === undefined) return fail({ kind: 'not-found' });
    const { clock, params } = rehearsal;
    const wasPaused = clock.state === 'paused';
    clock.pause();
    rehearsal.advance();
    const now = Math.ceil(clock.now());
    const answer = await this.#ports.requests.rehearse({ ...params, scenario: rehearsal.scenarioEndedAt(now) });
    if (this.#rehearsals.get(experiment) !== rehearsal) return fail({ kind: 'not-found' });
    if (answer.ok && rehearsal.agreesUntil(now, answer.value)) rehearsal.continueAs(answer.value, now);
    if (!wasPaused) clock.resume();
    this.#show();
    if (!answer.ok) return answer;
    return rehearsal.view.terminating ? succeed(undefined) : fail({ kind: 'file-changed', name: rehearsal.view.name });
  }

  async delete(experiment: string): Promise<Result<void>> {
    const rehearsal = this.#rehearsals.get(experiment);
    if (rehearsal === undefined) return fail({ kind: 'not-found' });
    rehearsal.clock.dispose();
    this.#rehearsals.delete(experiment);
    this.#show();
    return succeed(undefined);
  }

  pause(experiment: string): void {
    this.#steer(experiment, ({ clock }) => clock.pause());
  }

  resume(experiment: string): void {
    this.#steer(experiment, ({ clock }) => clock.resume());
  }

  step(experiment: string): void {
    this.#steer(experiment, rehearsal => {
      rehearsal.clock.pause();
      rehearsal.advance();
      if (rehearsal.nextAt !== undefined) rehearsal.clock.moveTo(rehearsal.nextAt);
    });
  }

  setSpeed(experiment: string, speed: number): void {
    this.#steer(experiment, ({ clock }) => clock.setSpeed(speed));
  }

  jumpToEnd(experiment: string): void {
    this.#steer(experiment, ({ clock }) => clock.moveTo(Number.POSITIVE_INFINITY));
  }

  #steer(experiment: string, steer: (rehearsal: Rehearsal) => void): void {
    const rehearsal = this.#rehearsals.get(experiment);
    if (rehearsal === undefined) return;
    steer(rehearsal);
    rehearsal.advance();
    this.#show();
  }

  #show(): void {
    const before = this.#shown;
    this.#shown = [...this.#rehearsals.values()].map(rehearsal => rehearsal.view);
    const ids = changedIds(this.id, before, this.#shown);
    if (ids.length > 0) for (const listener of this.#listeners) listener(ids);
  }
}

function paramsOf({ runnable, scenario, texts }: RunRequest): RehearseParams {
  const { uri, document, step } = runnable;
  return {
    uri,
    document,
    ...(step === undefined ? {} : { step }),
    ...(scenario === undefined ? {} : { scenario }),
    ...(texts === undefined ? {} : { texts }),
  };
}
