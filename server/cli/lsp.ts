/** `argo-experiments lsp`: the language server on standard input and output. */

import type { AddCommand } from './command.ts';

export const addLsp: AddCommand = program => {
  program
    .command('lsp')
    .description('Start the language server on standard input and output.')
    .option('--stdio', 'accepted because editors pass it')
    .allowUnknownOption() // editors add their own, such as --clientProcessId
    .allowExcessArguments()
    .action(async () => {
      if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
      await import(new URL('./server.js', import.meta.url).href);
      await new Promise<never>(() => undefined);
    });
};
