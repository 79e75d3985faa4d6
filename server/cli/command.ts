/** What the commands share: where they print, and how a wrong call is told. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type ArgoVersion, DEFAULT_SETTINGS } from '../core/index.ts';

export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Paths are shown relative to it. */
  readonly cwd: string;
}

/** The call itself is wrong; the message says how. */
export class UsageError extends Error {}

export function isUsageError(error: unknown): error is Error {
  return error instanceof UsageError;
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** Options as Node parses them; what it refuses is a {@link UsageError}. */
export function readOptions<T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** One of the given words. */
export function oneOf<T extends string>(option: string, value: string | undefined, words: readonly T[], absent: T): T {
  if (value === undefined) return absent;
  const found = words.find(word => word === value);
  if (found === undefined) throw new UsageError(`--${option} takes ${words.join(', ')}, not "${value}".`);
  return found;
}

export function readVersion(value: string | undefined): ArgoVersion {
  return oneOf('argo-version', value, ['1.7', '1.8', '1.9', '1.10', 'next'], DEFAULT_SETTINGS.argoVersion);
}
