/** What the language client is told, on every platform. */
import type * as vscode from 'vscode';
import { CloseAction, ErrorAction, type LanguageClientOptions, RevealOutputChannelOn } from 'vscode-languageclient';
import type { InitializationOptions } from '../../server/protocol.ts';
import { COMMANDS, SECTION } from '../ids.ts';
import { RULE_PAGES } from '../ui/rule-pages.ts';
import { SHOW_PLACES, withPlaces } from './places.ts';

/** `vscode-vfs`: a repository that is not checked out. `vscode-remote`: a folder elsewhere, seen from the browser. */
const SCHEMES = ['file', 'untitled', 'vscode-vfs', 'vscode-remote', 'vscode-test-web', 'memfs'];

/**
 * Documents that the language server looks at. Schemes are named because others hold copies of the same text: the old
 * side of a comparison, the output of a command.
 */
export const DOCUMENT_SELECTOR = SCHEMES.map(scheme => ({ language: 'yaml', scheme }));

/** `died` is called when the connection to the server closes without having been asked to. */
export function clientOptions(output: vscode.LogOutputChannel, died: () => void): LanguageClientOptions {
  return {
    documentSelector: DOCUMENT_SELECTOR,
    // Tells the server that settings changed; it asks for those of each file itself.
    synchronize: { configurationSection: [SECTION, 'files.exclude', 'search.exclude'] },
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    diagnosticPullOptions: { onChange: true, onSave: false, onFocus: true },
    // Hover texts quote files and clusters.
    markdown: { isTrusted: false, supportHtml: false },
    initializationOptions: {
      suggestCommand: 'editor.action.triggerSuggest',
      showPlacesCommand: SHOW_PLACES,
      showRuleCommand: COMMANDS.showRule,
      rulePages: RULE_PAGES,
      wordSuggestions: true,
      readsFiles: true,
      showsCheckedInPart: true,
    } satisfies InitializationOptions,
    middleware: { provideCodeLenses: async (document, token, next) => withPlaces(await next(document, token)) },
    initializationFailedHandler: () => false,
    errorHandler: {
      // One bad message ends nothing; a connection that is really broken closes.
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        died();
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    },
  };
}
