/** `argo-experiments rehearse FILE`: the course of an Experiment, or of what an analysis template measures, as a chart of lines. */
import path from 'node:path';
import type {
  ArgoVersion,
  Rehearsal,
  RunnableDocument,
  RunTimeline,
  Scenario,
  Service,
  Settings,
  Timeline,
} from '../../core/index.ts';
import { DEFAULT_SETTINGS } from '../../core/index.ts';
import { toUri } from '../../disk/uris.ts';
import { readWorkspace } from '../../disk/yaml-files.ts';
import { formatComparison } from '../../print/comparison.ts';
import { formatTimeline } from '../../print/timeline.ts';
import { type ExitCode, type Output, serviceFor, type Tools, UsageError } from '../command.ts';
import { chooseScenario, openFile } from './choose-scenario.ts';
import { textsAt } from './git.ts';

export interface RehearseOptions {
  readonly name?: string;
  readonly scenario?: string;
  readonly compare?: string;
  readonly arg?: readonly string[];
  readonly format: 'text' | 'json';
  readonly argoVersion?: ArgoVersion;
  readonly listScenarios?: boolean;
}

interface Call {
  readonly file: string;
  readonly uri: string;
  readonly service: Service;
  readonly output: Output;
  readonly settings: Settings;
  readonly isJson: boolean;
  readonly scenario: string | undefined;
}

export async function rehearse(file: string, options: RehearseOptions, { language, output }: Tools): Promise<ExitCode> {
  const { format, argoVersion = DEFAULT_SETTINGS.argoVersion, ...values } = options;
  const service = serviceFor(language, message => output.err(`${message}\n`));
  const settings = { ...DEFAULT_SETTINGS, argoVersion };
  const uri = await openBeside(output.cwd, file, service);
  const call: Call = { file, uri, service, output, settings, isJson: format === 'json', scenario: values.scenario };
  const runnables = service.runnables(uri);
  if (runnables.length === 0) return await rehearseAnalysis(call, readArgs(values.arg ?? []), values.compare);
  if (values.arg !== undefined)
    throw new UsageError('--arg gives args to an analysis template; an Experiment has its own.');
  const runnable = choose(runnables, values.name, file);
  if (options.listScenarios) {
    const offered = service.scenarios(runnable, settings) ?? [];
    output.out(offered.map(({ title }) => `${title}\n`).join(''));
    return 0;
  }
  const first = await rehearseOne(call, runnable, values.scenario);
  if (values.compare === undefined) {
    print(call, first, first.timeline);
    return exitCode(first.timeline);
  }
  const second = await rehearseOther(call, runnable, values.compare);
  const left = { title: values.scenario ?? (second.isFile ? file : first.scenario.title), timeline: first.timeline };
  const right = { title: second.isFile ? values.compare : second.scenario.title, timeline: second.timeline };
  if (call.isJson)
    output.out(`${JSON.stringify([first, { timeline: second.timeline, scenario: second.scenario }], null, 2)}\n`);
  else output.out(formatComparison(left, right));
  return exitCode(first.timeline) === 0 ? exitCode(second.timeline) : 1;
}

async function rehearseOne(call: Call, runnable: RunnableDocument, word: string | undefined): Promise<Rehearsal> {
  const { service, settings, file } = call;
  const chosen = await chosenScenario(call, runnable, word);
  const rehearsal = service.rehearse(runnable, chosen, settings);
  if (!rehearsal) throw new UsageError(`${file} holds no Experiment.`);
  return rehearsal;
}

/** The other side of a comparison: another version of the file, of a commit or in another file, in the same scenario, or the same file in another scenario. */
async function rehearseOther(
  call: Call,
  runnable: RunnableDocument,
  word: string,
): Promise<Rehearsal & { isFile: boolean }> {
  const { service, output } = call;
  const offered = service.scenarios(runnable, call.settings) ?? [];
  const isTitle = offered.some(({ title }) => title === word);
  if (!isTitle && word.startsWith(GIT)) return { ...(await rehearseCommitted(call, runnable, word)), isFile: true };
  const uri = isTitle ? undefined : await openFile(output.cwd, word, service);
  const [other] = uri === undefined ? [] : service.runnables(uri);
  if (uri === undefined || !other) return { ...(await rehearseOne(call, runnable, word)), isFile: false };
  await readWorkspace(
    [toUri(path.dirname(path.resolve(output.cwd, word)))],
    (each, content) => service.update(each, content),
    () => false,
  );
  return { ...(await rehearseOne({ ...call, uri, file: word }, other, call.scenario)), isFile: true };
}

