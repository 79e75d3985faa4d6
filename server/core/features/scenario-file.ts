/** What a file says of a world to rehearse in: Rehearsals, and AnalysisRuns of a cluster whose measurements are given again. */
import type { MetricScenario, Scenario } from '../lifecycle/scenario.ts';
import { readRecordedRun } from '../model/recorded-run.ts';
import { REHEARSAL_KIND, readRehearsal } from '../model/rehearsal.ts';
import { isKubeDocument, type SourceFile } from '../workspace/file.ts';

export type ScenarioDocument =
  | {
      readonly kind: 'rehearsal';
      readonly title: string;
      /** The Experiment that it is about; absent: any. */
      readonly experiment?: string;
      readonly scenario: Partial<Scenario>;
    }
  | {
      readonly kind: 'recorded';
      readonly title: string;
      /** Name of the AnalysisRun. */
      readonly run: string;
      /** By metric name. */
      readonly metrics: Readonly<Record<string, MetricScenario>>;
    };

export function scenarioDocuments(file: SourceFile): readonly ScenarioDocument[] {
  return file.documents.filter(isKubeDocument).flatMap(({ content }): readonly ScenarioDocument[] => {
    const { identity, yaml } = content;
    if (identity.kind === REHEARSAL_KIND) {
      const { title, experiment, scenario } = readRehearsal(yaml.root);
      return [{ kind: 'rehearsal', title, scenario, ...(experiment === undefined ? {} : { experiment }) }];
    }
    const metrics = identity.kind === 'AnalysisRun' ? readRecordedRun(yaml.root) : {};
    if (Object.keys(metrics).length === 0) return [];
    const run = identity.name ?? 'run';
    return [{ kind: 'recorded', title: `as AnalysisRun ${run} measured`, run, metrics }];
  });
}
