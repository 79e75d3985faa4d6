/** The scores of the rooms, in `docs/mutation.md`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Judged, MutantKind } from './mutant.ts';

const PAGE = path.join(import.meta.dirname, '../../docs/mutation.md');

const HEAD = `# Mutation test

<!-- The table is written by \`npm run mutate\`. -->

How much of the rules and of the rehearsal the tests notice when it is changed. \`npm run mutate -- server/core/rules/metric\` makes small
mistakes in the files of a room, one at a time, and runs the tests that reach each of them until one fails:

- comparisons (\`<\` for \`<=\`, \`===\` for \`!==\`), conditions that are always or never true, \`&&\` for \`||\`, without \`!\` or \`??\`;
- numbers one higher, \`true\` for \`false\`, lists that are empty, patterns without their anchors;
- texts that are empty: every message, title of a fix, name of a field;
- \`some\` for \`every\`, \`min\` for \`max\`, without \`filter\`, \`trim\`, \`slice\`; statements that are left out, each \`yield\` among them.

Ids, titles and explanations of rules are not changed: a test compares the pages that are made of them. A mutant that does not come to an
end counts as noticed. Some of the others cannot be noticed, because they mean the same. \`--sample 10\` looks at every tenth; the mutants
that nobody notices are listed by the command.

| room | mutants | noticed | not noticed | no test | score |
|---|---|---|---|---|---|
`;

interface Counts {
  readonly all: number;
  readonly noticed: number;
  readonly survived: number;
  readonly untested: number;
}

function count(judged: readonly Judged[]): Counts {
  const of = (...verdicts: readonly string[]): number =>
    judged.filter(({ verdict }) => verdicts.includes(verdict)).length;
  return { all: judged.length, noticed: of('killed', 'endless'), survived: of('survived'), untested: of('no test') };
}

/** In a sentence, with what kinds are not noticed. */
export function scoreOf(judged: readonly Judged[]): string {
  const { all, noticed } = count(judged);
  const left = new Map<MutantKind, number>();
  for (const { kind, verdict } of judged) {
    if (verdict === 'survived' || verdict === 'no test') left.set(kind, (left.get(kind) ?? 0) + 1);
  }
  const kinds = [...left].toSorted((a, b) => b[1] - a[1]).map(([kind, number]) => `${number} ${kind}`);
  return `${noticed} of ${all} noticed (${percent(noticed, all)}); not: ${kinds.join(', ') || 'none'}`;
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
}

/** Puts the row of a room into the page. */
export function writeScores(room: string, judged: readonly Judged[]): void {
  const before = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '';
  const rows = new Map([...before.matchAll(/^\| (server\/\S+) \|.*$/gm)].map(([row, name = '']) => [name, row]));
  const { all, noticed, survived, untested } = count(judged);
  rows.set(room, `| ${room} | ${all} | ${noticed} | ${survived} | ${untested} | ${percent(noticed, all)} |`);
  const sorted = [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  writeFileSync(PAGE, `${HEAD}${sorted.join('\n')}\n`);
}