/** `git:HEAD`, `git:v1.2`. */
const GIT = 'git:';

/** The file and all beside it as they are in a commit, in the same scenario. What is there now and not in the commit stays. */
async function rehearseCommitted(call: Call, runnable: RunnableDocument, word: string): Promise<Rehearsal> {
  const { service, uri, settings, output, file } = call;
  const texts = await textsAt(word.slice(GIT.length), path.resolve(output.cwd, file));
  if (texts[uri] === undefined) throw new UsageError(`${file} is not in ${word.slice(GIT.length)}.`);
  const chosen = await chosenScenario(call, runnable, call.scenario);
  const rehearsal = service.rehearse(runnable, chosen, settings, texts);
  if (!rehearsal) throw new UsageError(`${file} holds no Experiment in ${word.slice(GIT.length)}.`);
  return rehearsal;
}

async function chosenScenario(
  { service, settings, output }: Call,
  runnable: RunnableDocument,
  word: string | undefined,
): Promise<Partial<Scenario>> {
  const offered = service.scenarios(runnable, settings) ?? [];
  if (word === undefined) return offered[0] ?? {};
  return await chooseScenario(word, runnable, offered, { service, cwd: output.cwd });
}

async function rehearseAnalysis(
  call: Call,
  args: Readonly<Record<string, string>>,
  compare: string | undefined,
): Promise<ExitCode> {
  const { service, uri, settings, output, file, scenario } = call;
  if (compare !== undefined) throw new UsageError('--compare takes an Experiment.');
  const replayed = scenario === undefined ? {} : await readRecorded(scenario, call);
  const timeline = service.rehearseAnalysis(uri, replayed, settings, args);
  if (!timeline) throw new UsageError(`${file} holds no Experiment, and nothing else that can be rehearsed.`);
  print({ ...call, output }, timeline, timeline);
  return exitCode(timeline);
}

/** Metrics of a recorded run; a Rehearsal is about an Experiment. */
async function readRecorded(
  name: string,
  { service, output }: Call,
): Promise<{ metrics: (Scenario['metrics'] & object)[string] }> {
  const uri = await openFile(output.cwd, name, service);
  if (uri === undefined) throw new UsageError(`There is no file "${name}".`);
  const recorded = service.scenarioDocuments(uri).find(each => each.kind === 'recorded');
  if (recorded?.kind !== 'recorded') throw new UsageError(`${name} holds no AnalysisRun that has measured.`);
  return { metrics: recorded.metrics };
}

/** Files beside it are read as well: they may hold its AnalysisTemplates, and Rehearsals. */
async function openBeside(cwd: string, file: string, service: Service): Promise<string> {
  const folder = toUri(path.dirname(path.resolve(cwd, file)));
  await readWorkspace(
    [folder],
    (other, content) => service.update(other, content),
    () => false,
  );
  const uri = await openFile(cwd, file, service);
  if (uri === undefined) throw new UsageError(`There is no file "${file}".`);
  return uri;
}

function choose(runnables: readonly RunnableDocument[], name: string | undefined, file: string): RunnableDocument {
  const named = name === undefined ? runnables : runnables.filter(({ spec }) => spec.name === name);
  const [first, second] = named;
  const names = runnables.map(({ spec }) => spec.name).join(', ');
  if (!first) throw new UsageError(`${file} holds no Experiment "${name}", but: ${names}.`);
  if (second) throw new UsageError(`${file} holds several Experiments; choose one with --name: ${names}.`);
  return first;
}

function readArgs(given: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    given.map(each => {
      const at = each.indexOf('=');
      if (at < 1) throw new UsageError(`--arg takes NAME=VALUE, not "${each}".`);
      return [each.slice(0, at), each.slice(at + 1)] as const;
    }),
  );
}

function print({ isJson, output }: Call, whole: object, timeline: Timeline | RunTimeline): void {
  output.out(isJson ? `${JSON.stringify(whole, null, 2)}\n` : formatTimeline(timeline));
}

/** 0: Successful; 1: anything else. */
function exitCode({ verdict, notes = [] }: Pick<Timeline, 'verdict' | 'notes'>): ExitCode {
  const isGood = verdict.kind === 'finished' && verdict.phase === 'Successful';
  return isGood && !notes.some(({ kind }) => kind === 'error') ? 0 : 1;
}
