/** What came of the comparison, as the page docs/fidelity.md. */
import fs from 'node:fs';
import path from 'node:path';
import { argoVersions } from '../../../scripts/cluster/programs/programs.ts';
import { type Comparison, TOLERANCE } from './compare.ts';
import { MADE_TWICE_WITHIN, NOT_REHEARSED, RACES } from './not-rehearsed.ts';

const PAGE = path.resolve(import.meta.dirname, '../../../docs/fidelity.md');

/** Notes the results of one release beside its timelines, and writes the page once those of all releases are there. */
export function writeResults(folder: string, argo: string, results: readonly Comparison[]): void {
  fs.mkdirSync(folder, { recursive: true });
  writeWhole(fileOf(folder, argo), JSON.stringify(results, undefined, 1));
  if (argoVersions.every(each => fs.existsSync(fileOf(folder, each)))) {
    writeWhole(PAGE, page(argoVersions.map(each => [each, read(fileOf(folder, each))] as const)));
  }
}

/** Both releases come to their ends side by side, so nobody may find half a file. */
function writeWhole(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}`;
  fs.writeFileSync(unfinished, text);
  fs.renameSync(unfinished, file);
}

function fileOf(folder: string, argo: string): string {
  return path.join(folder, `fidelity-${argo}.json`);
}

function read(file: string): readonly Comparison[] {
  return JSON.parse(fs.readFileSync(file, 'utf8')) as readonly Comparison[]; // written above
}

export function page(releases: readonly (readonly [string, readonly Comparison[]])[]): string {
  const names = [...new Set(releases.flatMap(([, results]) => results.map(({ scenario }) => scenario)))].sort();
  const cells = names.map(name => {
    const of = releases.map(([, results]) => results.find(({ scenario }) => scenario === name));
    const verdicts = [...new Set(of.flatMap(each => each?.verdict ?? []))].join(' / ');
    const isRace = of.some(each => (each?.races.length ?? 0) > 0);
    return `| ${name}${isRace ? ' (race)' : ''} | ${verdicts} | ${of.map(cell).join(' | ')} |`;
  });
  const head = releases.map(([argo]) => ` ${argo} |`).join('');
  const same = releases.map(([argo, results]) => {
    const steps = results.reduce((sum, each) => sum + each.steps, 0);
    const measurements = results.reduce((sum, each) => sum + each.measurements, 0);
    return `- Argo Rollouts ${argo}: ${results.length} scenarios, ${steps} steps, ${measurements} of them measurements.`;
  });
  const races = [
    ...Object.entries(RACES).map(([name, { why }]) => `| ${name} | ${why} |`),
    `| any | a run that ends within ${MADE_TWICE_WITHIN} s may be made a second time, by a controller that does not know of it yet |`,
  ];
  const others = Object.entries(NOT_REHEARSED).map(([name, why]) => `| ${name} | ${why} |`);
  return `# How true a rehearsal is

Written by \`npm run test:cluster\`, which plays every scenario of \`test/cluster/scenarios\` on the real controllers and rehearses the same
files. For the Experiment, its templates, ReplicaSets and Services, the AnalysisRuns, their metrics and each measurement, both have to go
through the same phases in the same order, at times at most ${TOLERANCE} s apart; and they have to come to the same verdict. How long pods and
Jobs take is told to the rehearsal as it was. A metric that something else ends while it goes on may have one measurement more or less,
as far as it lies within those ${TOLERANCE} s.

${same.join('\n')}

Each cell: steps compared, measurements among them, and the largest difference in seconds.

| scenario | verdict |${head}
|---|---|${releases.map(() => '---|').join('')}
${cells.join('\n')}

## Races

Both outcomes are right; which one comes is decided by who reads first. Where one was seen, the table says \`(race)\`.

| scenario | why |
|---|---|
${races.join('\n')}

## Not rehearsed

| scenario | why |
|---|---|
${others.join('\n')}
`;
}

function cell(result: Comparison | undefined): string {
  if (result === undefined) return 'not played';
  if (result.differences.length > 0) return '**differs**';
  return `${result.steps}, ${result.measurements}, ${result.largest.toFixed(1)}`;
}
