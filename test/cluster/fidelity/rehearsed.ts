/** The rehearsal of what was staged: the same documents, read by the same readers as in an editor. */

import { buildLanguage } from '../../../schemas/build.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../server/core/env.ts';
import { rehearseDocument } from '../../../server/core/features/rehearse.ts';
import { rehearseAnalysis } from '../../../server/core/features/rehearse-run.ts';
import { runnables } from '../../../server/core/features/runnables.ts';
import type { TimelineEvent, Verdict } from '../../../server/core/lifecycle/spec/timeline.ts';
import { RuleRunner } from '../../../server/core/rules/engine/run.ts';
import { SchemaWalker } from '../../../server/core/schema/walk.ts';
import { isKubeDocument, readFile } from '../../../server/core/workspace/file.ts';
import { FileStore } from '../../../server/core/workspace/workspace.ts';
import { file } from '../documents.ts';
import type { Timeline } from '../timeline.ts';
import { readActions, worldOf } from './world-of.ts';

export interface Rehearsed {
  /** The object that the times count from. */
  readonly object: string;
  readonly events: readonly TimelineEvent[];
  readonly verdict: Verdict;
}

const URI = 'file:///staged.yaml';
const schemas = new SchemaWalker(buildLanguage());

export function rehearseStaged(timeline: Timeline, begunSecond: number): Rehearsed {
  const store = new FileStore();
  const source = readFile(URI, file(...timeline.documents).replaceAll('$METRICS', 'http://metrics'), undefined);
  store.set(source);
  store.isComplete = true;
  const settings: Settings = { ...DEFAULT_SETTINGS, argoVersion: /^1\.[0-9]\./.test(timeline.argo) ? '1.9' : '1.10' };
  // What was staged has been taken by the API server: no rule is asked.
  const rules = new RuleRunner({ rules: [], metricRules: [], schemas, workspace: store, log: () => undefined });
  const { scenario, metrics, missingSecrets, secondOffsetMs } = worldOf(timeline, begunSecond);
  const [runnable] = runnables(source, store);
  const place = runnable?.document ?? timeline.documents.findIndex(({ kind }) => kind === 'AnalysisRun');
  const document = source.documents[place];
  if (!document || !isKubeDocument(document)) throw new Error(`${timeline.scenario} has nothing to rehearse`);
  const at = { file: source, document };
  if (runnable) {
    const { timeline: rehearsed } = rehearseDocument({ at, spec: runnable.spec }, scenario, store, { rules, settings });
    return { object: 'Experiment/e', events: rehearsed.events, verdict: rehearsed.verdict };
  }
  const run = rehearseAnalysis(
    at,
    { metrics, missingSecrets, secondOffsetMs, ...readActions(timeline, begunSecond) },
    store,
    { rules, settings },
  );
  if (!run) throw new Error(`${timeline.scenario} has nothing to rehearse`);
  return { object: 'AnalysisRun/r', events: run.events, verdict: run.verdict };
}
