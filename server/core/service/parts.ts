/** What the verbs of the service share. */
import type { Env } from '../env.ts';
import { RuleRunner } from '../rules/engine/run.ts';
import { RULES, RULES_OF_METRICS } from '../rules/registry.ts';
import { SchemaWalker } from '../schema/walk.ts';
import { describeFailure } from '../text/failure.ts';
import type { SourceFile } from '../workspace/file.ts';
import { SymbolIndex } from '../workspace/symbols.ts';
import { FileStore } from '../workspace/workspace.ts';

export interface Parts {
  readonly schemas: SchemaWalker;
  readonly store: FileStore;
  readonly rules: RuleRunner;
  readonly symbols: SymbolIndex;
  /** Undefined: the service was not told of the file. */
  readonly withFile: <T>(uri: string, answer: (file: SourceFile) => T) => T | undefined;
}

export function createParts({ language, log }: Env): Parts {
  const schemas = new SchemaWalker(language);
  const store = new FileStore((uri, error) => log('error', `${uri} cannot be read: ${describeFailure(error)}`));
  return {
    schemas,
    store,
    rules: new RuleRunner({ rules: RULES, metricRules: RULES_OF_METRICS, schemas, workspace: store, log }),
    symbols: new SymbolIndex(store),
    withFile: (uri, answer) => {
      const file = store.get(uri);
      return file && answer(file);
    },
  };
}
