/** Definition, references, highlights, rename, links, outline, folding, selection. */
import {
  DocumentHighlightKind,
  type DocumentSymbol,
  ErrorCodes,
  type FoldingRange,
  type InlayHint,
  type Location as LspLocation,
  MarkupKind,
  ResponseError,
  type SelectionRange,
  SymbolKind,
  type WorkspaceSymbol,
} from 'vscode-languageserver';
import type { LineMap, Location, OutlineSymbol, Range } from '../core/index.ts';
import { toRange } from './convert.ts';
import type { Session } from './session.ts';

/** Hints of open documents are others now: what an experiment measures is written in other files. */
export async function refreshHints({ client, connection }: Session): Promise<void> {
  if (client?.capabilities.workspace?.inlayHint?.refreshSupport) await connection.languages.inlayHint.refresh();
}

const SYMBOL_KINDS: Readonly<Record<OutlineSymbol['kind'], SymbolKind>> = {
  document: SymbolKind.Module,
  object: SymbolKind.Object,
  list: SymbolKind.Array,
  value: SymbolKind.Property,
};

export function serveNavigation(session: Session): void {
  const { connection, service } = session;

  const toLocations = (places: readonly Location[]): LspLocation[] =>
    places.flatMap(({ uri, range }) => {
      const lines = service.lines(uri);
      return lines ? [{ uri, range: toRange(range, lines) }] : [];
    });

  connection.onDefinition(({ textDocument: { uri }, position }) =>
    session.withLines('definition', uri, [], lines => toLocations(service.define(uri, lines.offset(position)))),
  );

  connection.onReferences(({ textDocument: { uri }, position, context }) =>
    session.withLines('references', uri, [], lines =>
      toLocations(
        service
          .refer(uri, lines.offset(position))
          .filter(({ role }) => context.includeDeclaration || role === 'reference'),
      ),
    ),
  );

  connection.onDocumentHighlight(({ textDocument: { uri }, position }) =>
    session.withLines('highlights', uri, [], async lines => {
      const offset = lines.offset(position);
      const names = service
        .refer(uri, offset)
        .filter(place => place.uri === uri)
        .map(({ range, role }) => ({
          range: toRange(range, lines),
          kind: role === 'definition' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
        }));
      if (names.length > 0) return names;
      const brackets = service.matchBrackets(uri, offset, await session.settings.of(uri));
      return brackets.map(range => ({ range: toRange(range, lines), kind: DocumentHighlightKind.Text }));
    }),
  );

  connection.onPrepareRename(({ textDocument: { uri }, position }) =>
    session.withLines('rename', uri, null, lines => {
      const found = service.renamable(uri, lines.offset(position));
      return found ? { range: toRange(found.range, lines), placeholder: found.name } : null;
    }),
  );

  connection.onRenameRequest(async ({ textDocument: { uri }, position, newName }) => {
    // Uses in files that are still to be read would be left behind.
    await session.reading;
    const lines = service.lines(uri);
    const result = lines && service.rename(uri, lines.offset(position), newName);
    if (!result) return null;
    // A refusal is an answer for the person who asked, so it is not guarded away.
    if (result.kind === 'refused') throw new ResponseError(ErrorCodes.InvalidRequest, result.message);
    const changes: Record<string, { range: LspLocation['range']; newText: string }[]> = {};
    for (const place of toLocations(result.places)) {
      const edits = changes[place.uri] ?? [];
      edits.push({ range: place.range, newText: result.newName });
      changes[place.uri] = edits;
    }
    return { changes };
  });

  connection.onDocumentLinks(({ textDocument: { uri } }) =>
    session.withLines('links', uri, [], lines =>
      service.links(uri).map(({ range, target }) => ({ range: toRange(range, lines), target })),
    ),
  );

  connection.onDocumentSymbol(({ textDocument: { uri } }) =>
    session.withLines('outline', uri, [], lines => service.outline(uri).map(symbol => toSymbol(symbol, lines))),
  );

  connection.onWorkspaceSymbol(({ query }) =>
    session.guard<WorkspaceSymbol[]>('workspace symbols', [], () =>
      service.findNames(query).flatMap(({ name, type, container, uri, range }) => {
        const lines = service.lines(uri);
        if (!lines) return [];
        const containerName = container === undefined ? type : `${type} of ${container}`;
        return [{ name, kind: SymbolKind.Object, containerName, location: { uri, range: toRange(range, lines) } }];
      }),
    ),
  );

  connection.languages.inlayHint.on(({ textDocument: { uri }, range }) =>
    session.withLines<InlayHint[]>('inlay hints', uri, [], async lines =>
      service
        .hints(uri, { start: lines.offset(range.start), end: lines.offset(range.end) }, await session.settings.of(uri))
        .map(({ offset, text, tooltip }) => ({
          position: lines.position(offset),
          label: text,
          tooltip: { kind: MarkupKind.Markdown, value: tooltip },
          paddingLeft: true,
        })),
    ),
  );

  connection.onFoldingRanges(({ textDocument: { uri } }) =>
    session.withLines('folding', uri, [], lines => service.foldable(uri).flatMap(range => toFold(range, lines))),
  );

  connection.onSelectionRanges(({ textDocument: { uri }, positions }) =>
    session.withLines('selection', uri, [], lines =>
      positions.map(position => toSelection(service.selections(uri, lines.offset(position)), lines, position)),
    ),
  );
}

function toSymbol(symbol: OutlineSymbol, lines: LineMap): DocumentSymbol {
  return {
    name: symbol.name,
    detail: symbol.detail,
    kind: SYMBOL_KINDS[symbol.kind],
    range: toRange(symbol.range, lines),
    selectionRange: toRange(symbol.nameRange, lines),
    children: symbol.children.map(child => toSymbol(child, lines)),
  };
}

/** A block ends behind its last line break: the fold ends on the line before. */
function toFold(range: Range, lines: LineMap): readonly FoldingRange[] {
  const start = lines.position(range.start);
  const end = lines.position(range.end);
  const endLine = end.character === 0 ? end.line - 1 : end.line;
  return endLine > start.line ? [{ startLine: start.line, endLine }] : [];
}

function toSelection(spans: readonly Range[], lines: LineMap, position: LspLocation['range']['start']): SelectionRange {
  let selection: SelectionRange | undefined;
  for (const span of spans.toReversed()) {
    selection = { range: toRange(span, lines), ...(selection ? { parent: selection } : {}) };
  }
  return selection ?? { range: { start: position, end: position } };
}
