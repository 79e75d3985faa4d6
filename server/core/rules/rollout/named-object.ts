/** Objects that a Rollout names, and that the workspace or the connected cluster holds. */

import { literal } from '../../model/experiment-body.ts';
import { isTemplated } from '../../workspace/file.ts';
import { sharesNamespace } from '../../workspace/namespace.ts';
import type { Placed } from '../../workspace/workspace.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import type { RuleContext } from '../engine/rule.ts';

/**
 * The one object of that name in the Rollout's namespace: of the workspace, and where that has none of the name, of the
 * cluster. Undefined: there is none, several fit, or a name is not known.
 */
export function findNamed(
  kind: string,
  name: YamlScalar | undefined,
  { file, document, workspace }: RuleContext,
): Placed | undefined {
  const text = literal(name);
  if (text === undefined || text === '' || !workspace.knowsNames(kind)) return undefined;
  const named = workspace.definitions(kind).filter(at => at.document.content.identity.name === text);
  if (named.length === 0) {
    return workspace.cluster?.place({ kind, name: text, namespace: workspace.homeOf({ file, document }) });
  }
  const [found, ...others] = named.filter(at => sharesNamespace({ file, document }, at, workspace));
  return found && others.length === 0 && !isTemplated(found.document) ? found : undefined;
}

/** In another file something may still be added to the object, such as common labels: then it is a warning. */
export function severityBeside(at: Placed, { file }: RuleContext): { readonly severity?: 'warning' } {
  return at.file.uri === file.uri ? {} : { severity: 'warning' };
}
