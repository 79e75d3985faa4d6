/** All commands in one list, with their options; reading of the command line is commander's. */
import { Command, CommanderError } from 'commander';
import { type AddCommand, type ExitCode, isUsageError, type Tools } from './command.ts';
import { addCompletion } from './completion.ts';
import { addExplain } from './explain.ts';
import { addLint } from './lint/command.ts';
import { addLsp } from './lsp.ts';
import { addMcp } from './mcp.ts';
import { addRehearse } from './rehearse/command.ts';
import { addRules } from './rules.ts';
import { addSchema } from './schema.ts';

const COMMANDS: readonly AddCommand[] = [
  addLint,
  addRehearse,
  addExplain,
  addRules,
  addSchema,
  addLsp,
  addMcp,
  addCompletion,
];

/** 0: fine, 1: the answer is bad news, 2: the call was wrong, or could not be carried out. */
export async function runProgram(args: readonly string[], tools: Tools): Promise<ExitCode> {
  const { output, version } = tools;
  let code: ExitCode = 0;
  const program = new Command('argo-experiments')
    .description('Lints and rehearses Argo Rollouts experiments and analysis templates. Contacts no cluster.')
    .version(version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print help; also behind each command')
    .configureOutput({ writeOut: output.out, writeErr: output.err })
    .showSuggestionAfterError(true)
    .exitOverride();
  for (const add of COMMANDS)
    add(program, tools, given => {
      code = given;
    });
  for (const command of program.commands) {
    command.exitOverride().configureOutput({ writeOut: output.out, writeErr: output.err });
    command.showHelpAfterError(`(argo-experiments ${command.name()} --help lists the options)`);
  }
  program.showHelpAfterError('(argo-experiments --help lists the commands)');
  if (args.length === 0) {
    output.out(program.helpInformation());
    return 2;
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!isUsageError(error)) throw error;
    output.err(`${error.message}\n`);
    return 2;
  }
}
