/** The options of `argo-experiments rehearse`. */
import { Option } from 'commander';
import { type AddCommand, argoVersionOption, collect } from '../command.ts';
import { type RehearseOptions, rehearse } from './rehearse.ts';

const EXPLANATION = `
SCENARIO is the title of a built-in scenario (--list-scenarios prints them), a file with a Rehearsal, or a recorded
AnalysisRun (\`kubectl get analysisrun NAME -o yaml\`), whose measurements are replayed.

Exit code 0: the run ends Successful and nothing in its files is an error, 1: it ends otherwise, 2: it could not be rehearsed.
`;

export const addRehearse: AddCommand = (program, tools, end) => {
  program
    .command('rehearse')
    .description("Show how an Experiment or an analysis template will go, on the controllers' own rules.")
    .argument('<file>', 'file with an Experiment, a Rollout with an experiment step, or an analysis template')
    .option('--name <name>', 'which of several experiments in the file')
    .option('--scenario <scenario>', 'what happens during the run (default: everything that can go well does)')
    .option('--list-scenarios', 'print the titles of the built-in scenarios')
    .option('--compare <scenario|file|git:revision>', 'show it beside another scenario, or another version of the file')
    .option('--arg <name=value>', 'value of an arg of an analysis template; may be repeated', collect)
    .addOption(new Option('--format <format>', 'text or json').choices(['text', 'json']).default('text'))
    .addOption(argoVersionOption())
    .addHelpText('after', EXPLANATION)
    .action(async (file: string, options: RehearseOptions) => end(await rehearse(file, options, tools)));
};
