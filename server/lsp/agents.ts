/** Questions of agents, asked through the editor's own tools. */
import { answer } from '../agents/answer.ts';
import { canonical, within } from '../disk/uris.ts';
import { AGENT, type AgentParams, type AgentResult } from '../protocol.ts';
import type { Session } from './session.ts';

const NOTHING: AgentResult = { text: 'It failed; the log of the language server says why.', isError: true };

export function serveAgents(session: Session): void {
  const { connection, service, settings } = session;
  connection.onRequest(AGENT, ({ tool, input }: AgentParams) =>
    session.guard<AgentResult>('a tool for agents', NOTHING, () =>
      answer(tool, input, {
        service,
        settingsOf: uri => settings.of(uri),
        // Files of the workspace alone: the service knows those that hold something of ours.
        open: file => candidates(session, file).find(uri => service.lines(uri) !== undefined),
      }),
    ),
  );
}

/** Agents name a file by its address, its whole path, or a path from a folder of the workspace. */
function candidates({ client }: Session, file: string): readonly string[] {
  const folders = client?.workspaceFolders ?? [];
  const relative = file.replaceAll('\\', '/').replace(/^\.\//, '');
  return [canonical(file), canonical(`file://${relative}`), ...folders.map(({ uri }) => within(uri, relative))];
}
