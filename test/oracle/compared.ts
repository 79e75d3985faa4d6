/** What the checker says of a condition, beside what Argo's own evaluation says of it for many results. */
import type { ExprVersion } from '../../server/core/expr/builtins/version.ts';
import { checkCondition } from '../../server/core/expr/check/check.ts';
import type { ConditionProblem } from '../../server/core/expr/check/problem.ts';
import { SITUATIONS } from './situations.ts';

/** What Argo says. */
export interface Seen {
  readonly situation: string;
  readonly condition: string;
  /** True or false comes out for some result. */
  readonly works: boolean;
  /** The reasons for the results for which it does not, their first lines. */
  readonly errors: readonly string[];
}

export interface Compared extends Seen {
  readonly problems: readonly ConditionProblem[];
}

export function compare(seen: Seen, version: ExprVersion): Compared {
  const situation = SITUATIONS.find(({ name }) => name === seen.situation);
  if (!situation) throw new Error(`there is no situation ${seen.situation}`);
  return { ...seen, problems: checkCondition(seen.condition, { ...situation.options, version }).problems };
}

export type Outcome = 'works' | 'works, and is an error' | 'error' | 'warning' | 'silent';

export function outcomeOf({ works, problems }: Compared): Outcome {
  const isError = problems.some(problem => problem.severity === 'error');
  if (works) return isError ? 'works, and is an error' : 'works';
  if (isError) return 'error';
  return problems.length > 0 ? 'warning' : 'silent';
}

/** What an error quotes of the library that Argo does not say of any of the results. */
export function misquoted({ errors, problems }: Compared): readonly string[] {
  return problems
    .filter(problem => problem.severity === 'error')
    .flatMap(problem =>
      [...problem.message.matchAll(/will be Error \("(.*?)"\), and after/g)].map(match => match[1] ?? ''),
    )
    .filter(quote => !errors.some(error => error.startsWith(quote.slice(0, error.length))));
}
