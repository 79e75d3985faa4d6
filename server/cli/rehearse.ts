/** `argo-experiments rehearse FILE`: the course of an Experiment as a chart of lines. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RunnableDocument, Scenario, Service, Timeline, TimelineEvent } from '../core/index.ts';
import { readWorkspace } from '../disk/yaml-files.ts';
import { type Output, oneOf, readOptions, UsageError } from './command.ts';

export async function rehearse(args: readonly string[], service: Service, output: Output): Promise<number> {
  const { values, positionals } = readOptions(args, {
    name: { type: 'string' },
    scenario: { type: 'string' },
    format: { type: 'string' },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new UsageError('rehearse takes one file.');
  const format = oneOf('format', values.format, ['text', 'json'] as const, 'text');
  const uri = await open(path.resolve(output.cwd, file), file, service);
  const { document, step } = choose(service.runnables(uri), values.name, file);
  const scenario = chooseScenario(service.scenarios(uri, document, step) ?? [], values.scenario);
  const rehearsal = service.rehearse(uri, document, step, scenario);
  if (!rehearsal) throw new UsageError(`${file} holds no Experiment.`);
  output.out(format === 'json' ? `${JSON.stringify(rehearsal, null, 2)}\n` : formatTimeline(rehearsal.timeline));
  const { verdict } = rehearsal.timeline;
  return verdict.kind === 'finished' && verdict.phase === 'Successful' ? 0 : 1;
}

/** Files beside it are read as well: they may hold its AnalysisTemplates. */
async function open(full: string, shown: string, service: Service): Promise<string> {
  const uri = pathToFileURL(full).href;
  let text: string;
  try {
    text = await readFile(full, 'utf8');
  } catch (error) {
    throw new UsageError(`"${shown}" cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
  await readWorkspace(
    [pathToFileURL(path.dirname(full)).href],
    (other, content) => service.update(other, content),
    () => false,
  );
  service.update(uri, text);
  return uri;
}

function choose(runnables: readonly RunnableDocument[], name: string | undefined, file: string): RunnableDocument {
  const named = name === undefined ? runnables : runnables.filter(({ spec }) => spec.name === name);
  const [first, second] = named;
  const names = runnables.map(({ spec }) => spec.name).join(', ');
  if (!first)
    throw new UsageError(
      runnables.length === 0 ? `${file} holds no Experiment.` : `${file} holds no Experiment "${name}", but: ${names}.`,
    );
  if (second) throw new UsageError(`${file} holds several Experiments; choose one with --name: ${names}.`);
  return first;
}

function chooseScenario(scenarios: readonly Scenario[], title: string | undefined): Scenario {
  const found = title === undefined ? scenarios[0] : scenarios.find(scenario => scenario.title === title);
  if (!found)
    throw new UsageError(
      `There is no scenario "${title}". There are: ${scenarios.map(each => each.title).join('; ')}.`,
    );
  return found;
}

function formatTimeline({ events, verdict }: Timeline): string {
  const rows = events.map(event => [formatTime(event.at), ...cells(event)] as const);
  const last = [
    formatTime(verdict.at),
    'verdict',
    verdict.kind === 'finished' ? verdict.phase : verdict.kind,
    verdict.message,
  ] as const;
  const all = [...rows, last];
  const widths = [0, 1, 2].map(column => Math.max(...all.map(row => (row[column] ?? '').length)));
  return `${all
    .map(row =>
      row
        .map((cell, i) => (i < 3 ? cell.padEnd(widths[i] ?? 0) : cell))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')}\n`;
}

function cells(event: TimelineEvent): readonly [string, string, string] {
  if (event.subject === 'available') return ['Experiment', 'available', event.message];
  const name = event.subject === 'experiment' ? 'Experiment' : `${event.subject} ${event.name}`;
  return [name, event.to, event.message];
}

/** `1:02:03`, `2:03`. */
function formatTime(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [hours = 0, minutes = 0, rest = 0] = parts;
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
