/** What other templates a template is merged with: those that nest it, and those that a Rollout calls beside it. */
import { type Arg, TEMPLATE_KINDS } from '../model/analysis.ts';
import { type From, type ResolvedAnalysis, resolveTemplate } from './resolve.ts';
import { resolveCalls } from './resolved-call.ts';
import type { Placed, Workspace } from './workspace.ts';

/** The args that templates which are merged with `at` declare. Looks at every template and Rollout: ask seldom. */
export function mergedElsewhere(at: Placed, workspace: Workspace): readonly From<Arg>[] {
  const nesting = TEMPLATE_KINDS.flatMap(kind => workspace.definitions(kind))
    .filter(({ document }) => document !== at.document && document.text.includes('templateName'))
    .map(other => resolveTemplate(other, workspace));
  const calling = workspace
    .definitions('Rollout')
    .flatMap(rollout => resolveCalls(rollout, workspace).map(({ analysis }) => analysis));
  const takesIn = ({ templates }: ResolvedAnalysis): boolean =>
    templates.length > 1 && templates.some(each => each.at.document === at.document);
  return [...nesting, ...calling].filter(takesIn).flatMap(({ allArgs }) => allArgs);
}
