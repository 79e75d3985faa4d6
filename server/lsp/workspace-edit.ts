/** Edits of several files in LSP's words, as far as the editor knows them. */
import {
  type AnnotatedTextEdit,
  CreateFile,
  type InitializeParams,
  type TextEdit as LspTextEdit,
  ResourceOperationKind,
  type SnippetTextEdit,
  TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { FileEdits, LineMap, ProblemFix, TextEdit } from '../core/index.ts';
import { toRange } from './convert.ts';

export interface WorkspaceEditCapabilities {
  /** Edits by document and version, instead of by URI alone. */
  readonly documentChanges: boolean;
  readonly createsFiles: boolean;
  readonly snippets: boolean;
  /** Asks for the edit of a code action when that is chosen. */
  readonly resolvesEdits: boolean;
}

export function capabilitiesOf(client: InitializeParams | undefined): WorkspaceEditCapabilities {
  const edit = client?.capabilities.workspace?.workspaceEdit;
  const documentChanges = edit?.documentChanges === true;
  const resolved = client?.capabilities.textDocument?.codeAction?.resolveSupport?.properties ?? [];
  return {
    documentChanges,
    createsFiles: documentChanges && (edit.resourceOperations ?? []).includes(ResourceOperationKind.Create),
    snippets: documentChanges && edit.snippetEditSupport === true,
    resolvesEdits: resolved.includes('edit'),
  };
}

/** Whether a fix does something that the editor cannot. */
export function needsMore(fix: Pick<ProblemFix, 'creates'>, can: WorkspaceEditCapabilities): boolean {
  return fix.creates !== undefined && !can.createsFiles;
}

/** What the server knows of files. */
export interface Places {
  readonly lines: (uri: string) => LineMap | undefined;
  /** Null: the file is not open. */
  readonly version: (uri: string) => number | null;
}

type Change = Pick<ProblemFix, 'edits' | 'others' | 'creates' | 'snippet'> & { readonly uri: string };

export function toWorkspaceEdit(change: Change, places: Places, can: WorkspaceEditCapabilities): WorkspaceEdit {
  const files: readonly FileEdits[] = [{ uri: change.uri, edits: change.edits }, ...change.others];
  const edited = files.flatMap(({ uri, edits }) => {
    const lines = places.lines(uri);
    return lines && edits.length > 0 ? [{ uri, edits, lines }] : [];
  });
  if (!can.documentChanges) {
    const changes = edited.map(({ uri, edits, lines }) => [
      uri,
      edits.map(edit => toTextEdit(edit, lines, change.snippet)),
    ]);
    return { changes: Object.fromEntries(changes) };
  }
  const hasTabStops = change.snippet && can.snippets;
  const documentChanges: (TextDocumentEdit | CreateFile)[] = edited.map(({ uri, edits, lines }) =>
    TextDocumentEdit.create(
      { uri, version: places.version(uri) },
      edits.map((edit): LspTextEdit | AnnotatedTextEdit | SnippetTextEdit =>
        hasTabStops ? toSnippetEdit(edit, lines) : toTextEdit(edit, lines, change.snippet),
      ),
    ),
  );
  if (change.creates) {
    const { uri, text } = change.creates;
    const start = { line: 0, character: 0 };
    documentChanges.push(
      CreateFile.create(uri, { overwrite: false, ignoreIfExists: false }),
      TextDocumentEdit.create({ uri, version: null }, [{ range: { start, end: start }, newText: text }]),
    );
  }
  return { documentChanges };
}

function toTextEdit({ range, newText }: TextEdit, lines: LineMap, isSnippet: boolean): LspTextEdit {
  return { range: toRange(range, lines), newText: isSnippet ? withoutTabStops(newText) : newText };
}

/**
 * Editors indent the further lines of a snippet as its first one is indented, and these are indented already: the snippet
 * begins where its line begins, where nothing is left to add.
 */
function toSnippetEdit({ range, newText }: TextEdit, lines: LineMap): SnippetTextEdit {
  const { line } = lines.position(range.start);
  const start = newText.includes('\n') ? lines.offset({ line, character: 0 }) : range.start;
  const before = lines.slice(start, range.start).replace(/[\\$}]/g, '\\$&');
  return {
    range: toRange({ start, end: range.end }, lines),
    snippet: { kind: 'snippet', value: before + newText },
  };
}

/** The text as it would stand when all tab stops are left as they are. */
function withoutTabStops(snippet: string): string {
  return snippet.replace(
    /\\([\\$}])|\$\{\d+:([^}]*)\}|\$\{\d+\|([^,|]*)[^}]*\}|\$\{\d+\}|\$\d+/g,
    (_, escaped, text, choice) => String(escaped ?? text ?? choice ?? ''),
  );
}
