/**
 * Above the analyses and metrics of a file: what came of them, rehearsed or on a cluster. They go when the text changes that was run, and
 * with the row of the run.
 */
import * as vscode from 'vscode';
import type { MeasuredPlaces } from '../../server/protocol.ts';
import { findWritten, latestRuns, type RunAt, resultsIn, type WrittenRun } from '../experiments/places/file-results.ts';
import type { Places } from '../experiments/places/places.ts';
import type { Requests } from '../experiments/ports/requests.ts';
import type { Timers } from '../experiments/ports/timers.ts';
import { COMMANDS } from '../ids.ts';

/** Changes within so many milliseconds are shown together. */
const TOGETHER_MS = 500;

export interface ResultLensPorts {
  readonly places: Places;
  readonly requests: Pick<Requests, 'measuredPlaces'>;
  readonly timers: Timers;
}

export class ResultLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #ports: ResultLensPorts;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #parts: vscode.Disposable;
  /** Of runs whose text has changed since. */
  readonly #outdated = new Set<string>();
  /** What the runs that were shown last were made of. */
  #shown: readonly WrittenRun[] = [];
  #cancel: (() => void) | undefined;
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(ports: ResultLensPorts) {
    this.#ports = ports;
    const stop = ports.places.onChange(() => this.#showSoon());
    this.#parts = vscode.Disposable.from(
      { dispose: stop },
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#forget(document.uri.toString());
      }),
    );
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const runs = latestRuns(this.#ports.places.all).filter(run => !this.#outdated.has(keyOf(run)));
    if (runs.length === 0) return [];
    const files = [...new Set(runs.flatMap(({ view }) => view.origin?.uri ?? []))];
    const written = new Map<string, readonly MeasuredPlaces[]>();
    for (const uri of files) {
      const answer = await this.#ports.requests.measuredPlaces(uri);
      if (answer.ok) written.set(uri, answer.value);
    }
    this.#shown = findWritten(runs, written);
    return resultsIn(document.uri.toString(), this.#shown, vscode.l10n).map(({ range, text, row }) => {
      const { start, end } = range;
      const place = new vscode.Range(start.line, start.character, end.line, end.character);
      return new vscode.CodeLens(place, { title: text, command: COMMANDS.openResults, arguments: [row] });
    });
  }

  dispose(): void {
    this.#cancel?.();
    vscode.Disposable.from(this.#parts, this.#changed).dispose();
  }

  #forget(uri: string): void {
    const touched = this.#shown.filter(
      ({ view, written }) => view.origin?.uri === uri || written.places.some(place => place.uri === uri),
    );
    const fresh = touched.map(keyOf).filter(key => !this.#outdated.has(key));
    for (const key of fresh) this.#outdated.add(key);
    if (fresh.length > 0) this.#changed.fire();
  }

  #showSoon(): void {
    this.#cancel ??= this.#ports.timers.after(TOGETHER_MS, () => {
      this.#cancel = undefined;
      this.#changed.fire();
    });
  }
}

function keyOf({ place, view }: RunAt): string {
  return JSON.stringify([place.source.id, view.id]);
}
