/** What is refused before anything happens: by the API server, by the controller (InvalidSpec), or by the rehearsal. */
import { INT32_MAX, INT32_MIN } from '../../kube/int32.ts';
import { refuseSubdomain } from '../../kube/name.ts';
import { isEmptySelector } from '../../kube/selector.ts';
import { DEFAULT_PROGRESS_DEADLINE_SECONDS, type ExperimentSpec } from './experiment-spec.ts';
import type { AnalysisScenario, PodScenario, Scenario } from './scenario.ts';

/** Templates, and analyses, of one experiment. An object in a cluster may have 1.5 MB, so real ones have fewer. */
const LIST_LIMIT = 2000;
/** Milliseconds: more than a Go duration can hold, and far below where whole numbers become inexact. */
const TIME_LIMIT = 1e14;

/** Why the experiment cannot start, in the controller's words where they are known; undefined: it can. */
export function findRefusal(spec: ExperimentSpec, scenario: Scenario): string | undefined {
  return (
    refuseLists(spec) ?? refuseNumbers(spec) ?? refuseName(spec) ?? findInvalidSpec(spec) ?? refuseScenario(scenario)
  );
}

/** The controller's own validation: order and messages are its own. */
export function findInvalidSpec(spec: ExperimentSpec): string | undefined {
  const deadline = spec.progressDeadlineSeconds ?? DEFAULT_PROGRESS_DEADLINE_SECONDS;
  const names = new Set<string>();
  for (const [index, template] of spec.templates.entries()) {
    if (isEmptySelector(template.selector)) {
      return `This experiment is selecting all pods at index ${index}. A non-empty selector is required.`;
    }
    if ((template.minReadySeconds ?? 0) > deadline) {
      return `MinReadySeconds cannot be longer than ProgressDeadlineSeconds. Check template index ${index}`;
    }
    if (template.name === '') return `Experiment ${spec.name} has empty template name at index ${index}`;
    if (names.has(template.name)) {
      return `Experiment ${spec.name} has repeated template name '${template.name}' in templates`;
    }
    names.add(template.name);
  }
  return undefined;
}

function refuseLists(spec: ExperimentSpec): string | undefined {
  for (const [field, { length }] of Object.entries({ templates: spec.templates, analyses: spec.analyses })) {
    if (length > LIST_LIMIT) {
      return `A rehearsal plays at most ${LIST_LIMIT} ${field}, and this experiment has ${length}.`;
    }
  }
  return undefined;
}

function refuseName({ name }: ExperimentSpec): string | undefined {
  if (name === '') return 'The API server refuses an object without a name. Write metadata.name.';
  const refusal = refuseSubdomain(name);
  return refusal === undefined ? undefined : `The API server refuses metadata.name: ${refusal}.`;
}

function refuseNumbers(spec: ExperimentSpec): string | undefined {
  const numbers: [string, number | undefined][] = [
    ['spec.progressDeadlineSeconds', spec.progressDeadlineSeconds],
    ['spec.scaleDownDelaySeconds', spec.scaleDownDelaySeconds],
  ];
  for (const [index, template] of spec.templates.entries()) {
    numbers.push([`spec.templates[${index}].replicas`, template.replicas]);
    numbers.push([`spec.templates[${index}].minReadySeconds`, template.minReadySeconds]);
  }
  const bad = numbers.find(([, value]) => value !== undefined && !isInt32(value));
  return bad && `The API server refuses ${bad[0]}: ${bad[1]} is not a whole number of 32 bits.`;
}

function isInt32(value: number): boolean {
  return Number.isInteger(value) && value >= INT32_MIN && value <= INT32_MAX;
}

function refuseScenario(scenario: Scenario): string | undefined {
  const { horizonMs, terminateAtMs, retryAtMs } = scenario;
  const times: [string, number | undefined][] = [
    ['horizonMs', horizonMs],
    ['terminateAtMs', terminateAtMs],
    ['retryAtMs', retryAtMs],
    ...listPodTimes('defaultPods', scenario.defaultPods),
    ...Object.entries(scenario.pods).flatMap(([name, pods]) => listPodTimes(`pods.${name}`, pods)),
    ...listAnalysisTimes('defaultAnalysis', scenario.defaultAnalysis),
    ...Object.entries(scenario.analyses).flatMap(([name, analysis]) => listAnalysisTimes(`analyses.${name}`, analysis)),
  ];
  const bad = times.find(([, value]) => value !== undefined && !(value >= 0 && value <= TIME_LIMIT));
  const crashing = [scenario.defaultPods, ...Object.values(scenario.pods)].find(
    ({ crashes = 1 }) => crashes !== 'forever' && !(Number.isInteger(crashes) && crashes >= 1),
  );
  if (crashing) return `The scenario has crashes: ${crashing.crashes}. Write a whole number from 1, or forever.`;
  return bad && `The scenario has ${bad[0]}: ${bad[1]}. Write milliseconds, from 0 to ${TIME_LIMIT}.`;
}

function listPodTimes(path: string, pods: PodScenario): [string, number | undefined][] {
  return [
    [`${path}.readyAfterMs`, pods.readyAfterMs],
    [`${path}.apartMs`, pods.apartMs],
    [`${path}.crashAfterMs`, pods.crashAfterMs],
    [`${path}.readyAgainAfterMs`, pods.readyAgainAfterMs],
  ];
}

function listAnalysisTimes(path: string, { outcome, afterMs }: AnalysisScenario): [string, number | undefined][] {
  return outcome === 'endless' ? [] : [[`${path}.afterMs`, afterMs]];
}
