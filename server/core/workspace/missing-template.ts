/** Why a reference to an analysis template leads nowhere, as far as the files tell. */
import type { TemplateReference } from '../model/analysis.ts';
import { nearest } from '../text/nearest.ts';
import type { Placed, Workspace } from './workspace.ts';

export type MissingTemplateReason =
  /** No template of that name and scope. `meant`: the name of one that exists. */
  | { readonly is: 'absent'; readonly meant?: string }
  /** There is one of the other scope. */
  | { readonly is: 'other-scope'; readonly found: Placed }
  /** All of that name are in other namespaces. */
  | { readonly is: 'other-namespace'; readonly found: Placed };

/** `namespace`: the caller's. Undefined: the template is there, or not all is known. */
export function explainMissing(
  { templateName, clusterScope }: TemplateReference,
  namespace: string | undefined,
  workspace: Workspace,
): MissingTemplateReason | undefined {
  const name = templateName?.text;
  const kind = clusterScope ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
  const other = clusterScope ? 'AnalysisTemplate' : 'ClusterAnalysisTemplate';
  const isKnown = workspace.isComplete && workspace.knowsNames(kind) && workspace.knowsNames(other);
  if (name === undefined || name === '' || name.includes('{{') || !isKnown) return undefined;
  if (workspace.analysisTemplates(name, clusterScope, namespace).length > 0) return undefined;
  const [twin] = workspace.analysisTemplates(name, !clusterScope, namespace);
  if (twin) return { is: 'other-scope', found: twin };
  const all = workspace.definitions(kind);
  const stranger = all.find(({ document }) => document.content.identity.name === name);
  if (stranger) return { is: 'other-namespace', found: stranger };
  const reachable = all.filter(at => {
    const space = workspace.namespaceOf(at);
    return clusterScope || namespace === undefined || space === undefined || space === namespace;
  });
  const meant = nearest(
    name,
    reachable.flatMap(({ document }) => document.content.identity.name ?? []),
  );
  return { is: 'absent', ...(meant === undefined ? {} : { meant }) };
}
