/** What a cluster can do about a file, as conditions on what was seen. */
import { isCompleted, type Seen } from '../seen.ts';
import type { Outcome, Scene } from './proof.ts';

type Wanted = string | RegExp;

function matches(text: unknown, wanted: Wanted): boolean {
  if (typeof text !== 'string') return false;
  return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
}

function quote(wanted: Wanted): string {
  return typeof wanted === 'string' ? `"${wanted}"` : String(wanted);
}

/** `Kind/name` of everything of a kind that was seen. */
function objects(seen: Seen, kind: string): readonly string[] {
  return seen.names(kind).map(name => `${kind}/${name}`);
}

/** The API server refuses a document, with these words. */
export function refused(message: Wanted): Outcome {
  return {
    says: `refused: ${quote(message)}`,
    holds: ({ refusals }) => refusals.some(refusal => matches(refusal.message, message)),
    otherwise: 'it is applied',
    refuted: () => true, // everything was applied by then
  };
}

/** An object of the kind has the phase, and its message holds these words. */
export function ends(kind: 'Experiment' | 'AnalysisRun' | 'Rollout', phase: string, message: Wanted = ''): Outcome {
  return {
    says: `${kind} ${phase}${message === '' ? '' : `: ${quote(message)}`}`,
    holds: ({ seen }) =>
      objects(seen, kind).some(
        each => seen.phase(each) === phase && (message === '' || matches(seen.message(each), message)),
      ),
  };
}

/** The controller refuses the object: its condition InvalidSpec holds these words. */
export function invalid(message: Wanted): Outcome {
  return {
    says: `InvalidSpec: ${quote(message)}`,
    holds: ({ seen }) =>
      [...objects(seen, 'Rollout'), ...objects(seen, 'Experiment')].some(each =>
        matches(seen.value(each, 'status.conditions[InvalidSpec].message'), message),
      ),
    otherwise: 'it is valid, or invalid in another way',
    // the first pass decides
    refuted: ({ seen }) =>
      [...objects(seen, 'Rollout'), ...objects(seen, 'Experiment')].every(each => seen.phase(each) !== null) &&
      seen.names('Rollout').length + seen.names('Experiment').length > 0,
  };
}

interface Measurement {
  readonly phase?: string;
  readonly message?: Wanted;
  readonly value?: Wanted;
}

/** A measurement of the metric, or of any metric, that is so. */
export function measures({ phase, message, value }: Measurement, metric?: string): Outcome {
  const parts = [
    phase,
    ...(message === undefined || message === '' ? [] : [quote(message)]),
    ...(value === undefined ? [] : [`value ${quote(value)}`]),
  ];
  return {
    says: `measurement${metric === undefined ? '' : ` of ${metric}`} ${parts.filter(Boolean).join(' ')}`,
    holds: ({ seen }) =>
      measurements(seen).some(
        each =>
          (metric === undefined || each.metric === metric) &&
          (phase === undefined || each.phase === phase) &&
          (message === undefined || matches(each.message, message)) &&
          (value === undefined || matches(each.value, value)),
      ),
  };
}

interface Measured {
  readonly run: string;
  readonly metric: string;
  readonly number: number;
  readonly phase: string;
  readonly message: string;
  readonly value: string;
}

/** Every measurement seen so far, as it stands now. */
export function measurements(seen: Seen): readonly Measured[] {
  return objects(seen, 'AnalysisRun').flatMap(run => {
    const found = new Map<string, Record<string, string>>();
    for (const { object, field, to } of seen.changes) {
      if (object !== run) continue;
      const [, metric, number, key] =
        /^status\.metricResults\[(.*)\]\.measurement\.(\d+)\.(phase|message|value)$/.exec(field) ?? [];
      if (metric === undefined || number === undefined || key === undefined) continue;
      const id = JSON.stringify([metric, number]);
      found.set(id, { ...found.get(id), metric, number, ...(to === null ? {} : { [key]: String(to) }) });
    }
    return [...found.values()].map(({ metric = '', number, phase = '', message = '', value = '' }) => ({
      run: run.slice('AnalysisRun/'.length),
      metric,
      number: Number(number),
      phase,
      message,
      value,
    }));
  });
}

/** The metric as a whole gets the phase. */
export function metricEnds(metric: string, phase: string): Outcome {
  return {
    says: `metric ${metric} ${phase}`,
    holds: ({ seen }) =>
      objects(seen, 'AnalysisRun').some(run => seen.value(run, `status.metricResults[${metric}].phase`) === phase),
  };
}

