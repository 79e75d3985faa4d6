/** Commands about the language server itself. */
import { COMMANDS } from '../ids.ts';
import type { Command, Parts } from './command.ts';

export function restartLanguageServer({ language }: Parts): Command {
  return { id: COMMANDS.restartLanguageServer, run: () => language.restart() };
}

export function showOutput({ language }: Parts): Command {
  return {
    id: COMMANDS.showOutput,
    async run() {
      language.showOutput();
    },
  };
}
