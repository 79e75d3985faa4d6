/** `argo-experiments schema KIND`: a self-contained JSON Schema. */
import { type ArgoVersion, DEFAULT_SETTINGS, toJsonSchema } from '../core/index.ts';
import { type AddCommand, argoVersionOption, UsageError } from './command.ts';

export const addSchema: AddCommand = (program, { language, output }) => {
  const kinds = language.kinds.map(({ kind }) => kind);
  program
    .command('schema')
    .description('Print the JSON Schema of a kind, for kubeconform and other editors.')
    .argument('<kind>', kinds.join(', '))
    .addOption(argoVersionOption())
    .action((wanted: string, { argoVersion = DEFAULT_SETTINGS.argoVersion }: { argoVersion?: ArgoVersion }) => {
      const kind = kinds.find(each => each.toLowerCase() === wanted.toLowerCase());
      if (kind === undefined) throw new UsageError(`Unknown kind "${wanted}". Use one of: ${kinds.join(', ')}.`);
      output.out(`${JSON.stringify(toJsonSchema(language, kind, argoVersion), null, 2)}\n`);
    });
};
