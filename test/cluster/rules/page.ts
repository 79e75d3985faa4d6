/** What came of the stagings, as the page docs/rules-proven.md. */
import fs from 'node:fs';
import path from 'node:path';
import { allProofs } from './all.ts';
import { notStaged } from './not-staged.ts';
import type { Proof } from './proof.ts';
import type { Proven } from './prove.ts';

const PAGE = path.resolve(import.meta.dirname, '../../../docs/rules-proven.md');

/** Writes the page once every rule is proven. */
export function writePage(argo: string, proven: ReadonlyMap<string, Proven>): void {
  if (allProofs.every(({ rule }) => proven.has(rule))) fs.writeFileSync(PAGE, page(argo, proven));
}

/** By whom a mistake is found without us. */
const LEVELS = { apply: 'API server', lint: 'lint', run: 'controller', trap: 'nobody' } as const;

export function page(argo: string, proven: ReadonlyMap<string, Proven>): string {
  const rows = allProofs.toSorted(byRule).map(proof => row(proof, proven.get(proof.rule)));
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

## Not staged

| rule | why | |
|---|---|---|
${others.join('\n')}
`;
}

function byRule(a: { readonly rule: string }, b: { readonly rule: string }): number {
  return a.rule < b.rule ? -1 : 1;
}

function row({ rule, level }: Proof, proven: Proven | undefined): string {
  const cell = (text: string) => shorten(text).replaceAll('|', '\\|').replaceAll('\n', ' ').trim();
  return `| ${rule} | ${LEVELS[level]} | ${cell(proven?.says ?? '')} | ${cell(proven?.fixed ?? '')} |`;
}

const LONGEST = 160;

/** Names that differ from run to run are left out, and so is what follows a long beginning. */
function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
