/** What came of the stagings, as the page docs/rules-proven.md. */
import fs from 'node:fs';
import path from 'node:path';
import { allProofs } from './all.ts';
import { notStaged } from './not-staged.ts';
import type { Proof } from './proof.ts';

const PAGE = path.resolve(import.meta.dirname, '../../../docs/rules-proven.md');

/** Writes the page once every rule is proven. */
export function writePage(argo: string, proven: ReadonlySet<string>): void {
  if (allProofs.every(({ rule }) => proven.has(rule))) fs.writeFileSync(PAGE, page(argo));
}

/** By whom a mistake is found without us. */
const LEVELS = { apply: 'API server', lint: 'lint', run: 'controller', trap: 'nobody' } as const;

function page(argo: string): string {
  const rows = allProofs.toSorted(byRule).map(row);
  const instead = allProofs
    .toSorted(byRule)
    .flatMap(({ rule, staging }) => (staging?.instead ? [`| ${rule} | ${staging.instead.because} |`] : []));
  const others = notStaged.toSorted(byRule).map(({ rule, reason, note }) => `| ${rule} | ${reason} | ${note} |`);
  return `# What a cluster does about the rules

Written by \`npm run test:cluster\`, which puts the bad and the fixed fixture of each rule (\`test/rules\`) on the real controllers of Argo Rollouts
${argo}: the bad one does what the rule says, the fixed one does not. Times are shortened, providers and pods are played, and an
AnalysisTemplate by itself gets a run. \`test/cluster/rules\` has what each is staged with.

"Found by" is who finds the mistake without this extension: the API server when the file is applied, \`kubectl argo rollouts lint\`, only the controller, or
nobody: the object runs, and does something else.

| rule | found by | bad | fixed |
|---|---|---|---|
${rows.join('\n')}

## Other texts than the fixtures

| rule | because |
|---|---|
${instead.join('\n')}

## Fixtures with changed values

Beside the times, which are shortened in all of them.

| rule | changes of both fixtures |
|---|---|
${allProofs.toSorted(byRule).flatMap(changes).join('\n')}

## Not staged

| rule | why | |
|---|---|---|
${others.join('\n')}
`;
}

function byRule(a: { readonly rule: string }, b: { readonly rule: string }): number {
  return a.rule < b.rule ? -1 : 1;
}

function row({ rule, level, bad, fixed, same }: Proof): string {
  const instead = same === undefined ? (fixed?.says ?? bad.otherwise ?? 'it does not') : `the same: ${same}`;
  return `| ${rule} | ${LEVELS[level]} | ${cell(bad.says)} | ${cell(instead)} |`;
}

/** Text as a cell of the table. */
function cell(text: string): string {
  return shorten(text).replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim();
}

/** What was changed in the fixtures of a rule. */
function changes({ rule, staging }: Proof): readonly string[] {
  const told = (staging?.edits ?? []).map(([from, to]) => `\`${cell(String(from))}\` → \`${cell(to)}\``);
  return told.length === 0 ? [] : [`| ${rule} | ${told.join('; ')} |`];
}

const LONGEST = 160;

/** What follows a long beginning is left out. */
function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
