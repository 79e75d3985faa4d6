import type { LanguageServer, Tree } from '../../../client/commands/command.ts';
import { fail, type Result, succeed } from '../../../client/live/failure.ts';
import type { Ask, Question } from '../../../client/ui/ask.ts';
import type { ActiveDocument, Editor } from '../../../client/ui/editor.ts';
import type { Progress } from '../../../client/ui/progress.ts';
import type { Tell } from '../../../client/ui/tell.ts';
import type { Position, Range } from '../../../server/protocol.ts';

/**
 * A person at the editor: answers are laid down before, everything that was shown is a line in `seen`. Each answer is
 * the label of a choice or button; where none is left, the person turns away.
 */
export class FakePerson implements Ask, Tell, Editor, Progress, Tree, LanguageServer {
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

  active(): ActiveDocument | undefined {
    return this.document;
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

  async create(text: string, select: string): Promise<void> {
    this.seen.push(`new document, ${text.includes(select) ? select : 'nothing'} selected`);
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
