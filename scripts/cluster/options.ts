import { parseArgs } from 'node:util';
import { ClusterFailure } from './process/failure.ts';
import { type ArgoVersion, argoVersions, isArgoVersion } from './programs/programs.ts';

export interface ClusterOptions {
  readonly argo: ArgoVersion;
  /** Folder for data and logs; without it a fresh one that is removed at the end. */
  readonly state: string | undefined;
  /** Port of the API server; without it a free one. */
  readonly port: number | undefined;
  /** Port of the scripted metrics server; without it a free one. */
  readonly metricsPort: number | undefined;
  /** Only etcd and the Kubernetes programs: no kwok, no Argo, a cluster that our tests did not prepare. */
  readonly bare: boolean;
  readonly help: boolean;
}

export const clusterHelp = `Starts a Kubernetes control plane with the Argo Rollouts controller on this machine. Ctrl+C ends it.

  npm run cluster [-- OPTIONS]

  --argo VERSION       Argo Rollouts release: ${argoVersions.join(' or ')} (default ${argoVersions[0]})
  --port PORT          port of the Kubernetes API (default: a free one)
  --metrics-port PORT  port of the scripted metrics server (default: a free one)
  --state FOLDER       folder for data and logs, kept at the end (default: a fresh one, removed at the end)
  --bare               without kwok, Argo and the metrics server
  --help               this text`;

/** Reads a port number from an option's text. */
function readPort(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 1 && port <= 65_535) return port;
  throw new ClusterFailure(
    `${option} wants a port from 1 to 65535 and got "${text}": give another one, or leave ${option} away to take a free port.`,
  );
}

/** Reads a release from an option's text; a leading v is fine. */
export function readArgoVersion(text: string): ArgoVersion {
  const version = text.replace(/^v/, '');
  if (isArgoVersion(version)) return version;
  throw new ClusterFailure(
    `There is no recipe here for Argo Rollouts "${text}": choose ${argoVersions.join(' or ')} with --argo.`,
  );
}

/** Reads the words after `npm run cluster --`. */
export function readClusterOptions(words: readonly string[]): ClusterOptions {
  const { values } = parseWords(words, {
    argo: { type: 'string' },
    port: { type: 'string' },
    'metrics-port': { type: 'string' },
    state: { type: 'string' },
    bare: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  return {
    argo: readArgoVersion(values.argo ?? argoVersions[0]),
    state: values.state,
    port: readPort('--port', values.port),
    metricsPort: readPort('--metrics-port', values['metrics-port']),
    bare: values.bare ?? false,
    help: values.help ?? false,
  };
}

/** `parseArgs` with our kind of failure. */
export function parseWords<T extends NonNullable<Parameters<typeof parseArgs>[0]>['options']>(
  words: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...words], options, strict: true, allowPositionals: false });
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error);
    throw new ClusterFailure(`${reason}: \`--help\` lists what there is.`);
  }
}
