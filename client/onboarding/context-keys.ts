/** Keeps the context keys up to date that decide which buttons, menus and welcome texts are shown. */
import * as vscode from 'vscode';
import type { Places } from '../experiments/places/places.ts';
import { candidates } from '../experiments/places/row-actions.ts';
import type { Requests } from '../experiments/ports/requests.ts';
import type { Timers } from '../experiments/ports/timers.ts';
import { isFiltering, type TreeFilter } from '../experiments/view/filter.ts';
import { CONTEXT_KEYS, type RowAction } from '../ids.ts';

/** Typing goes on for a while; the keys may be that much late. */
const PAUSE_MS = 300;

export interface ContextKeysPorts {
  readonly requests: Pick<Requests, 'runnables' | 'templateDocuments'>;
  readonly places: Places;
  readonly canConnect: boolean;
  readonly timers: Timers;
  /** Whether the language server looks at it. */
  readonly isOurs: (document: vscode.TextDocument) => boolean;
  readonly log: (message: string) => void;
}

export class ContextKeys implements vscode.Disposable {
  readonly #ports: ContextKeysPorts;
  /** URIs of documents that hold something to run, with their paths. */
  readonly #runnable = new Map<string, readonly string[]>();
  /** The same of those that hold an analysis template. */
  readonly #templates = new Map<string, readonly string[]>();
  readonly #disposables: vscode.Disposable[] = [];
  /** What each key was set to last. */
  readonly #known = new Map<string, string>();
  #cancelLook: (() => void) | undefined;

  constructor(ports: ContextKeysPorts) {
    this.#ports = ports;
    this.#disposables.push(
      vscode.window.onDidChangeActiveTextEditor(() => this.look()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === vscode.window.activeTextEditor?.document) this.look();
      }),
      vscode.workspace.onDidCloseTextDocument(document => {
        const uri = document.uri.toString();
        if ([this.#runnable.delete(uri), this.#templates.delete(uri)].includes(true)) this.#setPaths();
      }),
      { dispose: ports.places.onChange(() => this.#setExperiments()) },
    );
    this.#set(CONTEXT_KEYS.inBrowser, !ports.canConnect);
    this.#setExperiments();
    this.look();
  }

  /** Looks at the document in front, once typing has paused. */
  look(): void {
    this.#cancelLook?.();
    this.#cancelLook = this.#ports.timers.after(PAUSE_MS, () => {
      this.#lookNow().catch(error => this.#ports.log(`context keys: ${String(error)}`));
    });
  }

  showFilter(filter: TreeFilter): void {
    this.#set(CONTEXT_KEYS.isFiltered, isFiltering(filter));
    this.#set(CONTEXT_KEYS.finishedHidden, filter.hidesFinished);
  }

  dispose(): void {
    this.#cancelLook?.();
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  async #lookNow(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    const uri = document?.uri.toString();
    const asked = document !== undefined && uri !== undefined && this.#ports.isOurs(document);
    const { requests } = this.#ports;
    const answers = asked ? await Promise.all([requests.runnables(uri), requests.templateDocuments(uri)]) : [];
    if (uri !== vscode.window.activeTextEditor?.document.uri.toString()) return;
    // Without an answer what was known of the file stays.
    for (const [index, known] of [this.#runnable, this.#templates].entries()) {
      const answer = answers[index];
      if (document === undefined || uri === undefined || answer?.ok !== true) continue;
      if (answer.value.length > 0) known.set(uri, pathsOf(document.uri));
      else known.delete(uri);
    }
    this.#set(CONTEXT_KEYS.canRunActiveFile, uri !== undefined && this.#runnable.has(uri));
    this.#setPaths();
  }

  #setPaths(): void {
    this.#set(CONTEXT_KEYS.runnablePaths, [...this.#runnable.values()].flat());
    this.#set(CONTEXT_KEYS.templatePaths, [...this.#templates.values()].flat());
  }

  #setExperiments(): void {
    const states = this.#ports.places.all.map(({ source }) => source.state);
    this.#set(
      CONTEXT_KEYS.hasExperiments,
      states.some(state => state.kind === 'ready' && state.experiments.length > 0),
    );
    this.#set(
      CONTEXT_KEYS.hasPlaces,
      this.#ports.places.all.some(({ cluster }) => cluster !== undefined),
    );
    const rehearsals = this.#ports.places.all.filter(({ playback }) => playback !== undefined);
    const has = (action: RowAction, least = 1) => candidates(rehearsals, action).length >= least;
    this.#set(CONTEXT_KEYS.canPause, has('pause'));
    this.#set(CONTEXT_KEYS.canResume, has('resume'));
    this.#set(CONTEXT_KEYS.canJump, has('end'));
    this.#set(CONTEXT_KEYS.canCompare, has('compare', 2));
  }

  #set(key: string, value: unknown): void {
    const text = JSON.stringify(value);
    if (this.#known.get(key) === text) return;
    this.#known.set(key, text);
    vscode.commands.executeCommand('setContext', key, value).then(undefined, error => {
      this.#ports.log(`context key ${key}: ${String(error)}`);
    });
  }
}

/**
 * The paths under which the window may know the document. Where the extension runs on another machine the two have
 * different URIs of one file, so URIs cannot be compared; their paths can.
 */
function pathsOf(uri: vscode.Uri): readonly string[] {
  return [...new Set([uri.path, uri.fsPath])];
}
