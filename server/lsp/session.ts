/** What every request handler needs: the connection, the service, the settings, and the guard at the boundary. */
import { type Connection, type Diagnostic, type InitializeParams, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { describeFailure, type LineMap, type Problem, type Service } from '../core/index.ts';
import type { InitializationOptions } from '../protocol.ts';
import { toDiagnostic } from './convert.ts';
import type { SettingsStore } from './settings.ts';

export class Session {
  readonly connection: Connection;
  readonly service: Service;
  readonly settings: SettingsStore;
  /** What is open in the editor. */
  readonly documents = new TextDocuments(TextDocument);
  /** As JSON, of each open document that was asked about: to see whether there is news. */
  readonly lastDiagnostics = new Map<string, string>();
  /** Open documents that the client knows as templates, with the tool's name. */
  readonly templates = new Map<string, string | undefined>();
  /** Done when the files of the workspace have been read for the first time. */
  reading: Promise<void> = Promise.resolve();
  /** What the client said at the start; undefined before that. */
  client: InitializeParams | undefined;

  readonly #pageOf: (rule: string) => string | undefined;

  /** `pageOf`: the address of a rule's documentation, where there is one. */
  constructor(
    connection: Connection,
    service: Service,
    settings: SettingsStore,
    pageOf: (rule: string) => string | undefined,
  ) {
    this.#pageOf = pageOf;
    this.connection = connection;
    this.service = service;
    this.settings = settings;
  }

  get canPullDiagnostics(): boolean {
    return this.client?.capabilities.textDocument?.diagnostic !== undefined;
  }

  get options(): InitializationOptions {
    const given: unknown = this.client?.initializationOptions;
    const valueAt = (field: keyof InitializationOptions): unknown =>
      typeof given === 'object' && given !== null ? Reflect.get(given, field) : undefined;
    const textAt = (field: keyof InitializationOptions): string | undefined => {
      const value = valueAt(field);
      return typeof value === 'string' ? value : undefined;
    };
    const [suggestCommand, showPlacesCommand] = [textAt('suggestCommand'), textAt('showPlacesCommand')];
    const [showRuleCommand, rulePages] = [textAt('showRuleCommand'), textAt('rulePages')];
    return {
      ...(suggestCommand === undefined ? {} : { suggestCommand }),
      ...(showPlacesCommand === undefined ? {} : { showPlacesCommand }),
      ...(showRuleCommand === undefined ? {} : { showRuleCommand }),
      ...(rulePages === undefined ? {} : { rulePages }),
      readsFiles: valueAt('readsFiles') === true,
      showsCheckedInPart: valueAt('showsCheckedInPart') === true,
      wordSuggestions: valueAt('wordSuggestions') === true,
    };
  }

  toDiagnostic(problem: Problem, lines: LineMap): Diagnostic {
    return toDiagnostic(problem, lines, uri => this.service.lines(uri), this.#linkTo);
  }

  /** Address of a rule's page as a file, where there is one. */
  pageOf(rule: string): string | undefined {
    return this.#pageOf(rule);
  }

  /** Where the code of a problem leads. */
  readonly #linkTo = (rule: string): string | undefined => {
    const { rulePages } = this.options;
    return rulePages === undefined ? this.#pageOf(rule) : `${rulePages}${rule}.md`;
  };

  /** A failing feature answers nothing and says so in the log; it never takes the server down. */
  async guard<T>(what: string, nothing: T, run: () => T | Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      this.connection.console.error(`${what} failed: ${describeFailure(error)}`);
      return nothing;
    }
  }

  /** As {@link guard}, for a file that the service knows; for any other the answer is nothing. */
  async withLines<T>(what: string, uri: string, nothing: T, run: (lines: LineMap) => T | Promise<T>): Promise<T> {
    return await this.guard(what, nothing, async () => {
      const lines = this.service.lines(uri);
      return lines ? await run(lines) : nothing;
    });
  }
}
