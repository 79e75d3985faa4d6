/** What a file says of a world to rehearse in: Rehearsals, and AnalysisRuns of a cluster whose measurements are given again. */
import type { MetricScenario, Scenario } from '../lifecycle/spec/scenario.ts';
import { readRecordedRun } from '../model/recorded-run.ts';
import { REHEARSAL_KIND, readRehearsal } from '../model/rehearsal.ts';
import { folderOf } from '../workspace/beside.ts';
import { isKubeDocument, type SourceFile } from '../workspace/file.ts';
import type { Workspace } from '../workspace/workspace.ts';

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

/** A Rehearsal, and the file that holds it. */
export interface ScenarioBeside {
  readonly uri: string;
  readonly title: string;
  readonly scenario: Partial<Scenario>;
}

/** Rehearsals in the folder of the file at `uri` that are about this Experiment, or about any. */
export function scenariosBeside(uri: string, experiment: string, workspace: Workspace): readonly ScenarioBeside[] {
  const beside = workspace.definitions(REHEARSAL_KIND).filter(({ file }) => folderOf(file.uri) === folderOf(uri));
  return beside.flatMap(({ file, document }) => {
    const rehearsal = readRehearsal(document.content.yaml.root);
    if ((rehearsal.experiment ?? experiment) !== experiment) return [];
    return [{ uri: file.uri, title: rehearsal.title, scenario: rehearsal.scenario }];
  });
}

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
