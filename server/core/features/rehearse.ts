/** Rehearses one runnable: the files give the spec and what is measured, the scenario what the world does. */
import { scenariosFor } from '../lifecycle/answers/ready-made-scenarios.ts';
import { rehearse } from '../lifecycle/experiment/rehearse.ts';
import type { Scenario } from '../lifecycle/spec/scenario.ts';
import type { Timeline } from '../lifecycle/spec/timeline.ts';
import { exprVersion } from '../model/condition.ts';
import { REHEARSAL_KIND, readRehearsal } from '../model/rehearsal.ts';
import { describeSpan, spanOfExperiment } from '../run/end-words.ts';
import { judge } from '../run/judge.ts';
import { notesOf } from '../run/notes.ts';
import { judgeRehearsed, type RehearsedDocument } from '../run/rehearsed-document.ts';
import { completeScenario, standingScenario } from '../run/standing.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import { folderOf } from '../workspace/beside.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { findErrors, type Linter, notesOfErrors } from './rehearsed-errors.ts';

export interface Rehearsal {
  readonly timeline: Timeline;
  readonly scenario: Scenario;
}

/** Parts that `chosen` leaves out are as in the first of {@link scenariosOf}. */
export function rehearseDocument(
  document: RehearsedDocument,
  chosen: Partial<Scenario>,
  workspace: Workspace,
  linter: Linter,
): Rehearsal {
  const { argoVersion } = linter.settings;
  const { at, step } = document;
  const judged = judgeRehearsed(document, workspace, argoVersion);
  const others = judge(at, workspace, argoVersion).experiments.filter(({ body }) => body.step !== step);
  const errors = findErrors(
    at,
    judged?.calls ?? [],
    linter,
    others.map(({ body }) => body.node.range),
  );
  const { refusal } = errors;
  const spec = { ...(judged?.spec ?? document.spec), ...(refusal === undefined ? {} : { refusal }) };
  const scenario = completeScenario(standingScenario(spec, judged), chosen);
  const timeline = rehearse(spec, scenario, { isBeforeArgo110: exprVersion(argoVersion) === '1.15' });
  const notes = [...notesOfErrors(errors, timeline.verdict), ...notesOf(spec, judged, scenario, argoVersion)];
  const bounds = judged?.bounds;
  const ends = bounds ? describeSpan(spanOfExperiment(bounds)) : '';
  return { timeline: { ...timeline, notes, ...(ends === '' ? {} : { ends }) }, scenario };
}

export function scenariosOf(
  document: RehearsedDocument,
  workspace: Workspace,
  argoVersion: ArgoVersion,
): readonly Scenario[] {
  const judged = judgeRehearsed(document, workspace, argoVersion);
  const spec = judged?.spec ?? document.spec;
  const standing = standingScenario(spec, judged);
  const [, ...others] = scenariosFor(spec, standing);
  const written = writtenScenarios(document, workspace).map(chosen => completeScenario(standing, chosen));
  return [standing, ...written, ...others];
}

/** Of the Rehearsals beside the file: those about this experiment, or about any. */
function writtenScenarios({ at, spec }: RehearsedDocument, workspace: Workspace): readonly Partial<Scenario>[] {
  return workspace.definitions(REHEARSAL_KIND).flatMap(({ file, document }) => {
    if (folderOf(file.uri) !== folderOf(at.file.uri)) return [];
    const { experiment = spec.name, scenario } = readRehearsal(document.content.yaml.root);
    return experiment === spec.name ? [scenario] : [];
  });
}
