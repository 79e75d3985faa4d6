/** The tools for agents over the Model Context Protocol, on standard input and output; a bundle of its own, loaded by `argo-experiments mcp`. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { answer, type World } from '../agents/answer.ts';
import { TOOLS } from '../agents/tools.ts';
import { createService, DEFAULT_SETTINGS, type Language } from '../core/index.ts';
import { toUri } from '../disk/uris.ts';
import { isFileError, isWithin } from '../disk/walk.ts';
import { readWorkspace } from '../disk/yaml-files.ts';

export interface McpOptions {
  readonly language: Language;
  readonly version: string;
  /** Files are read from here and below alone. */
  readonly root: string;
}

/** Serves until the client ends the connection. */
export async function serveMcp(options: McpOptions): Promise<void> {
  const { version } = options;
  const server = new Server({ name: 'argo-experiments', version }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: Object.entries(TOOLS).map(([name, { title, description, inputSchema }]) => ({
      name,
      title,
      description,
      inputSchema: { ...inputSchema, required: [...inputSchema.required] },
      annotations: { readOnlyHint: true, openWorldHint: false },
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const { text, isError } = await answer(params.name, params.arguments ?? {}, await readWorld(options));
    return { content: [{ type: 'text', text }], isError };
  });
  const ended = new Promise<void>(resolve => {
    server.onclose = resolve;
    process.stdin.on('end', resolve);
  });
  await server.connect(new StdioServerTransport());
  await ended;
}

/** The files as they are at this moment: an agent has changed some since it asked last. */
async function readWorld({ language, root }: McpOptions): Promise<World> {
  const service = createService({ language, log: (level, message) => level === 'error' && console.error(message) });
  const { isComplete } = await readWorkspace(
    [toUri(root)],
    (uri, text) => service.update(uri, text),
    () => false,
  );
  service.setComplete(isComplete);
  return { service, settingsOf: () => DEFAULT_SETTINGS, open: file => open(path.resolve(root, file), root, service) };
}

function open(file: string, root: string, service: World['service']): string | undefined {
  if (!isWithin(file, root)) return undefined;
  try {
    const uri = toUri(file);
    service.update(uri, readFileSync(file, 'utf8'));
    return uri;
  } catch (error) {
    if (isFileError(error)) return undefined;
    throw error;
  }
}
