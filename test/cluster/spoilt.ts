import type { Document } from './api.ts';
import { readPath } from './fields.ts';
import type { Change } from './recorder.ts';
import type { Action } from './timeline.ts';

/** What a stage was given and told. */
export interface Course {
  readonly documents: readonly Document[];
  readonly actions: readonly Action[];
}

/**
 * Whether an Experiment ended in Error only because the controller's cache lagged behind: it says that something is not there which
 * is. Both releases look for AnalysisTemplates in the cache alone; 1.9 also for the ReplicaSets and AnalysisRuns that it made a
 * moment ago. Such an end says nothing about the scenario (docs/controller/findings.md, "Races").
 */
export function isSpoilt(message: string, { documents, actions }: Course): boolean {
  const missing = /(\w+)\.(?:argoproj\.io|apps)(?:\/\w+)? "([^"]+)" not found/.exec(message);
  if (!missing) return false;
  const [, resource = '', name = ''] = missing;
  if (/^replicasets?$/i.test(resource)) return message.startsWith('Failed to create ReplicaSet');
  if (/^analysisruns?$/i.test(resource)) return !actions.some(({ what }) => what === `delete AnalysisRun/${name}`);
  return documents.some(({ kind, metadata }) => isNamed(kind, resource) && readPath(metadata, 'name') === name);
}

/** Seconds within which the controller's cache may not have a Job that it made; no Job ends sooner and is deleted by then. */
const LAG = 1;

/** A measurement that is an Error because the Job which the controller has just made for it is not in its cache yet: the message. */
export function findMissedJob(changes: readonly Change[]): string | undefined {
  const missed = changes.find(({ second, field, to }) => {
    const name = field.endsWith('.message') ? /^job\.batch "([^"]+)" not found$/.exec(String(to))?.[1] : undefined;
    return changes.some(
      each => each.object === `Job/${name}` && each.field === 'exists' && each.to && second - each.second < LAG,
    );
  });
  return missed && String(missed.to);
}

/** `analysistemplate` and `analysistemplates` are AnalysisTemplates. */
function isNamed(kind: unknown, resource: string): boolean {
  return typeof kind === 'string' && kind.toLowerCase() === resource.replace(/s$/, '');
}

/** What the controller's cache spoilt, told as soon as it is seen: what else was waited for would not come. */
export class Spoilt extends Error {}

/** A stage that may have been spoilt. */
export interface Spoilable {
  /** Why it is; undefined: it is not. */
  readonly spoilt?: string | undefined;
  end(): Promise<void>;
}

/** How often something is played before its being spoilt is a failure. */
const PLAYS = 3;

/** Plays on a stage of its own; what the controller's cache spoilt is played again on another one, and nothing else is. */
export async function playUnspoilt<S extends Spoilable>(
  open: () => Promise<S>,
  play: (stage: S) => Promise<void>,
): Promise<void> {
  for (let left = PLAYS - 1; ; left -= 1) {
    const stage = await open();
    try {
      return await play(stage);
    } catch (error) {
      const { spoilt } = stage;
      if (spoilt === undefined || left === 0) throw error;
      console.log(`Played again: ${spoilt}`);
    } finally {
      await stage.end();
    }
  }
}
