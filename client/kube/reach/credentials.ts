/** Who we are to a cluster: from the user of a kubeconfig to what goes into a request, by way of a plugin where one is named. */
import type { ClusterFailure } from '../../experiments/failures/cluster-failure.ts';
import { fail, type Result, succeed } from '../../experiments/failures/failure.ts';
import { present } from '../../experiments/objects/objects.ts';
import { readMap, readText, readTime } from '../../experiments/values/json.ts';
import type { Target } from './config.ts';
import { type PluginCommand, type PluginRunner, pluginFailure } from './consent.ts';
import type { AuthProvider, ClusterEntry, ExecPlugin, UserEntry } from './kubeconfig-file.ts';

/** What a plugin gave, until it expires. */
interface Credential {
  readonly token?: string;
  /** PEM. */
  readonly certificate?: string;
  readonly key?: string;
  /** Milliseconds since the epoch; absent: as long as the cluster takes it. */
  readonly expiresAt?: number;
}

/** A credential is renewed a little before it expires: a request takes time, and clocks differ. */
const EARLY_MS = 10_000;

export class Credentials {
  readonly #target: Target;
  readonly #plugins: PluginRunner;
  readonly #now: () => number;
  #credential: Credential | undefined;
  #isAccepted = false;
  #pending: Promise<Result<UserEntry, ClusterFailure>> | undefined;

  constructor(target: Target, plugins: PluginRunner, now: () => number) {
    this.#target = target;
    this.#plugins = plugins;
    this.#now = now;
  }

  /** The user with everything a request needs, and no plugin any more. However many ask, the plugin runs once. */
  user(): Promise<Result<UserEntry, ClusterFailure>> {
    this.#pending ??= this.#ask().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  /** The cluster has taken what we have. */
  accept(): void {
    this.#isAccepted = true;
  }

  /**
   * The cluster has refused what we have. Whether asking the plugin again may help: not when it has refused a fresh
   * credential, because the plugin may open a browser each time.
   */
  discard(): boolean {
    const mayHelp = this.#credential !== undefined && this.#isAccepted;
    if (mayHelp) this.reset();
    return mayHelp;
  }

  /** Asks the plugin anew the next time, because a person wants to try again. */
  reset(): void {
    this.#credential = undefined;
    this.#isAccepted = false;
  }

  async #ask(): Promise<Result<UserEntry, ClusterFailure>> {
    const { exec, authProvider, ...user } = this.#target.user;
    if (exec !== undefined) return withCredential(user, await this.#keep(() => this.#runExec(exec)));
    if (authProvider === undefined) return succeed(user);
    if (authProvider.name === 'oidc') return succeed({ ...user, authProvider });
    return withCredential(user, await this.#keep(() => this.#runProvider(authProvider)));
  }

  async #keep(get: () => Promise<Result<Credential, ClusterFailure>>): Promise<Result<Credential, ClusterFailure>> {
    const { expiresAt } = this.#credential ?? {};
    if (this.#credential !== undefined && (expiresAt === undefined || expiresAt - EARLY_MS > this.#now())) {
      return succeed(this.#credential);
    }
    const answer = await get();
    if (answer.ok) {
      this.#credential = answer.value;
      this.#isAccepted = false;
    }
    return answer;
  }

  async #runExec(exec: ExecPlugin): Promise<Result<Credential, ClusterFailure>> {
    if (exec.interactiveMode === 'Always') return fail(pluginFailure(exec, 'needs-terminal'));
    const info = { KUBERNETES_EXEC_INFO: execInfo(exec, this.#target.cluster) };
    const output = await this.#plugins.run(exec, this.#target.context, info);
    if (!output.ok) return output;
    const credential = readExecCredential(output.value);
    return credential === undefined ? fail(pluginFailure(exec, 'bad-answer')) : succeed(credential);
  }

  /** `gcp` and `azure`, as kubeconfigs of some years ago have them. */
  async #runProvider({ config }: AuthProvider): Promise<Result<Credential, ClusterFailure>> {
    const expiry = readTime(config.expiry);
    const token = config['access-token'] ?? config['id-token'];
    if (token !== undefined && (expiry === undefined || expiry - EARLY_MS > this.#now())) {
      return succeed({ token, ...present('expiresAt', expiry) });
    }
    const { context, cluster } = this.#target;
    const command = config['cmd-path'];
    if (command === undefined) return fail({ kind: 'unauthorized', server: new URL(cluster.server).host, context });
    const args = (config['cmd-args'] ?? '').split(/\s+/).filter(word => word !== '');
    const plugin: PluginCommand = { command, args, env: {}, installHint: '' };
    const output = await this.#plugins.run(plugin, context, {});
    if (!output.ok) return output;
    const answer = parse(output.value);
    const found = readText(readAlong(answer, config['token-key'] ?? '{.access_token}'));
    const expiresAt = readTime(readAlong(answer, config['expiry-key'] ?? '{.token_expiry}'));
    if (found === '') return fail(pluginFailure(plugin, 'bad-answer'));
    return succeed({ token: found, ...present('expiresAt', expiresAt) });
  }
}

function withCredential(
  user: UserEntry,
  credential: Result<Credential, ClusterFailure>,
): Result<UserEntry, ClusterFailure> {
  if (!credential.ok) return credential;
  const { token, certificate, key } = credential.value;
  const encode = (pem: string | undefined) => pem && Buffer.from(pem).toString('base64');
  return succeed({
    ...user,
    ...present('token', token),
    ...present('certData', encode(certificate)),
    ...present('keyData', encode(key)),
  });
}

/** What a plugin is told: that nobody sits at its input, and about the cluster if it wants to know. */
function execInfo({ apiVersion, provideClusterInfo }: ExecPlugin, cluster: ClusterEntry): string {
  const { server, caData, skipTlsVerify, tlsServerName, proxyUrl } = cluster;
  const about = {
    server,
    'insecure-skip-tls-verify': skipTlsVerify,
    'certificate-authority-data': caData,
    'tls-server-name': tlsServerName,
    'proxy-url': proxyUrl,
  };
  const spec = { interactive: false, ...(provideClusterInfo ? { cluster: about } : {}) };
  return JSON.stringify({ apiVersion, kind: 'ExecCredential', spec });
}

function readExecCredential(output: string): Credential | undefined {
  const answer = readMap(parse(output));
  const status = readMap(answer.status);
  const [token, certificate, key] = [status.token, status.clientCertificateData, status.clientKeyData].map(readText);
  if (answer.kind !== 'ExecCredential' || (!token && !(certificate && key))) return undefined;
  return {
    ...present('token', token || undefined),
    ...present('certificate', certificate || undefined),
    ...present('key', key || undefined),
    ...present('expiresAt', readTime(status.expirationTimestamp)),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** `{.credential.access_token}`: the only form of path that such configurations have. */
function readAlong(value: unknown, path: string): unknown {
  const keys = path.replace(/^\{\.?|\}$/g, '').split('.');
  return keys.reduce<unknown>((at, key) => readMap(at)[key], value);
}
