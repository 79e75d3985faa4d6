/** Rehearses one runnable: the files give the spec and what is measured, the scenario what the world does. */
import { defaultScenario, scenariosFor } from '../lifecycle/answers/ready-made-scenarios.ts';
import { rehearse } from '../lifecycle/experiment/rehearse.ts';
import type { Scenario } from '../lifecycle/spec/scenario.ts';
import type { Timeline } from '../lifecycle/spec/timeline.ts';
import { exprVersion } from '../model/condition.ts';
import { REHEARSAL_KIND, readRehearsal } from '../model/rehearsal.ts';
import { type RehearsedDocument, specWithRuns } from '../run/rehearsed-document.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import { folderOf } from '../workspace/beside.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface Rehearsal {
  readonly timeline: Timeline;
  readonly scenario: Scenario;
}

/** Parts that `chosen` leaves out are as in the first of {@link scenariosOf}. */
export function rehearseDocument(
  document: RehearsedDocument,
  chosen: Partial<Scenario>,
  workspace: Workspace,
  argoVersion: ArgoVersion,
): Rehearsal {
  const spec = specWithRuns(document, workspace, argoVersion);
  const scenario = complete(defaultScenario(spec), chosen);
  return { timeline: rehearse(spec, scenario, optionsOf(argoVersion)), scenario };
}

export function scenariosOf(
  document: RehearsedDocument,
  workspace: Workspace,
  argoVersion: ArgoVersion,
): readonly Scenario[] {
  const [well, ...others] = scenariosFor(specWithRuns(document, workspace, argoVersion));
  if (!well) return [];
  const written = writtenScenarios(document, workspace).map(chosen => complete(well, chosen));
  return [well, ...written, ...others];
}

/** Of the Rehearsals beside the file: those about this experiment, or about any. */
function writtenScenarios({ at, spec }: RehearsedDocument, workspace: Workspace): readonly Partial<Scenario>[] {
  return workspace.definitions(REHEARSAL_KIND).flatMap(({ file, document }) => {
    if (folderOf(file.uri) !== folderOf(at.file.uri)) return [];
    const { experiment = spec.name, scenario } = readRehearsal(document.content.yaml.root);
    return experiment === spec.name ? [scenario] : [];
  });
}

function complete(well: Scenario, chosen: Partial<Scenario>): Scenario {
  return { ...well, ...chosen, analyses: { ...well.analyses, ...chosen.analyses } };
}

function optionsOf(argoVersion: ArgoVersion): { readonly isBeforeArgo110: boolean } {
  return { isBeforeArgo110: exprVersion(argoVersion) === '1.15' };
}