/** The object is in the phase (an empty one: none) and stays there for so many seconds. */
export function stays(kind: 'Experiment' | 'AnalysisRun' | 'Rollout', phase: string, seconds: number): Outcome {
  return {
    says: `${kind} stays ${phase || 'without a phase'} for ${seconds} s`,
    holds: ({ seen, second }) =>
      objects(seen, kind).some(each => {
        const last = seen.changes.findLast(
          ({ object, field }) => object === each && (field === 'status.phase' || field === 'exists'),
        );
        return (seen.phase(each) ?? '') === phase && last !== undefined && second - last.second >= seconds;
      }),
  };
}

/** The run is refused by the controller before it takes a measurement. */
export function neverStarts(message: Wanted): Outcome {
  return {
    ...ends('AnalysisRun', 'Error', message),
    otherwise: 'it is measured',
    refuted: scene => isSettled(scene) || measurements(scene.seen).length > 0,
  };
}

/** A measurement of the metric, or of any, ends without an error: its conditions were answered. */
export function answers(metric?: string): Outcome {
  return sees(`the conditions${metric === undefined ? '' : ` of ${metric}`} are answered`, seen =>
    measurements(seen).some(
      each =>
        (metric === undefined || each.metric === metric) &&
        ['Successful', 'Failed', 'Inconclusive'].includes(each.phase),
    ),
  );
}

/** A run was given this value for an arg. */
export function passes(arg: string, wanted: RegExp, words: string): Outcome {
  return sees(`a run has ${arg}: ${words}`, seen => argValues(seen, arg).some(value => wanted.test(value)));
}

/** Values of an arg in all runs, as stored; text that is not there is empty. */
export function argValues(seen: Seen, arg: string): readonly string[] {
  return objects(seen, 'AnalysisRun').flatMap(run => {
    const spec = seen.object(run)?.spec as { args?: { name?: string; value?: string }[] } | undefined; // a stored AnalysisRun
    return (spec?.args ?? []).flatMap(each => (each.name === arg ? [each.value ?? ''] : []));
  });
}

/** Not a single object of the kind was ever made. */
export function makesNo(kind: 'AnalysisRun' | 'Job' | 'Pod' | 'ReplicaSet' | 'Service'): Outcome {
  return sees(`no ${kind}`, seen => seen.names(kind).length === 0);
}

export function makes(kind: 'AnalysisRun' | 'Job' | 'Pod' | 'ReplicaSet' | 'Service', name?: string): Outcome {
  return sees(`${kind}${name === undefined ? '' : ` ${name}`} is made`, seen =>
    name === undefined ? seen.names(kind).length > 0 : seen.names(kind).includes(name),
  );
}

/** How often a metric was measured, in all runs. */
export function timesMeasured(seen: Seen, metric: string): number {
  return measurements(seen).filter(each => each.metric === metric).length;
}

/** Something that the table has no word for. */
export function sees(says: string, holds: (seen: Seen, scene: Scene) => boolean): Outcome {
  return { says, holds: scene => holds(scene.seen, scene) };
}

export function both(...outcomes: readonly Outcome[]): Outcome {
  return {
    says: outcomes.map(({ says }) => says).join('; '),
    holds: scene => outcomes.every(each => each.holds(scene)),
  };
}

/** Whether what the file started has come to an end, or to a rest. */
export function isSettled({ seen, refusals, second }: Scene): boolean {
  const starters = [...objects(seen, 'Experiment'), ...objects(seen, 'Rollout'), ...objects(seen, 'AnalysisRun')];
  if (starters.length === 0) return refusals.length > 0 && second > 3;
  return starters.every(each => {
    if (seen.value(each, 'status.conditions[InvalidSpec].message') !== null) return true;
    const phase = seen.phase(each);
    return each.startsWith('Rollout/')
      ? phase === 'Healthy' || phase === 'Degraded' || phase === 'Paused'
      : isCompleted(phase);
  });
}

/** What came of it, in a line. */
export function summary(scene: Scene): string {
  const { seen, refusals } = scene;
  const kinds = ['Experiment', 'Rollout', 'AnalysisRun'] as const;
  const starters = kinds.flatMap(kind => objects(seen, kind));
  const told = starters.map(each => {
    const invalidSpec = seen.value(each, 'status.conditions[InvalidSpec].message');
    const message = seen.message(each);
    const phase = seen.phase(each) ?? 'no phase';
    return `${each} ${phase}${message ? `: ${message}` : ''}${invalidSpec ? ` (InvalidSpec: ${invalidSpec})` : ''}`;
  });
  return [...refusals.map(({ message }) => `refused: ${message}`), ...told].join('; ');
}
