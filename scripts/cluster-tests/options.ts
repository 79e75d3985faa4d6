import { parseWords, readArgoVersion } from '../cluster/options.ts';
import { type ArgoVersion, argoVersions } from '../cluster/programs/programs.ts';

export interface TestOptions {
  /** Releases asked for, in this order; none: whatever there is. */
  readonly argo: readonly ArgoVersion[];
  /** Whether KUBECONFIG may name a cluster that is not on this machine. */
  readonly allowRemote: boolean;
  /** Only tests whose name contains this text. */
  readonly only: string | undefined;
  readonly help: boolean;
}

export const testHelp = `Runs the tests on a real cluster: the one that KUBECONFIG names, or one that is started for them.

  npm run test:cluster [-- OPTIONS]

  --argo VERSION  Argo Rollouts release: ${argoVersions.join(' or ')}; may be given twice (default: both, one with KUBECONFIG)
  --allow-remote  KUBECONFIG may name a cluster that is not on this machine
  --only TEXT     only tests whose name contains the text
  --help          this text`;

/** Reads the words after `npm run test:cluster --`. */
export function readTestOptions(words: readonly string[]): TestOptions {
  const { values } = parseWords(words, {
    argo: { type: 'string', multiple: true },
    'allow-remote': { type: 'boolean' },
    only: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  });
  const chosen = values.argo?.map(readArgoVersion) ?? [];
  return {
    argo: [...new Set(chosen)],
    allowRemote: values['allow-remote'] ?? false,
    only: values.only,
    help: values.help ?? false,
  };
}
