import type { LanguageServer, Tree } from '../../../client/commands/command.ts';
import { fail, type Result, succeed } from '../../../client/experiments/failures/failure.ts';
import type { Memory } from '../../../client/experiments/ports/memory.ts';
import { NO_FILTER, type TreeFilter } from '../../../client/experiments/view/filter.ts';
import type { Ask, Question, TextQuestion } from '../../../client/ui/ask.ts';
import type { Desk } from '../../../client/ui/desk.ts';
import type { ActiveDocument, Editor } from '../../../client/ui/editor.ts';
import type { Log, Logs } from '../../../client/ui/logs.ts';
import type { Progress } from '../../../client/ui/progress.ts';
import type { Tell } from '../../../client/ui/tell.ts';
import type { Text, Texts } from '../../../client/ui/texts.ts';
import type { Versions } from '../../../client/ui/versions.ts';
import type { Position, Range } from '../../../server/protocol.ts';

/**
 * A person at the editor: answers are laid down before, everything that was shown is a line in `seen`. Each answer is
 * the label of a choice or button; where none is left, the person turns away.
 */
export class FakePerson implements Ask, Tell, Editor, Progress, Tree, LanguageServer, Desk, Logs, Memory {
  readonly seen: string[] = [];
  answers: string[] = [];
  document: ActiveDocument | undefined;
  unreadable: string | undefined;
  selected: string | undefined;

  async choose<T>({ title, placeholder, choices }: Question<T>): Promise<T | undefined> {
    const lines = choices.map(({ label, description, group }) =>
      [`  - ${label}`, description ?? '', group ?? ''].filter(part => part !== '').join(' | '),
    );
    this.seen.push([`${title} / ${placeholder}`, ...lines].join('\n'));
    const answer = this.answers.shift();
    const chosen = choices.find(({ label }) => label === answer);
    if (answer !== undefined && chosen === undefined) throw new Error(`no choice ${answer} in ${lines.join(', ')}`);
    return chosen?.value;
  }

  async say(severity: string, message: string, ...buttons: readonly string[]): Promise<string | undefined> {
    this.seen.push([`${severity}: ${message}`, ...buttons.map(button => `[${button}]`)].join(' '));
    const answer = buttons.length > 0 ? this.answers.shift() : undefined;
    if (answer !== undefined && !buttons.includes(answer))
      throw new Error(`no button ${answer} in ${buttons.join(', ')}`);
    return answer;
  }

  /** The answer is what is typed; `undefined` in the list of answers turns away. */
  async type({ title, prompt, value, refuse }: TextQuestion): Promise<string | undefined> {
    this.seen.push([`${title} / ${prompt}`, value === undefined ? '' : `(${value})`].filter(Boolean).join(' '));
    const answer = this.answers.shift();
    const refusal = answer === undefined ? undefined : refuse?.(answer);
    if (refusal !== undefined) this.seen.push(`refused: ${refusal}`);
    return refusal === undefined ? answer : undefined;
  }

  async confirm(question: string, detail: string, ...buttons: readonly string[]): Promise<string | undefined> {
    this.seen.push(
      [
        question,
        ...detail
          .split('\n')
          .filter(Boolean)
          .map(line => `  ${line}`),
      ].join('\n'),
    );
    const answer = this.answers.shift();
    if (answer !== undefined && !buttons.includes(answer))
      throw new Error(`no button ${answer} in ${buttons.join(', ')}`);
    return answer;
  }

  /** What is remembered of the workspace. */
  readonly memory = new Map<string, unknown>();

  get(key: string): unknown {
    return this.memory.get(key);
  }

  async update(key: string, value: unknown): Promise<void> {
    this.memory.set(key, value);
  }

  readonly texts: Texts = {
    show: async ({ name, text }: Text) => {
      this.seen.push(`text ${name}\n${text}`);
    },
    compare: async (title: string, left: Text, right: Text) => {
      this.seen.push(`${title}\n${left.name}:\n${left.text}${right.name}:\n${right.text}`);
    },
  };

  open(name: string): Log {
    this.seen.push(`log ${name}`);
    return { write: line => this.seen.push(`  ${line}`), signal: new AbortController().signal };
  }

  async copy(text: string): Promise<void> {
    this.seen.push(`copied ${text}`);
  }

  async browse(address: string): Promise<void> {
    this.seen.push(`browse ${address}`);
  }

  async showSetting(id: string): Promise<void> {
    this.seen.push(`setting ${id}`);
  }

  async manageTrust(): Promise<void> {
    this.seen.push('manage trust');
  }

  async showFile(path: string): Promise<void> {
    this.seen.push(`file ${path}`);
  }

  /** Rules of the problems at the cursor. */
  problems: string[] = [];

  problemsHere(): readonly string[] {
    return this.problems;
  }

  active(): ActiveDocument | undefined {
    return this.document;
  }

  /** The YAML files in tabs. */
  tabs: string[] = [];
  /** Texts now, and as of the last commit, by URI. */
  readonly now = new Map<string, string>();
  readonly commits = new Map<string, string>();
  readonly versions: Versions = { committed: async uri => this.commits.get(uri) };

  async openFiles(): Promise<readonly string[]> {
    return this.tabs;
  }

  async textOf(uri: string): Promise<string | undefined> {
    return this.now.get(uri);
  }

  async load(uri: string): Promise<Result<void>> {
    if (this.unreadable === uri) return fail({ kind: 'unreadable-file', uri, detail: 'no such file' });
    this.seen.push(`load ${uri}`);
    return succeed(undefined);
  }

  async show(uri: string, range: Range): Promise<Result<void>> {
    if (this.unreadable === uri) return fail({ kind: 'unreadable-file', uri, detail: 'no such file' });
    this.seen.push(`show ${uri} from ${place(range.start)} to ${place(range.end)}`);
    return succeed(undefined);
  }

  async create(text: string, language: string): Promise<void> {
    this.seen.push(`new document (${language}: ${text})`);
  }

  async createNamed(text: string, name: string): Promise<void> {
    this.seen.push(`new document, ${name} selected in ${text.split(name).length - 1} places`);
  }

  async showProblems(): Promise<void> {
    this.seen.push('show problems');
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    this.seen.push('progress begins');
    const value = await work();
    this.seen.push('progress ends');
    return value;
  }

  /** Nobody gives up. */
  async cancellable<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.seen.push(`${title} …`);
    return await work(new AbortController().signal);
  }

  showMore(source: string): void {
    this.seen.push(`more of ${source}`);
  }

  filter: TreeFilter = NO_FILTER;

  async setFilter(filter: TreeFilter): Promise<void> {
    this.filter = filter;
  }

  async reveal(node: string): Promise<void> {
    this.seen.push(`reveal ${node}`);
  }

  showResults(experiments: readonly { readonly node: string }[], analysis?: string): void {
    const rows = experiments.map(({ node }) => node).join(' beside ');
    this.seen.push(analysis === undefined ? `results of ${rows}` : `results of ${rows} at ${analysis}`);
  }

  async restart(): Promise<void> {
    this.seen.push('restart the language server');
  }

  showOutput(): void {
    this.seen.push('show the output');
  }
}

function place({ line, character }: Position): string {
  return `${line}:${character}`;
}
