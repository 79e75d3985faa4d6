/** Objects that a Rollout names and that the workspace holds. */
import { literal } from '../../model/experiment-body.ts';
import { sharesNamespace } from '../../workspace/namespace.ts';
import type { Placed } from '../../workspace/workspace.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import type { RuleContext } from '../rule.ts';

/** The one object of that name in the Rollout's namespace. Undefined: there is none, several fit, or a name is not known. */
export function findNamed(
  kind: string,
  name: YamlScalar | undefined,
  { file, document, workspace }: RuleContext,
): Placed | undefined {
  const text = literal(name);
  if (text === undefined || text === '' || !workspace.knowsNames(kind)) return undefined;
  const [found, ...others] = workspace
    .definitions(kind)
    .filter(at => at.document.content.identity.name === text && sharesNamespace({ file, document }, at, workspace));
  return found && others.length === 0 && !found.file.templating ? found : undefined;
}

/** In another file something may still be added to the object, such as common labels: then it is a warning. */
export function severityBeside(at: Placed, { file }: RuleContext): { readonly severity?: 'warning' } {
  return at.file.uri === file.uri ? {} : { severity: 'warning' };
}
