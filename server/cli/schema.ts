/** `argo-experiments schema KIND`: a self-contained JSON Schema. */
import { type Language, toJsonSchema } from '../core/index.ts';
import { type Output, readOptions, readVersion, UsageError } from './command.ts';

export function schema(args: readonly string[], language: Language, { out }: Output): number {
  const { values, positionals } = readOptions(args, { 'argo-version': { type: 'string' } });
  const kinds = language.kinds.map(({ kind }) => kind);
  const [wanted, ...others] = positionals;
  const kind = kinds.find(each => each.toLowerCase() === wanted?.toLowerCase());
  if (kind === undefined || others.length > 0) throw new UsageError(`schema takes one kind: ${kinds.join(', ')}.`);
  out(`${JSON.stringify(toJsonSchema(language, kind, readVersion(values['argo-version'])), null, 2)}\n`);
  return 0;
}
