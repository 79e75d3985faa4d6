/** `argo-experiments`: the same rules, rehearsals and schemas as in the editor, for terminals and CI. */
import { readFileSync } from 'node:fs';
import { createService, type Language } from '../core/index.ts';
import { isUsageError, type Output } from './command.ts';
import { lint } from './lint.ts';
import { rehearse } from './rehearse.ts';
import { schema } from './schema.ts';

const USAGE = `argo-experiments: the language of Argo Rollouts experiments, without an editor

  argo-experiments lint [PATH...] [--format text|json|sarif|github] [--argo-version V] [--severity RULE=LEVEL]...
                        [--exclude PATTERN]... [--cluster-objects FILE [--namespace NAME]] [--fix]
      Names what is wrong in YAML files and folders (default: this folder). Exit code 1: problems of level error.
      --fix first writes the fixes that can only have been meant so (a text in quotes, 1d as 24h), and says which on the standard error.
      PATTERN leaves files or folders out of those that are searched, as **/generated does; without one node_modules, dist, vendor and the
      folders of version control are left out.
      FILE holds what a cluster has (kubectl get analysistemplates,clusteranalysistemplates,services,rollouts -A -o yaml), for the rules
      that need one; nothing is contacted. Of each kind in it all objects must be there. NAME: where objects go that name no namespace.
  argo-experiments rehearse FILE [--name NAME] [--scenario TITLE|FILE] [--compare TITLE|FILE|git:REV] [--format text|json] [--argo-version V]
      Tells how an Experiment will go, on the controllers' own rules. Exit code 0: Successful, 1: anything else.
      A scenario is one of those that a wrong title lists, a file with a Rehearsal, or a recorded AnalysisRun (kubectl get -o yaml),
      whose measurements are given again. --compare shows two side by side: another scenario, or another version of the
      file: another file, or the files of a commit (git:HEAD).
      Of a file with an analysis template alone: what that measures; --arg NAME=VALUE gives it args.
  argo-experiments schema KIND [--argo-version V]
      Prints the JSON Schema of a kind, for other editors.
  argo-experiments lsp
      The language server on standard input and output.
  argo-experiments --version | --help
`;

/** Exit codes: 0 fine, 1 the answer is bad news, 2 the call was wrong. */
async function main(args: readonly string[], output: Output): Promise<number> {
  const [command, ...rest] = args;
  if (command === undefined || command === 'help' || asksForHelp(args)) {
    output.out(USAGE);
    return command === undefined ? 2 : 0;
  }
  if (command === '--version') {
    output.out(`${version()}\n`);
    return 0;
  }
  if (command === 'lsp') {
    if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
    await import(new URL('./server.js', import.meta.url).href);
    return await new Promise<never>(() => undefined);
  }
  const language = readLanguage();
  const service = createService({ language, log: (level, message) => level === 'error' && output.err(`${message}\n`) });
  switch (command) {
    case 'lint':
      return await lint(rest, service, output, version());
    case 'rehearse':
      return await rehearse(rest, service, output);
    case 'schema':
      return schema(rest, language, output);
    default:
      output.err(`There is no command "${command}".\n\n${USAGE}`);
      return 2;
  }
}

/** Behind `--` stand paths alone. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? args.length : end).some(arg => arg === '--help' || arg === '-h');
}

function readLanguage(): Language {
  // Built by schemas/build.ts, which proves its shape.
  return JSON.parse(readFileSync(new URL('./schemas/language.json', import.meta.url), 'utf8')) as Language;
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown';
}

const output: Output = {
  out: text => void process.stdout.write(text),
  err: text => void process.stderr.write(text),
  cwd: process.cwd(),
};

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  process.exitCode = await main(process.argv.slice(2), output);
} catch (error) {
  if (!isUsageError(error)) throw error;
  output.err(`${error.message}\nargo-experiments --help says how it is called.\n`);
  process.exitCode = 2;
}
