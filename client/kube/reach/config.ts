/** The kubeconfig files together, as kubectl reads them: which contexts there are, and what each leads to. Never written. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ClusterFailure } from '../../experiments/failures/cluster-failure.ts';
import { fail, type Result, succeed } from '../../experiments/failures/failure.ts';
import { present } from '../../experiments/objects/objects.ts';
import { readText } from '../../experiments/values/json.ts';
import {
  type ClusterEntry,
  type ContextEntry,
  type KubeconfigFile,
  readKubeconfig,
  type UserEntry,
} from './kubeconfig-file.ts';

export interface ConfigPlaces {
  /** File of the setting; empty: not set. May begin with `~/`. */
  readonly setting: string;
  /** The variable KUBECONFIG; several files are separated as in PATH. */
  readonly variable: string;
  readonly home: string;
}

/** A context to choose from. */
export interface ContextChoice {
  readonly name: string;
  /** Host and port; empty: its cluster is missing or broken. */
  readonly server: string;
  readonly user: string;
  /** What the context itself names; absent: `default`. */
  readonly namespace?: string;
}

export interface Kubeconfig {
  /** Those that were read, the first one first. */
  readonly files: readonly string[];
  /** Empty: none is. */
  readonly currentContext: string;
  readonly contexts: readonly ContextChoice[];
  /** Everything it takes to connect. */
  target(context: string): Result<Target, ClusterFailure>;
}

/** What a context leads to. Holds secrets. */
export interface Target {
  readonly context: string;
  readonly namespace: string;
  readonly cluster: ClusterEntry;
  readonly user: UserEntry;
}

export const DEFAULT_NAMESPACE = 'default';

/** The files to look for. A setting stands alone; the variable goes before the home folder. */
export function kubeconfigPlaces({ setting, variable, home }: ConfigPlaces): readonly string[] {
  if (setting !== '') return [setting.startsWith('~/') ? path.join(home, setting.slice(2)) : path.resolve(setting)];
  const named = variable.split(path.delimiter).filter(file => file !== '');
  return named.length > 0 ? [...new Set(named)].map(file => path.resolve(file)) : [path.join(home, '.kube', 'config')];
}

/** Files that are not there are left out, as long as one is. One that cannot be read as a kubeconfig fails them all. */
export async function loadKubeconfig(places: ConfigPlaces): Promise<Result<Kubeconfig, ClusterFailure>> {
  const wanted = kubeconfigPlaces(places);
  const files: KubeconfigFile[] = [];
  for (const file of wanted) {
    const text = await readIfThere(file);
    if (!text.ok) return text;
    if (text.value === undefined) continue;
    const reading = readKubeconfig(file, text.value);
    if ('problem' in reading) return fail({ kind: 'bad-config', file, reason: reading.problem });
    files.push(reading.file);
  }
  return files.length === 0 ? fail({ kind: 'no-config', files: wanted }) : succeed(merge(files));
}

async function readIfThere(file: string): Promise<Result<string | undefined, ClusterFailure>> {
  try {
    return succeed(await readFile(file, 'utf8'));
  } catch (error) {
    const code = readText(error instanceof Error ? Reflect.get(error, 'code') : undefined);
    if (code === 'ENOENT') return succeed(undefined);
    if (code !== '') return fail({ kind: 'bad-config', file, reason: code });
    throw error;
  }
}

/** Of entries with one name, and of current contexts, the first file's wins. */
function merge(files: readonly KubeconfigFile[]): Kubeconfig {
  const contexts = firstOfEachName(files.flatMap(file => file.contexts));
  const clusters = firstOfEachName(files.flatMap(file => file.clusters));
  const users = firstOfEachName(files.flatMap(file => file.users));
  const paths = files.map(({ file }) => file);
  return {
    files: paths,
    currentContext: files.find(({ currentContext }) => currentContext !== '')?.currentContext ?? '',
    contexts: [...contexts.values()].map(({ name, cluster, user, namespace }) => ({
      name,
      server: hostOf(clusters.get(cluster)?.server ?? ''),
      user,
      ...present('namespace', namespace),
    })),
    target(name) {
      const context = contexts.get(name);
      if (context === undefined) return fail({ kind: 'no-context', context: name, known: [...contexts.keys()] });
      return targetOf(context, { clusters, users, file: paths.join(path.delimiter) });
    },
  };
}

interface Known {
  readonly clusters: ReadonlyMap<string, ClusterEntry>;
  readonly users: ReadonlyMap<string, UserEntry>;
  readonly file: string;
}

function targetOf(context: ContextEntry, { clusters, users, file }: Known): Result<Target, ClusterFailure> {
  const { name, namespace = DEFAULT_NAMESPACE } = context;
  const missing = (what: string) =>
    fail({
      kind: 'bad-config',
      file,
      reason: `context ${name} names ${what}, which is missing or has no usable server or proxy-url`,
    });
  const cluster = clusters.get(context.cluster);
  if (cluster === undefined) return missing(`cluster ${context.cluster}`);
  const user = context.user === '' ? { name: '' } : users.get(context.user);
  if (user === undefined) return missing(`user ${context.user}`);
  return succeed({ context: name, namespace, cluster, user });
}

function firstOfEachName<T extends { readonly name: string }>(list: readonly T[]): ReadonlyMap<string, T> {
  const first = new Map<string, T>();
  for (const item of list) if (!first.has(item.name)) first.set(item.name, item);
  return first;
}

/** `10.0.0.1:6443`; empty for what is no URL. */
export function hostOf(server: string): string {
  return URL.canParse(server) ? new URL(server).host : '';
}
