/**
 * How long a rehearsal takes: `node bench/rehearsal.ts` plays 24 hours of ten metrics that are measured every second, in one analysis and
 * in ten, good all day and with dips, and prints the best of the rounds and the number of events. Wanted: below 100 ms for the day.
 */

import { defaultScenario } from '../server/core/lifecycle/answers/ready-made-scenarios.ts';
import { rehearse } from '../server/core/lifecycle/experiment/rehearse.ts';
import type { ExperimentSpec } from '../server/core/lifecycle/spec/experiment-spec.ts';
import type { MetricSpec } from '../server/core/lifecycle/spec/metric-spec.ts';
import type { MetricScenario, Scenario } from '../server/core/lifecycle/spec/scenario.ts';

const HOUR = 3_600_000;
const METRICS = 10;
const ROUNDS = 10;

function metric(index: number): MetricSpec {
  return {
    name: `metric-${index}`,
    provider: 'prometheus',
    shapes: ['floats'],
    successCondition: 'result[0] < 0.05',
    failureCondition: '',
    intervalMs: 1000,
    failureLimit: 1_000_000,
    inconclusiveLimit: 0,
    consecutiveErrorLimit: 4,
    consecutiveSuccessLimit: 0,
    dryRun: false,
    retention: 10,
  };
}

/** `perAnalysis`: metrics in each analysis. */
function experiment(perAnalysis: number): ExperimentSpec {
  const labels = { app: 'a' };
  const metrics = Array.from({ length: METRICS }, (_, index) => metric(index));
  return {
    name: 'e',
    duration: '24h',
    templates: [{ name: 'a', selector: { matchLabels: labels }, podLabels: labels, containerPorts: [] }],
    analyses: Array.from({ length: METRICS / perAnalysis }, (_, index) => ({
      name: `x${index}`,
      templateName: 't',
      run: { metrics: metrics.slice(index * perAnalysis, (index + 1) * perAnalysis) },
    })),
  };
}

/** Bad for a minute in each hour. */
const DIPS: MetricScenario = {
  overTime: Array.from({ length: 24 }, (_, hour) => [
    { fromMs: hour * HOUR + 600_000, answer: { kind: 'bad' } as const },
    { fromMs: hour * HOUR + 660_000, answer: { kind: 'good' } as const },
  ]).flat(),
};

function withDips(spec: ExperimentSpec): Scenario['metrics'] & object {
  return Object.fromEntries(
    spec.analyses.map(({ name, run }) => [
      name,
      Object.fromEntries((run?.metrics ?? []).map(each => [each.name, DIPS])),
    ]),
  );
}

/** One kind of day. */
export interface Day {
  readonly what: string;
  /** Best of the rounds, milliseconds: by the clock, and of the processor, which other work on the machine disturbs less. */
  readonly clock: number;
  readonly processor: number;
  readonly outcome: string;
}

export function measureDays(): readonly Day[] {
  return [METRICS, 1].flatMap(perAnalysis => {
    const spec = experiment(perAnalysis);
    const count = METRICS / perAnalysis;
    const analyses = `${METRICS} metrics at 1 s in ${count} ${count === 1 ? 'analysis' : 'analyses'}`;
    return [measure(`${analyses}, good`, spec, {}), measure(`${analyses}, with dips`, spec, withDips(spec))];
  });
}

function measure(what: string, spec: ExperimentSpec, metrics: Scenario['metrics'] & object): Day {
  const scenario = { ...defaultScenario(spec), metrics };
  let [clock, processor, outcome] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, ''];
  for (let round = 0; round < ROUNDS; round++) {
    const [begun, used] = [performance.now(), process.cpuUsage()];
    const { events, verdict } = rehearse(spec, scenario);
    const { user, system } = process.cpuUsage(used);
    clock = Math.min(clock, performance.now() - begun);
    processor = Math.min(processor, (user + system) / 1000);
    outcome = `${events.length} events, ${verdict.kind}${'phase' in verdict ? ` ${verdict.phase}` : ''}`;
  }
  return { what, clock, processor, outcome };
}

if (import.meta.main) {
  for (const { what, clock, processor, outcome } of measureDays()) {
    console.log(`24 h, ${what}: ${clock.toFixed(0)} ms, ${processor.toFixed(0)} ms of the processor, ${outcome}`);
  }
}
