/** What is said about a rehearsal as a whole: what certainly goes wrong in it, and what it takes for granted. */
import { formatDuration } from '../kube/duration.ts';
import { Meter } from '../lifecycle/analysis/meter.ts';
import { behaviourOf, JOB_MS } from '../lifecycle/answers/providers.ts';
import { USUAL_PODS } from '../lifecycle/answers/ready-made-scenarios.ts';
import type { ExperimentSpec } from '../lifecycle/spec/experiment-spec.ts';
import type { MetricSpec, RunSpec } from '../lifecycle/spec/metric-spec.ts';
import type { MetricAnswer, MetricScenario, Scenario } from '../lifecycle/spec/scenario.ts';
import type { TimelineNote } from '../lifecycle/spec/timeline.ts';
import { exprVersion } from '../model/condition.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import { variablesIn } from '../templating/tokens.ts';
import type { Flaw } from './flaws.ts';
import type { JudgedExperiment } from './judge.ts';

type Note = TimelineNote;

/** Of the metrics of one run. */
interface RunNotes {
  /** Of the template, or of the run. */
  readonly name: string;
  readonly analysis?: string;
  readonly flaws: readonly Flaw[];
  /** What the scenario says, by metric name. */
  readonly series: Readonly<Record<string, MetricScenario>>;
}

/** What is certain first. `scenario`: the whole one that is played. */
export function notesOf(
  spec: ExperimentSpec,
  judged: JudgedExperiment | undefined,
  scenario: Scenario,
  argoVersion: ArgoVersion,
): readonly Note[] {
  const calls = new Map(judged?.calls.map(call => [call.name, call] as const));
  const notes = spec.analyses.flatMap(({ name, templateName, run, runRefusal, crash }): readonly Note[] => {
    if (Object.hasOwn(scenario.analyses, name)) return [];
    const call = calls.get(name);
    const wrong = (text: string): readonly Note[] => [{ kind: 'wrong', text: `${name}: ${text}`, analysis: name }];
    if (scenario.missingTemplates.includes(name)) {
      return call && judged?.lacksTemplate(call) ? wrong(`template ${templateName} does not exist`) : [];
    }
    if (runRefusal !== undefined || crash !== undefined) return wrong(runRefusal ?? crash ?? '');
    if (run === undefined) return [assumeTemplate(templateName, scenario)];
    const stop = run.error ?? run.crash;
    if (stop !== undefined) return wrong(stop);
    const series = scenario.metrics && Object.hasOwn(scenario.metrics, name) ? scenario.metrics[name] : undefined;
    const flaws = call && judged ? judged.flawsOf(call) : [];
    return runNotes(run, { name: templateName, analysis: name, flaws, series: series ?? {} }, argoVersion);
  });
  return inOrder([...notes, ...podNotes(spec, scenario), ...variableNotes(judged)]);
}

/** As {@link notesOf}, of a run by itself. */
export function notesOfRun(
  name: string,
  run: RunSpec,
  flaws: readonly Flaw[],
  series: Readonly<Record<string, MetricScenario>>,
  argoVersion: ArgoVersion,
): readonly Note[] {
  return run.error === undefined && run.crash === undefined
    ? inOrder(runNotes(run, { name, flaws, series }, argoVersion))
    : [];
}

const ORDER: readonly Note['kind'][] = ['error', 'wrong', 'not-found', 'assumed'];

/** Each once. */
function inOrder(notes: readonly Note[]): readonly Note[] {
  const texts = new Set<string>();
  const once = notes.filter(({ text }) => !texts.has(text) && texts.add(text));
  return once.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

function assumeTemplate(name: string, { defaultAnalysis: { outcome, afterMs } }: Scenario): Note {
  const end = outcome === 'endless' ? 'never ends' : `is ${outcome} after ${formatDuration(afterMs)}`;
  return { kind: 'assumed', text: `The analysis of ${name}, which is not known here, ${end}` };
}

function podNotes({ templates }: ExperimentSpec, { pods, defaultPods }: Scenario): readonly Note[] {
  const { readyAfterMs } = defaultPods;
  const isChosen = JSON.stringify(defaultPods) !== JSON.stringify(USUAL_PODS);
  if (isChosen || templates.every(({ name }) => Object.hasOwn(pods, name))) return [];
  const longest = templates.reduce(
    (ms, { firstProbeSeconds = 0 }) => Math.max(ms, firstProbeSeconds * 1000),
    readyAfterMs,
  );
  return [{ kind: 'assumed', text: `Pods are ready after ${formatDuration(longest)}` }];
}

/** What another tool fills in. */
function variableNotes(judged: JudgedExperiment | undefined): readonly Note[] {
  const text = judged?.text ?? '';
  const [first] = variablesIn(text);
  if (!first) return [];
  return [{ kind: 'assumed', text: `What stands for ${text.slice(first.start, first.end)} later changes nothing` }];
}

function runNotes({ metrics, secrets = [] }: RunSpec, of: RunNotes, argoVersion: ArgoVersion): readonly Note[] {
  const kept = secrets.map((name): Note => ({ kind: 'assumed', text: `Secret ${name} exists` }));
  return [...metrics.flatMap(metric => metricNotes(metric, of, argoVersion)), ...kept];
}

function metricNotes(metric: MetricSpec, of: RunNotes, argoVersion: ArgoVersion): readonly Note[] {
  const place = { ...(of.analysis === undefined ? {} : { analysis: of.analysis }), metric: metric.name };
  const note = (kind: Note['kind'], text: string): readonly Note[] => [
    { kind, text: `${metric.name} of ${of.name}: ${text}`, ...place },
  ];
  const { providerError, fixedAnswer } = metric;
  if (providerError !== undefined) return note('wrong', providerError);
  if (fixedAnswer !== undefined) return note('wrong', `the answer is always the text ${JSON.stringify(fixedAnswer)}`);
  const flaw = of.flaws.find(each => each.metric === metric.name);
  const chosen = Object.hasOwn(of.series, metric.name) ? of.series[metric.name] : undefined;
  if (flaw && (chosen === undefined || isAnswer(chosen, flaw.answer))) {
    const failing = `Jobs of ${of.name} fail after ${formatDuration(JOB_MS)}`;
    const late: readonly Note[] = metric.provider === 'job' ? [{ kind: 'assumed', text: failing, ...place }] : [];
    return [...note('wrong', flaw.why), ...late];
  }
  if (chosen !== undefined) return [];
  const meter = new Meter(metric, {}, exprVersion(argoVersion));
  const derived = meter.goodAnswer;
  if (derived === undefined) return [{ kind: 'assumed', text: assumeGood(metric, of.name), ...place }];
  if (derived.isFound) return [{ kind: 'assumed', text: `${of.name} answers good values` }];
  const { message } = meter.measure({ kind: 'good' }, 0);
  if (metric.isRefused) return note('wrong', message);
  const value = JSON.stringify(derived.value);
  return note('not-found', `no answer was found that makes it Successful; ${value} is played`);
}

/** A scenario may have been sent away and back. */
function isAnswer({ inTurn }: MetricScenario, answer: MetricAnswer): boolean {
  return JSON.stringify(inTurn) === JSON.stringify([answer]);
}

function assumeGood({ provider, isOpaque, secretConditions }: MetricSpec, name: string): string {
  const { judge, assume } = behaviourOf({ provider });
  const isHidden = judge === 'conditions' && (isOpaque === true || secretConditions !== undefined);
  return isHidden ? `${assume(name)}, whatever the conditions make of a value that is not told` : assume(name);
}
