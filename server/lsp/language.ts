/** Hover, signatures, colours, and diagnostics on request. */
import { DocumentDiagnosticReportKind } from 'vscode-languageserver';
import { TOOL_NAMES } from '../core/index.ts';
import { CHECKED_IN_PART, type CheckedInPartParams } from '../protocol.ts';
import { toHover, toSemanticTokens, toSignatureHelp } from './convert.ts';
import type { Session } from './session.ts';

export function serveLanguage(session: Session): void {
  const { connection, service, settings } = session;

  connection.onHover(({ textDocument: { uri }, position }) =>
    session.withLines('hover', uri, null, async lines => {
      const found = service.hover(uri, lines.offset(position), await settings.of(uri));
      return found ? toHover(found, lines) : null;
    }),
  );

  connection.onSignatureHelp(({ textDocument: { uri }, position }) =>
    session.withLines('signature help', uri, null, async lines => {
      const found = service.helpSignature(uri, lines.offset(position), await settings.of(uri));
      return found ? toSignatureHelp(found) : null;
    }),
  );

  connection.languages.semanticTokens.on(({ textDocument: { uri } }) =>
    session.withLines('semantic tokens', uri, { data: [] }, async lines =>
      toSemanticTokens(service.colours(uri, await settings.of(uri)), lines),
    ),
  );

  connection.languages.diagnostics.on(async ({ textDocument: { uri } }) => ({
    kind: DocumentDiagnosticReportKind.Full,
    items: await diagnosticsOf(session, uri),
  }));
}

/** More than anybody reads of one file; an editor shows about as many. */
const MAX_DIAGNOSTICS = 1000;

export async function diagnosticsOf(session: Session, uri: string) {
  const { service, settings } = session;
  return await session.withLines('diagnostics', uri, [], async lines => {
    const problems = service.diagnose(uri, await settings.of(uri)).slice(0, MAX_DIAGNOSTICS);
    const diagnostics = problems.map(problem => session.toDiagnostic(problem, lines));
    await sendTemplate(session, uri);
    if (session.documents.get(uri)) session.lastDiagnostics.set(uri, JSON.stringify(diagnostics));
    return diagnostics;
  });
}

/** Says when an open document becomes a template of another tool, or is one no longer. */
async function sendTemplate(
  { connection, documents, options, service, templates }: Session,
  uri: string,
): Promise<void> {
  if (!options.showsCheckedInPart || !documents.get(uri)) return;
  const tool = service.checkedInPart(uri);
  const name = tool && TOOL_NAMES[tool];
  const isSame = tool === undefined ? !templates.has(uri) : templates.has(uri) && templates.get(uri) === name;
  if (isSame) return;
  if (tool) templates.set(uri, name);
  else templates.delete(uri);
  const template = tool ? (name === undefined ? {} : { tool: name }) : null;
  await connection.sendNotification(CHECKED_IN_PART, { uri, template } satisfies CheckedInPartParams);
}
