/**
 * The line above each experiment: `Run…  |  Rehearse  |  3 analyses, ends after 20 min`; above each analysis template:
 * `Run Once…`, beside which the server says who uses it. Made here and not by the server, because these lenses run
 * commands that only this client has; another editor would show dead ones.
 */
import * as vscode from 'vscode';
import type { RehearseParams, Runnable, TemplateDocument } from '../../server/protocol.ts';
import type { Requests } from '../experiments/ports/requests.ts';
import { COMMANDS } from '../ids.ts';
import { describeCourse } from './course.ts';

export class RunLenses implements vscode.CodeLensProvider<vscode.CodeLens>, vscode.Disposable {
  readonly #requests: Requests;
  readonly #hasClusters: () => boolean;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #courses = new WeakMap<vscode.CodeLens, Runnable>();
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(requests: Requests, hasClusters: () => boolean) {
    this.#requests = requests;
    this.#hasClusters = hasClusters;
  }

  /** Asks again, as after a new start of the server. */
  refresh(): void {
    this.#changed.fire();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const uri = document.uri.toString();
    const [runnables, templates] = await Promise.all([
      this.#requests.runnables(uri),
      this.#requests.templateDocuments(uri),
    ]);
    return [
      ...(runnables.ok ? runnables.value.flatMap(runnable => this.#lensesOf(runnable)) : []),
      ...(templates.ok && this.#hasClusters() ? templates.value.map(lensOfTemplate) : []),
    ];
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
    const range = rangeOf(runnable);
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

function lensOfTemplate(template: TemplateDocument): vscode.CodeLens {
  const { uri, document } = template;
  return new vscode.CodeLens(rangeOf(template), {
    title: `$(play) ${vscode.l10n.t('Run Once…')}`,
    command: COMMANDS.runTemplateOnce,
    arguments: [{ uri, document }],
  });
}

function rangeOf({ nameRange: { start, end } }: Pick<Runnable, 'nameRange'>): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

function referenceTo({ uri, document, step }: Runnable): RehearseParams {
  return { uri, document, ...(step === undefined ? {} : { step }) };
}
