/** Completion in LSP's words, as far as the client understands them: what it has not said it takes, it does not get. */
import {
  type ClientCapabilities,
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type CompletionParams,
  CompletionTriggerKind,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from 'vscode-languageserver';
import { type Completion, expandSnippet, type LineMap, plainText } from '../core/index.ts';
import type { InitializationOptions } from '../protocol.ts';
import { toRange } from './convert.ts';
import type { Session } from './session.ts';

/** What the client takes of an item. */
interface Takes extends Pick<InitializationOptions, 'suggestCommand' | 'wordSuggestions'> {
  readonly snippets: boolean;
  readonly markdown: boolean;
  readonly labelDetails: boolean;
  readonly insertTextModes: boolean;
}

export function serveCompletion(session: Session): void {
  const { connection, service, settings } = session;
  // The version of each document that was asked about last: a question without a change in between comes from a person.
  const asked = new Map<string, number | undefined>();
  session.documents.onDidClose(({ document }) => asked.delete(document.uri));

  const answer = async (params: CompletionParams, lines: LineMap): Promise<CompletionList> => {
    const { textDocument, position, context } = params;
    const trigger =
      context?.triggerKind === CompletionTriggerKind.TriggerCharacter ? context.triggerCharacter : undefined;
    const version = session.documents.get(textDocument.uri)?.version;
    const isAskedFor =
      context?.triggerKind === CompletionTriggerKind.TriggerForIncompleteCompletions ||
      (trigger === undefined && asked.get(textDocument.uri) === version);
    asked.set(textDocument.uri, version);
    const chosen = await settings.of(textDocument.uri);
    const items = service.complete(textDocument.uri, lines.offset(position), chosen, trigger);
    const takes = takenBy(session);
    return {
      isIncomplete: isAskedFor,
      items: items.flatMap(item =>
        item.kind === 'typed' && !takes.wordSuggestions ? [] : toCompletionItem(item, lines, takes),
      ),
    };
  };
  connection.onCompletion(params =>
    session.withLines<CompletionList | null>('completion', params.textDocument.uri, null, lines =>
      answer(params, lines),
    ),
  );
}

function takenBy({ client, options }: Session): Takes {
  const capabilities: ClientCapabilities | undefined = client?.capabilities;
  const item = capabilities?.textDocument?.completion?.completionItem;
  const { suggestCommand, wordSuggestions } = options;
  return {
    snippets: item?.snippetSupport === true,
    markdown: item?.documentationFormat?.includes(MarkupKind.Markdown) === true,
    labelDetails: item?.labelDetailsSupport === true,
    insertTextModes: item?.insertTextModeSupport?.valueSet.includes(InsertTextMode.asIs) === true,
    ...(suggestCommand === undefined ? {} : { suggestCommand }),
    ...(wordSuggestions === undefined ? {} : { wordSuggestions }),
  };
}

const KINDS: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  field: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  snippet: CompletionItemKind.Snippet,
  document: CompletionItemKind.File,
  variable: CompletionItemKind.Variable,
  function: CompletionItemKind.Function,
  keyword: CompletionItemKind.Keyword,
  operator: CompletionItemKind.Operator,
  typed: CompletionItemKind.Text,
};

function toCompletionItem(item: Completion, lines: LineMap, takes: Takes): CompletionItem {
  const { label, kind, origin, documentation, additionalEdits = [], retrigger } = item;
  const detail = takes.labelDetails ? item.detail : [item.detail, origin].filter(part => part !== undefined).join(', ');
  const isSnippet = item.snippet && takes.snippets;
  const newText = item.snippet && !isSnippet ? expandSnippet(item.edit.newText) : item.edit.newText;
  return {
    label,
    kind: KINDS[kind],
    ...(detail ? { detail } : {}),
    ...(takes.labelDetails && origin !== undefined ? { labelDetails: { description: origin } } : {}),
    ...(documentation === undefined ? {} : { documentation: toDocumentation(documentation, takes) }),
    sortText: item.sortText,
    filterText: item.filterText,
    ...(isSnippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    // New lines carry their whole indentation already.
    ...(takes.insertTextModes ? { insertTextMode: InsertTextMode.asIs } : {}),
    textEdit: { range: toRange(item.edit.range, lines), newText },
    ...(additionalEdits.length === 0
      ? {}
      : {
          additionalTextEdits: additionalEdits.map(edit => ({
            range: toRange(edit.range, lines),
            newText: edit.newText,
          })),
        }),
    ...(retrigger && takes.suggestCommand !== undefined
      ? { command: { title: '', command: takes.suggestCommand } }
      : {}),
  };
}

function toDocumentation(markdown: string, { markdown: takesMarkdown }: Takes) {
  return takesMarkdown ? { kind: MarkupKind.Markdown, value: markdown } : plainText(markdown);
}
