/**
 * Holds what the checker says of generated conditions against Argo's own evaluation of each, for at least 30 results of its provider:
 *
 *   npm run oracle:conditions -- [--argo 1.9.3] [--count 1000] [--seed 7]
 *
 * `--count` is for each kind of result. What works for one result must be no error; what works for none must not be silent; what the
 * checker quotes must be what Argo says.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseWords, readArgoVersion } from '../../scripts/cluster/options.ts';
import { describeFailure } from '../../scripts/cluster/process/failure.ts';
import { type ArgoVersion, argoVersions } from '../../scripts/cluster/programs/programs.ts';
import { checkCondition } from '../../server/core/expr/check/check.ts';
import type { ConditionProblem } from '../../server/core/expr/check/problem.ts';
import { AuthorConditions } from './author-conditions.ts';
import { type Answer, askOracle } from './oracle.ts';
import { SITUATIONS, type Situation } from './situations.ts';

export interface Compared {
  readonly situation: string;
  readonly condition: string;
  /** Argo answers with true or false for some result. */
  readonly works: boolean;
  /** What Argo says of each result for which it does not. */
  readonly errors: readonly string[];
  readonly problems: readonly ConditionProblem[];
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
  const quotes = problems
    .filter(problem => problem.severity === 'error')
    .flatMap(problem =>
      [...problem.message.matchAll(/will be Error \("(.*?)"\), and after/g)].map(match => match[1] ?? ''),
    );
  return quotes.filter(quote => !errors.some(error => error.includes(quote)));
}

/** The oldest of the lines is the one with the older library. */
export function versionOf(argo: ArgoVersion): '1.15' | '1.17' {
  return argo.startsWith('1.9.') ? '1.15' : '1.17';
}

async function compare(argo: ArgoVersion, situation: Situation, conditions: readonly string[]): Promise<Compared[]> {
  const { results, options, name } = situation;
  const questions = conditions.flatMap(condition => results.map(result => ({ ...result, condition })));
  const answers = await askOracle(argo, questions);
  return conditions.map((condition, i) => {
    const own: readonly Answer[] = answers.slice(i * results.length, (i + 1) * results.length);
    const { problems } = checkCondition(condition, { ...options, version: versionOf(argo) });
    return {
      situation: name,
      condition,
      works: own.some(answer => answer.ok !== undefined),
      errors: [...new Set(own.flatMap(answer => answer.error ?? answer.panic ?? []))],
      problems,
    };
  });
}

function percent(part: number, whole: number): string {
  return `${whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100} %`;
}

function report(argo: ArgoVersion, compared: readonly Compared[], shown: number): void {
  const of = (outcome: Outcome): readonly Compared[] => compared.filter(each => outcomeOf(each) === outcome);
  const never = compared.filter(each => !each.works).length;
  const wrong = compared.filter(each => misquoted(each).length > 0);
  const lines = [
    `Argo Rollouts ${argo}: ${compared.length} conditions, ${never} that never work`,
    `  work, and are called an error: ${of('works, and is an error').length}`,
    `  never work, and are called an error: ${of('error').length} (${percent(of('error').length, never)})`,
    `  never work, and have a lesser problem: ${of('warning').length} (${percent(of('warning').length, never)})`,
    `  never work, and are silent: ${of('silent').length} (${percent(of('silent').length, never)})`,
    `  errors that quote what Argo does not say: ${wrong.length}`,
  ];
  for (const outcome of ['works, and is an error', 'silent', 'warning'] as const) {
    for (const each of of(outcome).slice(0, shown)) {
      lines.push(`    ${outcome} (${each.situation}): ${each.condition}    ${each.errors[0]?.split('\n')[0] ?? ''}`);
    }
  }
  for (const each of wrong.slice(0, shown)) {
    lines.push(
      `    misquoted (${each.situation}): ${each.condition}    ${misquoted(each)[0]}    ${each.errors[0]?.split('\n')[0]}`,
    );
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function main(): Promise<void> {
  const { values } = parseWords(process.argv.slice(2), {
    argo: { type: 'string' },
    count: { type: 'string' },
    seed: { type: 'string' },
    shown: { type: 'string' },
  });
  const releases = values.argo === undefined ? argoVersions : [readArgoVersion(values.argo)];
  for (const argo of releases) {
    const generator = new AuthorConditions(versionOf(argo), Number(values.seed ?? 7));
    const compared: Compared[] = [];
    for (const situation of SITUATIONS) {
      const conditions = generator.make(situation, Number(values.count ?? 1000));
      compared.push(...(await compare(argo, situation, conditions)));
    }
    report(argo, compared, Number(values.shown ?? 0));
  }
}

if (import.meta.url === pathToFileURL(path.resolve(process.argv[1] ?? '')).href) {
  main().catch((error: unknown) => {
    console.error(describeFailure(error));
    process.exitCode = 1;
  });
}
