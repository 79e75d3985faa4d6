/** `argo-experiments mcp`: the tools for agents, on standard input and output. */
import path from 'node:path';
import type { serveMcp } from '../mcp/main.ts';
import type { AddCommand } from './command.ts';

export const addMcp: AddCommand = (program, { language, output, version }) => {
  program
    .command('mcp')
    .description('Start a Model Context Protocol server for agents: check, rehearse, explain. Contacts no cluster.')
    .option('--root <folder>', 'files are read from here and below (default: the working folder)', '.')
    .action(async ({ root }: { root: string }) => {
      // A bundle of its own: the protocol's library is larger than all the rest of the command line.
      const mcp: { readonly serveMcp: typeof serveMcp } = await import(new URL('./mcp.js', import.meta.url).href);
      await mcp.serveMcp({ language, version, root: path.resolve(output.cwd, root) });
    });
};
