/** The options of `argo-experiments lint`. */
import { InvalidArgumentError, Option } from 'commander';
import { RULES, type Severity, UNUSED_IGNORE } from '../../core/index.ts';
import { type AddCommand, argoVersionOption, collect, UsageError } from '../command.ts';
import { unknownRule } from '../explain.ts';
import { FORMATS } from '../formats/format.ts';
import { lint } from './lint.ts';
import type { LintOptions } from './options.ts';
import { watchAndLint } from './watch.ts';

const LEVELS: readonly (Severity | 'off')[] = ['error', 'warning', 'info', 'hint', 'off'];

const EXPLANATION = `
A named file is read together with its Git repository (else the working folder), so that nothing is called missing that
exists beside it; only what was named is reported. \`-\` reads the standard input, also what \`helm template\` or
\`kustomize build\` printed: its problems are reported for the file that the tool names.

The nearest ${'`.argo-experiments.yaml`'} above a file holds for it; options win over it.

Exit code 0: no problem of level error (see --fail-on), 1: some, 2: something could not be checked.
`;

export const addLint: AddCommand = (program, tools, end) => {
  program
    .command('lint')
    .description('Check YAML and JSON manifests.')
    .argument(
      '[path...]',
      'files, folders, patterns such as "deploy/**/*.yaml", or - for the standard input (default: .)',
    )
    .addOption(
      new Option('--format <format>', 'how problems are printed').choices(Object.keys(FORMATS)).default('text'),
    )
    .addOption(argoVersionOption())
    .option('--severity <rule=level>', `level of a rule: ${LEVELS.join(', ')}; may be repeated`, readSeverity)
    .option('--strict', 'report advice as warnings')
    .addOption(
      new Option('--fail-on <level>', 'lowest level that makes the exit code 1')
        .choices(LEVELS.slice(0, 4))
        .default('error'),
    )
    .option('--max-warnings <count>', 'exit code 1 if there are more warnings', readCount)
    .option('--quiet', 'print errors only')
    .option('--fix', 'write safe fixes first (quotes around text, 1d as 24h)')
    .option('--dry-run', 'with --fix: print what would change as a diff, write nothing')
    .option('--watch', 'check again whenever a file changes')
    .option('--exclude <pattern>', 'leave files or folders out, such as "**/generated"; may be repeated', collect)
    .option('--no-gitignore', 'read what .gitignore leaves out, too')
    .option('--no-config', 'ignore .argo-experiments.yaml')
    .option('--context <folder>', 'read this folder around the files')
    .option('--stdin-filename <name>', 'name of the standard input in the output')
    .option('--cluster-objects <file>', 'what `kubectl get … -A -o yaml` printed of a cluster, for rules that need one')
    .option('--namespace <name>', 'with --cluster-objects: where objects go that name no namespace')
    .option('--color', 'colours even without a terminal')
    .option('--no-color', 'no colours')
    .addHelpText('after', EXPLANATION)
    .action(async (paths: readonly string[], options: LintOptions) => {
      checkTogether(options);
      const asked = paths.length > 0 ? paths : ['.'];
      if (options.watch) return watchAndLint(asked, options, tools);
      end(await lint(asked, options, tools));
    });
};

function checkTogether({ dryRun, fix, namespace, clusterObjects }: LintOptions): void {
  if (dryRun && !fix) throw new UsageError('--dry-run shows what --fix would change; add --fix.');
  if (namespace !== undefined && clusterObjects === undefined)
    throw new UsageError('--namespace belongs to the cluster of --cluster-objects; add --cluster-objects FILE.');
}

function readSeverity(
  value: string,
  before: Readonly<Record<string, Severity | 'off'>> = {},
): Readonly<Record<string, Severity | 'off'>> {
  const [rule = '', level] = value.split('=');
  const severity = LEVELS.find(word => word === level);
  if (severity === undefined) throw new InvalidArgumentError(`Use RULE=${LEVELS.join('|')}.`);
  if (rule !== UNUSED_IGNORE && !RULES.some(({ id }) => id === rule)) throw new InvalidArgumentError(unknownRule(rule));
  return { ...before, [rule]: severity };
}

function readCount(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('Use a whole number.');
  return Number(value);
}
