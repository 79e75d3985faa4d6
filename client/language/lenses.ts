/**
 * The line above each experiment: `Run…  |  Rehearse  |  3 analyses, ends after 20 min`. Made here and not by the server,
 * because the lenses run commands that only this client has; another editor would show dead ones.
 */
import * as vscode from 'vscode';
import type { RehearseParams, Runnable } from '../../server/protocol.ts';
import { COMMANDS } from '../ids.ts';
import type { Requests } from '../live/requests.ts';
import { describeCourse } from './course.ts';

export class RunLenses implements vscode.CodeLensProvider<vscode.CodeLens>, vscode.Disposable {
  readonly #requests: Requests;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #courses = new WeakMap<vscode.CodeLens, Runnable>();
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** Asks again, as after a new start of the server. */
  refresh(): void {
    this.#changed.fire();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const answer = await this.#requests.runnables(document.uri.toString());
    return answer.ok ? answer.value.flatMap(runnable => this.#lensesOf(runnable)) : [];
  }

  /** The third lens needs the whole course, so it is asked for only where it is seen. */
  async resolveCodeLens(lens: vscode.CodeLens): Promise<vscode.CodeLens> {
    const runnable = this.#courses.get(lens);
    if (runnable === undefined) return lens;
    const answer = await this.#requests.rehearse(referenceTo(runnable));
    const timeline = answer.ok ? answer.value.timeline : undefined;
    lens.command = { title: describeCourse(runnable, timeline, vscode.l10n), command: '' };
    return lens;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #lensesOf(runnable: Runnable): vscode.CodeLens[] {
    const { start, end } = runnable.nameRange;
    const range = new vscode.Range(start.line, start.character, end.line, end.character);
    const lens = (title: string, command: string) =>
      new vscode.CodeLens(range, { title, command, arguments: [referenceTo(runnable)] });
    const course = new vscode.CodeLens(range);
    this.#courses.set(course, runnable);
    return [
      lens(`$(play) ${vscode.l10n.t('Run…')}`, COMMANDS.runExperiment),
      lens(vscode.l10n.t('Rehearse'), COMMANDS.rehearseExperiment),
      course,
    ];
  }
}

function referenceTo({ uri, document, step }: Runnable): RehearseParams {
  return { uri, document, ...(step === undefined ? {} : { step }) };
}
