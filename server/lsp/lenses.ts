/** Code lenses that any editor can show: who uses an analysis template. */
import { type CodeLens, CodeLensRefreshRequest, type Command } from 'vscode-languageserver';
import type { UseLens } from '../core/index.ts';
import { toRange } from './convert.ts';
import type { Session } from './session.ts';

export function serveLenses(session: Session): void {
  const { connection, service } = session;
  connection.onCodeLens(({ textDocument: { uri } }) =>
    session.withLines<CodeLens[]>('code lenses', uri, [], lines =>
      service.useLenses(uri).map(lens => {
        const range = toRange(lens.range, lines);
        return { range, command: toCommand(session, lens, uri, range) };
      }),
    ),
  );
}

/** Lenses of open documents are others now: who uses a template is written in other files. */
export async function refreshLenses({ client, connection }: Session): Promise<void> {
  if (client?.capabilities.workspace?.codeLens?.refreshSupport)
    await connection.sendRequest(CodeLensRefreshRequest.type);
}

/** An editor that cannot show places still tells how many there are. */
function toCommand({ service, options }: Session, { uses }: UseLens, uri: string, range: CodeLens['range']): Command {
  if (uses.length === 0) return { title: 'not used in this workspace', command: '' };
  const title = `used by ${uses.length}`;
  if (options.showPlacesCommand === undefined) return { title, command: '' };
  const places = uses.flatMap(use => {
    const lines = service.lines(use.uri);
    return lines ? [{ uri: use.uri, range: toRange(use.range, lines) }] : [];
  });
  return { title, command: options.showPlacesCommand, arguments: [uri, range.start, places] };
}
