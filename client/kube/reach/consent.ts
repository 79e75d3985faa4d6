/**
 * Programs that a kubeconfig names for credentials. Such a file may name any program, so none is started before a person
 * has said yes to just this command; then one at a time, and not for longer than a limit.
 */
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { ClusterFailure, PluginFailure } from '../../experiments/failures/cluster-failure.ts';
import { fail, type Result, succeed } from '../../experiments/failures/failure.ts';
import type { ProgramEnd, RunProgram } from './program.ts';

/** A command line, as it will be started: no shell reads it. */
export interface PluginCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** What is set beside our own environment, by the kubeconfig. */
  readonly env: Readonly<Record<string, string>>;
  readonly installHint: string;
}

export interface ConsentPorts {
  /** Asks a person. The context is the one that wants credentials. */
  readonly askConsent: (command: PluginCommand, context: string) => Promise<boolean>;
  /** Whether a person has said yes to this before, and remembering that. The key tells nothing about the command. */
  readonly isRemembered: (key: string) => boolean;
  readonly remember: (key: string) => Promise<void>;
  readonly runProgram: RunProgram;
}

/** Logging in may take a person's time in a browser. */
export const PLUGIN_SECONDS = 60;

export class PluginRunner {
  readonly #ports: ConsentPorts;
  #last: Promise<unknown> = Promise.resolve();

  constructor(ports: ConsentPorts) {
    this.#ports = ports;
  }

  /** What the program printed. Whoever asks while another program runs, or is asked about, waits for its end. */
  run(
    plugin: PluginCommand,
    context: string,
    more: Env,
    signal?: AbortSignal,
  ): Promise<Result<string, ClusterFailure>> {
    const mine = this.#last.then(() => this.#runNow(plugin, context, more, signal));
    // Whether it went well is for its own caller; the next one only waits.
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  async #runNow(
    plugin: PluginCommand,
    context: string,
    more: Env,
    signal: AbortSignal | undefined,
  ): Promise<Result<string, ClusterFailure>> {
    if (signal?.aborted) return fail({ kind: 'cancelled' });
    const key = consentKey(plugin);
    if (!this.#ports.isRemembered(key)) {
      if (!(await this.#ports.askConsent(plugin, context)))
        return fail({ kind: 'plugin-refused', command: shortName(plugin) });
      await this.#ports.remember(key);
    }
    const { command, args, env } = plugin;
    const end = await this.#ports.runProgram({
      command,
      args,
      env: { ...env, ...more },
      seconds: PLUGIN_SECONDS,
      signal,
    });
    if (end.kind === 'cancelled') return fail({ kind: 'cancelled' });
    if (end.kind === 'ended' && end.code === 0) return succeed(end.output);
    return fail(failureOf(plugin, end));
  }
}

type Env = Readonly<Record<string, string>>;

/** A yes holds for the same program with the same arguments and environment: each can change what it does. */
export function consentKey({ command, args, env }: PluginCommand): string {
  const sorted = Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([command, args, sorted]))
    .digest('hex');
}

export function pluginFailure(plugin: PluginCommand, why: PluginFailure['why'], detail = ''): PluginFailure {
  return { kind: 'plugin-failed', command: shortName(plugin), why, detail, hint: plugin.installHint.slice(0, 500) };
}

function failureOf(plugin: PluginCommand, end: Exclude<ProgramEnd, { kind: 'cancelled' }>): PluginFailure {
  switch (end.kind) {
    case 'not-found':
      return pluginFailure(plugin, 'not-installed');
    case 'timed-out':
      return pluginFailure(plugin, 'timed-out', withoutSecrets(end.errors));
    case 'ended':
      return pluginFailure(plugin, 'ended', withoutSecrets(end.errors) || `exit code ${end.code}`);
  }
}

/** Arguments may hold secrets; the program's name does not. */
function shortName({ command }: PluginCommand): string {
  return path.basename(command);
}

const LONGEST_ERRORS = 400;

/** The end of what a program wrote, in one line, without what looks like a token, a key or a password. */
export function withoutSecrets(text: string): string {
  const hidden = text
    .slice(-20_000)
    .replace(/-----BEGIN [\s\S]*?(?:-----END [^-]*-----|$)/g, '…')
    .replace(
      /\b([\w-]*(?:authorization|token|password|passwd|secret|key))(["']?\s*[:=]\s*)(?:bearer\s+)?\S+/gi,
      '$1$2…',
    )
    .replace(/\bbearer\s+\S+/gi, 'Bearer …')
    .replace(/[A-Za-z0-9_+=~-]{24,}(?:[./][A-Za-z0-9_+=~-]{16,})*/g, word => (/\d/.test(word) ? '…' : word))
    .replace(/(\w+:\/\/)[^\s/@]+@/g, '$1…@')
    .replace(/\s+/g, ' ')
    .trim();
  return hidden.length <= LONGEST_ERRORS ? hidden : `…${hidden.slice(-LONGEST_ERRORS)}`;
}
