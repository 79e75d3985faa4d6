/** Reads one kubeconfig. Only what is used is read; a part that is broken is left out, so that the others still work. */
import path from 'node:path';
import { type Document, parseDocument } from 'yaml';
import { present } from '../../experiments/objects/objects.ts';
import { isMap, type Json, readList, readMap, readText, readTexts } from '../../experiments/values/json.ts';
import { isUsableProxy } from './proxy.ts';

export interface KubeconfigFile {
  readonly file: string;
  readonly currentContext: string;
  readonly contexts: readonly ContextEntry[];
  readonly clusters: readonly ClusterEntry[];
  readonly users: readonly UserEntry[];
}

export interface ContextEntry {
  readonly name: string;
  readonly cluster: string;
  /** Empty: nobody in particular. */
  readonly user: string;
  readonly namespace?: string;
}

export interface ClusterEntry {
  readonly name: string;
  /** URL without a slash at its end. */
  readonly server: string;
  readonly caFile?: string;
  /** Base64. */
  readonly caData?: string;
  readonly skipTlsVerify: boolean;
  readonly tlsServerName?: string;
  readonly proxyUrl?: string;
}

export interface UserEntry {
  readonly name: string;
  readonly certFile?: string;
  readonly certData?: string;
  readonly keyFile?: string;
  readonly keyData?: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly username?: string;
  readonly password?: string;
  readonly as?: Impersonation;
  readonly exec?: ExecPlugin;
  readonly authProvider?: AuthProvider;
}

export interface Impersonation {
  readonly user: string;
  readonly uid?: string;
  readonly groups: readonly string[];
}

/** A program that prints an ExecCredential. */
export interface ExecPlugin {
  readonly apiVersion: string;
  /** A path, made absolute, or a name to look for in PATH. */
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly installHint: string;
  readonly interactiveMode: string;
  readonly provideClusterInfo: boolean;
}

/** The older kind of plugin: `oidc` is built in, `gcp` and `azure` may name a program. */
export interface AuthProvider {
  readonly name: string;
  readonly config: Readonly<Record<string, string>>;
}

export type KubeconfigReading = { readonly file: KubeconfigFile } | { readonly problem: string };

/** More than any kubeconfig needs; a wrong path in a setting may name anything. */
export const MOST_CHARACTERS = 4_000_000;

/** `problem` tells a place and a rule of YAML, never text of the file: there may be a password in it. */
export function readKubeconfig(file: string, text: string): KubeconfigReading {
  if (text.length > MOST_CHARACTERS) return { problem: 'it is too large to be one' };
  const document = parseDocument(text, { version: '1.1', prettyErrors: false, logLevel: 'silent', uniqueKeys: false });
  const error = document.errors[0];
  if (error !== undefined) {
    return { problem: `it is not YAML (${error.code}, line ${text.slice(0, error.pos[0]).split('\n').length})` };
  }
  const root = readValue(document);
  if (root === NO_VALUE) return { problem: 'it has an alias (`*name`) without an anchor, or far too many of them' };
  if (root !== null && root !== undefined && !isMap(root)) return { problem: 'it is YAML, but no map' };
  const config = readMap(root);
  const folder = path.dirname(file);
  const named = (key: string) => readList(config[key]).map(readMap);
  return {
    file: {
      file,
      currentContext: readText(config['current-context']),
      contexts: named('contexts').flatMap(readContext),
      clusters: named('clusters').flatMap(entry => readCluster(entry, folder)),
      users: named('users').flatMap(entry => readUser(entry, folder)),
    },
  };
}

const NO_VALUE = Symbol('no value');

function readValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    // Its message quotes the alias, which may be a password that nobody put in quotes.
    if (error instanceof ReferenceError) return NO_VALUE;
    throw error;
  }
}

function readContext(entry: Json): readonly ContextEntry[] {
  const [name, context] = [readText(entry.name), readMap(entry.context)];
  const cluster = readText(context.cluster);
  if (name === '' || cluster === '') return [];
  return [{ name, cluster, user: readText(context.user), ...present('namespace', some(context.namespace)) }];
}

function readCluster(entry: Json, folder: string): readonly ClusterEntry[] {
  const [name, cluster] = [readText(entry.name), readMap(entry.cluster)];
  const server = readText(cluster.server).replace(/\/+$/, '');
  if (name === '' || !URL.canParse(server) || !/^https?:/.test(server)) return [];
  const proxyUrl = some(cluster['proxy-url']);
  if (proxyUrl !== undefined && !isUsableProxy(proxyUrl)) return [];
  return [
    {
      name,
      server,
      skipTlsVerify: cluster['insecure-skip-tls-verify'] === true,
      ...present('caFile', fileIn(folder, cluster['certificate-authority'])),
      ...present('caData', some(cluster['certificate-authority-data'])),
      ...present('tlsServerName', some(cluster['tls-server-name'])),
      ...present('proxyUrl', proxyUrl),
    },
  ];
}

function readUser(entry: Json, folder: string): readonly UserEntry[] {
  const [name, user] = [readText(entry.name), readMap(entry.user)];
  if (name === '') return [];
  return [
    {
      name,
      ...present('certFile', fileIn(folder, user['client-certificate'])),
      ...present('certData', some(user['client-certificate-data'])),
      ...present('keyFile', fileIn(folder, user['client-key'])),
      ...present('keyData', some(user['client-key-data'])),
      ...present('token', some(user.token)),
      ...present('tokenFile', fileIn(folder, user.tokenFile)),
      ...present('username', some(user.username)),
      ...present('password', some(user.password)),
      ...present('as', readImpersonation(user)),
      ...present('exec', readExec(user.exec, folder)),
      ...present('authProvider', readAuthProvider(user['auth-provider'])),
    },
  ];
}

function readImpersonation(user: Json): Impersonation | undefined {
  const as = readText(user.as);
  if (as === '') return undefined;
  return { user: as, groups: readList(user['as-groups']).map(readText), ...present('uid', some(user['as-uid'])) };
}

function readExec(value: unknown, folder: string): ExecPlugin | undefined {
  const exec = readMap(value);
  const command = readText(exec.command);
  if (command === '') return undefined;
  const env = readList(exec.env).map(readMap);
  return {
    apiVersion: readText(exec.apiVersion),
    command: /[\\/]/.test(command) ? path.resolve(folder, command) : command,
    args: readList(exec.args).map(readText),
    env: Object.fromEntries(env.map(entry => [readText(entry.name), readText(entry.value)])),
    installHint: readText(exec.installHint),
    interactiveMode: readText(exec.interactiveMode),
    provideClusterInfo: exec.provideClusterInfo === true,
  };
}

function readAuthProvider(value: unknown): AuthProvider | undefined {
  const provider = readMap(value);
  const name = readText(provider.name);
  return name === '' ? undefined : { name, config: readTexts(provider.config) };
}

/** Text that is not empty. */
function some(value: unknown): string | undefined {
  return readText(value) || undefined;
}

/** Files are named relative to the kubeconfig that names them. */
function fileIn(folder: string, value: unknown): string | undefined {
  const file = readText(value);
  return file === '' ? undefined : path.resolve(folder, file);
}
