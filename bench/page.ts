/** `docs/performance.md`: the figures of one run, ours beside the peer's. */
import type { KeyCount } from './keys.ts';
import type { Figures } from './measure.ts';
import type { Day } from './rehearsal.ts';
import { median } from './statistics.ts';

export interface Run {
  readonly command: string;
  readonly machine: string;
  readonly node: string;
  /** Ours first. */
  readonly names: readonly [string, string];
  /** Round by round, ours first. */
  readonly rounds: readonly (readonly Figures[])[];
  readonly days: readonly Day[];
  readonly keys: readonly KeyCount[];
}

export function makePage({ command, machine, node, names, rounds, days, keys }: Run): string {
  return [
    '# Performance',
    '',
    '<!-- Written by `npm run bench`; do not edit. -->',
    '',
    `Our language server beside ${names[1]}, measured in one run: both are alive at once, and each step is taken by one and then by`,
    'the other. The peer judges by JSON Schemas that our own language makes (`argo-experiments schema`), so both know the same fields.',
    '',
    '| | |',
    '|---|---|',
    `| machine | ${machine} |`,
    `| Node | ${node} |`,
    `| command | \`${command}\` |`,
    '',
    'A figure is the median over the rounds, and in brackets the least and the most. `ratio` is ours divided by theirs: below 1 ours is',
    'faster, or smaller. Processor time counts in steps of 10 ms and is what to trust when the machine had other work too.',
    '',
    `| | ${names.join(' | ')} | ratio |`,
    '|---|---:|---:|---:|',
    ...tableOf(rounds),
    '',
    '- **open until diagnostics**, **edit until diagnostics**: until the report that shows a planted unknown field, or that it is gone.',
    '- **completion while typing**: one letter is typed, and the answer for the text with that letter is awaited.',
    '- **until a reference is told that no file answers**: an Experiment names an AnalysisTemplate that no file of the folder has. The',
    '  peer does not look at other files.',
    '',
    'Documents are made by `bench/inputs.ts`: AnalysisTemplates and Experiments in turn, a unit of about 60 lines each.',
    '',
    '## Rehearsals',
    '',
    'A day of 24 hours, rehearsed from its first pass to its end: the best of ten, also by `node bench/rehearsal.ts` alone. Wanted: below 100 ms.',
    '',
    '| | ms | of the processor, ms | comes to |',
    '|---|---:|---:|---|',
    ...days.map(day => `| ${day.what} | ${show(day.clock)} | ${show(day.processor)} | ${day.outcome} |`),
    '',
    ...keyLines(keys),
  ].join('\n');
}

/** @returns the section about keys, with a line behind it */
export function keyLines(keys: readonly KeyCount[]): readonly string[] {
  const share = (count: number, { typed }: KeyCount) => `${count} (${Math.round((count / typed) * 100)} %)`;
  return [
    '## Keys',
    '',
    'How many keys it takes to write the Experiment that the README opens and the template that it uses into an empty file, without their',
    'comments, also by `node bench/keys.ts` alone. Wanted: a third of typing all of it.',
    '',
    '| | characters | typed | yaml-language-server | ours |',
    '|---|---:|---:|---:|---:|',
    ...keys.map(
      count =>
        `| ${count.what} | ${count.characters} | ${count.typed} | ${share(count.theirs, count)} | ${share(count.ours, count)} |`,
    ),
    '',
    '- **typed**: all of it, in VS Code without an extension, where Enter keeps the column.',
    '- The others are the shortest ways through all that can be typed and taken, for somebody who knows every list by heart: one key each for a',
    '  character, Enter, Tab, Backspace, Escape, a row down, Ctrl+Space (`bench/keys/writer.ts`).',
    '- Names, images and the shell script are free text and are typed whatever helps.',
    '',
  ];
}

function tableOf(rounds: Run['rounds']): readonly string[] {
  const names = new Set(rounds.flatMap(sides => sides.flatMap(figures => [...figures.keys()])));
  return [...names].map(name => {
    const sides = [0, 1].map(side =>
      rounds.flatMap(round => {
        const figure = round[side]?.get(name);
        return figure === undefined || Number.isNaN(figure) ? [] : [figure];
      }),
    );
    const [ours, theirs] = sides.map(median);
    const ratio = ours === undefined || theirs === undefined || theirs === 0 ? '' : (ours / theirs).toFixed(2);
    return `| ${name} | ${sides.map(cell).join(' | ')} | ${ratio} |`;
  });
}

function cell(values: readonly number[]): string {
  const middle = median(values);
  if (middle === undefined) return 'not told';
  return values.length < 2
    ? show(middle)
    : `${show(middle)} [${show(Math.min(...values))}–${show(Math.max(...values))}]`;
}

function show(value: number): string {
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);
}
