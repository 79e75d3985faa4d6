/** Why a reference to an analysis template leads nowhere, as far as the files tell, and the cluster where one is connected. */
import { type TemplateReference, templateKind } from '../model/analysis.ts';
import { nearest } from '../text/nearest.ts';
import type { Placed, Workspace } from './workspace.ts';

export type MissingTemplateReason =
  /**
   * No template of that name and scope. `meant`: the name of one that exists. `absentOn`: a cluster is known not to have it either.
   * `isElsewhere`: no template of that scope is known at all, so they live somewhere else, as a rule.
   */
  | {
      readonly is: 'absent';
      readonly meant?: string;
      readonly absentOn?: ClusterPlace;
      readonly isElsewhere: boolean;
    }
  /** There is one of the other scope. */
  | { readonly is: 'other-scope'; readonly found: Placed }
  /** All of that name are in other namespaces. */
  | { readonly is: 'other-namespace'; readonly found: Placed };

export interface ClusterPlace {
  readonly context: string;
  /** Absent: the template belongs to none. */
  readonly namespace?: string;
}

/** `namespace`: the caller's. `home`: the same on the cluster, where that is known. Undefined: the template is there, or not all is known. */
export function explainMissing(
  { templateName, clusterScope }: TemplateReference,
  namespace: string | undefined,
  workspace: Workspace,
  home: string | undefined,
): MissingTemplateReason | undefined {
  const name = templateName?.text;
  const kind = templateKind(clusterScope);
  const other = templateKind(!clusterScope);
  const isKnown = workspace.isComplete && workspace.knowsNames(kind) && workspace.knowsNames(other);
  if (name === undefined || name === '' || name.includes('{{') || !isKnown) return undefined;
  if (workspace.analysisTemplates(name, clusterScope, namespace).length > 0) return undefined;
  const { cluster } = workspace;
  if (cluster?.template(name, clusterScope, home)) return undefined;
  const [own] = workspace.analysisTemplates(name, !clusterScope, namespace);
  const twin = own ?? cluster?.template(name, !clusterScope, home);
  if (twin) return { is: 'other-scope', found: twin };
  const all = workspace.definitions(kind);
  const stranger = all.find(({ document }) => document.content.identity.name === name);
  if (stranger) return { is: 'other-namespace', found: stranger };
  const reachable = all.filter(at => {
    const space = workspace.namespaceOf(at);
    return clusterScope || namespace === undefined || space === undefined || space === namespace;
  });
  const meant = nearest(name, [
    ...reachable.flatMap(({ document }) => document.content.identity.name ?? []),
    ...(cluster?.names(kind, home) ?? []),
  ]);
  const isOnNone = cluster?.lacks({ kind, name, namespace: home }) === true;
  return {
    is: 'absent',
    ...(meant === undefined ? {} : { meant }),
    ...(isOnNone ? { absentOn: placeOf(cluster.facts.context, clusterScope ? undefined : home) } : {}),
    isElsewhere: !isOnNone && all.length === 0,
  };
}

function placeOf(context: string, namespace: string | undefined): ClusterPlace {
  return { context, ...(namespace === undefined ? {} : { namespace }) };
}
