/**
 * Holds what the checker says of generated conditions against Argo's own evaluation of each, for at least 30 results of its provider:
 *
 *   npm run oracle:conditions -- [--argo 1.9.3] [--count 1000] [--seed 7]
 *
 * `--count` is for each kind of result. What works for one result must be no error; what works for none must not be silent; what the
 * checker quotes must be what Argo says. `--record` writes a smaller list of the same seed, `conditions-1.15.jsonl` and
 * `conditions-1.17.jsonl`, which a unit test holds the checker against where there is no Go.
 */
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseWords, readArgoVersion } from '../../scripts/cluster/options.ts';
import { describeFailure } from '../../scripts/cluster/process/failure.ts';
import { type ArgoVersion, argoVersions } from '../../scripts/cluster/programs/programs.ts';
import { AuthorConditions } from './author-conditions.ts';
import { type Compared, compare, misquoted, type Outcome, outcomeOf, type Seen } from './compared.ts';
import { type Answer, askOracle } from './oracle.ts';
import { SITUATIONS, type Situation } from './situations.ts';

/** Conditions of each kind of result that are recorded. */
const RECORDED = 60;
/** Characters of a reason: results are printed in some. */
const LONGEST = 120;

/** The oldest of the lines is the one with the older library. */
function versionOf(argo: ArgoVersion): '1.15' | '1.17' {
  return argo.startsWith('1.9.') ? '1.15' : '1.17';
}

async function ask(argo: ArgoVersion, { results, name }: Situation, conditions: readonly string[]): Promise<Seen[]> {
  const questions = conditions.flatMap(condition => results.map(result => ({ ...result, condition })));
  const answers = await askOracle(argo, questions);
  return conditions.map((condition, i) => {
    const own: readonly Answer[] = answers.slice(i * results.length, (i + 1) * results.length);
    return {
      situation: name,
      condition,
      works: own.some(answer => answer.ok !== undefined),
      errors: [...new Set(own.flatMap(answer => firstLine(answer.error ?? answer.panic)))],
    };
  });
}

/** The reason without the picture of the condition below it. */
function firstLine(error: string | undefined): readonly string[] {
  const [line] = error?.split('\n') ?? [];
  return line === undefined ? [] : [line.slice(0, LONGEST)];
}

async function askAll(argo: ArgoVersion, seed: number, count: number): Promise<readonly Seen[]> {
  const generator = new AuthorConditions(versionOf(argo), seed);
  const seen: Seen[] = [];
  for (const situation of SITUATIONS) seen.push(...(await ask(argo, situation, generator.make(situation, count))));
  return seen;
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
    record: { type: 'boolean' },
  });
  const releases = values.argo === undefined ? argoVersions : [readArgoVersion(values.argo)];
  const seed = Number(values.seed ?? 7);
  for (const argo of releases) {
    if (values.record) record(argo, await askAll(argo, seed, RECORDED));
    else {
      const compared = (await askAll(argo, seed, Number(values.count ?? 900))).map(seen =>
        compare(seen, versionOf(argo)),
      );
      report(argo, compared, Number(values.shown ?? 0));
    }
  }
}

function record(argo: ArgoVersion, seen: readonly Seen[]): void {
  const file = path.join(import.meta.dirname, `conditions-${versionOf(argo)}.jsonl`);
  fs.writeFileSync(file, `${seen.map(each => JSON.stringify(each)).join('\n')}\n`);
  process.stdout.write(`${path.basename(file)}: ${seen.length} conditions asked of Argo Rollouts ${argo}\n`);
}

if (import.meta.url === pathToFileURL(path.resolve(process.argv[1] ?? '')).href) {
  main().catch((error: unknown) => {
    console.error(describeFailure(error));
    process.exitCode = 1;
  });
}
