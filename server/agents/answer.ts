/** The answers to the tools, as text. Total: a question that cannot be answered gets a sentence that says why. */
import {
  DEFAULT_SETTINGS,
  type LineMap,
  nearest,
  type Problem,
  type ProblemFix,
  RULES,
  type Service,
  type Settings,
} from '../core/index.ts';
import { formatTimeline } from '../print/timeline.ts';
import { TOOLS, type ToolName } from './tools.ts';

/** A model reads all of it: what is more than this is counted. */
const MOST_PROBLEMS = 40;
/** Lines of a course. */
const MOST_LINES = 60;

export interface World {
  readonly service: Service;
  readonly settingsOf: (uri: string) => Settings | Promise<Settings>;
  /** The URI of a file, which the service knows then; undefined: there is none, or it may not be read. */
  readonly open: (file: string) => string | undefined | Promise<string | undefined>;
}

export interface Answer {
  readonly text: string;
  /** The question was wrong, or could not be answered. */
  readonly isError: boolean;
}

/** A text without a file has an address of its own while it is asked about. */
const UNNAMED = 'untitled:manifest.yaml';

export async function answer(tool: string, input: unknown, world: World): Promise<Answer> {
  const name = Object.keys(TOOLS).find((each): each is ToolName => each === tool);
  if (name === undefined) return refuse(`There is no tool "${tool}". Use one of: ${Object.keys(TOOLS).join(', ')}.`);
  const texts = readTexts(input);
  if (typeof texts === 'string') return refuse(texts);
  if (name === 'explain') return explain(texts.about ?? '', world.service);
  const uri = texts.file === undefined ? UNNAMED : await world.open(texts.file);
  if (uri === undefined) return refuse(`There is no file "${texts.file}" that can be read.`);
  if (texts.file === undefined && texts.text === undefined) return refuse('Give a `file`, or a `text`.');
  const settings = texts.file === undefined ? DEFAULT_SETTINGS : await world.settingsOf(uri);
  const ask = () =>
    name === 'check' ? check(uri, world.service, settings) : rehearse(uri, texts, world.service, settings);
  return texts.text === undefined ? ask() : world.service.withTexts({ [uri]: texts.text }, ask);
}

type Texts = Partial<Record<'file' | 'text' | 'name' | 'scenario' | 'about', string>>;

function readTexts(input: unknown): Texts | string {
  if (typeof input !== 'object' || input === null) return 'The input is an object.';
  const texts: Texts = {};
  for (const key of ['file', 'text', 'name', 'scenario', 'about'] as const) {
    const value: unknown = Reflect.get(input, key);
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string') return `\`${key}\` is a text.`;
    texts[key] = value;
  }
  return texts;
}

function refuse(text: string): Answer {
  return { text, isError: true };
}

function check(uri: string, service: Service, settings: Settings): Answer {
  const lines = service.lines(uri);
  if (!lines) return refuse('Nothing of Argo Rollouts is in it: no document of group argoproj.io.');
  const problems = service.diagnose(uri, settings).toSorted((a, b) => a.range.start - b.range.start);
  if (problems.length === 0) return { text: 'No problems.', isError: false };
  const shown = problems.slice(0, MOST_PROBLEMS).map(problem => problemText(problem, lines));
  const rest = problems.length - shown.length;
  return { text: [...shown, ...(rest > 0 ? [`${rest} more problems.`] : [])].join('\n'), isError: false };
}

function problemText({ range, severity, rule, message, fixes }: Problem, lines: LineMap): string {
  const shown = fixes.filter(fix => !fix.snippet && !fix.creates && fix.others.length === 0).slice(0, 2);
  return [
    `${place(range.start, lines)} ${severity} ${rule}: ${message}`,
    ...shown.map(fix => `  fix: ${fixText(fix, lines)}`),
  ].join('\n');
}

function fixText({ title, edits }: ProblemFix, lines: LineMap): string {
  const changes = edits.map(
    ({ range, newText }) =>
      `replace ${place(range.start, lines)} to ${place(range.end, lines)} by ${JSON.stringify(newText)}`,
  );
  return `${title} (${changes.join('; ')})`;
}

/** `12:5`: line and column, both from 1. */
function place(offset: number, lines: LineMap): string {
  const { line, character } = lines.position(offset);
  return `${line + 1}:${character + 1}`;
}

function rehearse(uri: string, { name, scenario }: Texts, service: Service, settings: Settings): Answer {
  const runnables = service.runnables(uri);
  if (runnables.length === 0) {
    const run = service.rehearseAnalysis(uri, {}, settings);
    return run
      ? { text: limited(formatTimeline(run)), isError: false }
      : refuse('There is no Experiment, no experiment step and no analysis template in it.');
  }
  const chosen = name === undefined ? runnables[0] : runnables.find(({ spec }) => spec.name === name);
  const names = runnables.map(({ spec }) => spec.name).join(', ');
  if (!chosen) return refuse(`There is no experiment "${name}". There are: ${names}.`);
  const scenarios = service.scenarios(chosen, settings) ?? [];
  const titles = scenarios.map(({ title }) => title);
  const wanted = scenario === undefined ? scenarios[0] : scenarios.find(({ title }) => title === scenario);
  if (!wanted) return refuse(`There is no scenario "${scenario}". There are: ${titles.join('; ')}.`);
  const played = service.rehearse(chosen, wanted, settings);
  if (!played) return refuse('It cannot be rehearsed as it is written.');
  const course = limited(formatTimeline(played.timeline));
  return { text: `Scenario: ${wanted.title}\n${course}\nOther scenarios: ${titles.join('; ')}`, isError: false };
}

/** The beginning and the end, which holds the verdict and what was assumed. */
function limited(text: string): string {
  const lines = text.trimEnd().split('\n');
  if (lines.length <= MOST_LINES) return lines.join('\n');
  const left = lines.length - MOST_LINES;
  return [...lines.slice(0, MOST_LINES / 2), `… ${left} lines …`, ...lines.slice(-MOST_LINES / 2)].join('\n');
}

function explain(about: string, service: Service): Answer {
  const word = about.trim();
  const rule = RULES.find(({ id }) => id === word);
  if (rule) return { text: `${rule.id} (${rule.severity}): ${rule.title}\n\n${rule.docs.trim()}`, isError: false };
  const field = service.explainField(word);
  if (field !== undefined) return { text: field, isError: false };
  const near = nearest(
    word,
    RULES.map(({ id }) => id),
  );
  const advice = near === undefined ? 'Ask for a rule id, or for a kind and a path.' : `Did you mean "${near}"?`;
  return refuse(`There is no rule and no field "${word}". ${advice}`);
}
