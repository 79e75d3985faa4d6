/** What the commands share: where they print, and how a wrong call is reported. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type ArgoVersion, createService, type Language, releaseLine, type Service } from '../core/index.ts';

export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Paths are shown relative to it. */
  readonly cwd: string;
  /** The whole of the standard input. */
  readonly stdin: () => Promise<Buffer>;
  /** The standard output is a terminal that shows colours. */
  readonly hasColours: boolean;
}

/** What a command gets besides its own options. */
export interface Tools {
  readonly output: Output;
  readonly language: Language;
  /** Of this program. */
  readonly version: string;
}

/** Fine; bad news; the question could not be answered as asked. */
export type ExitCode = 0 | 1 | 2;

/** Adds a command; `end` takes the exit code of its action. */
export type AddCommand = (program: Command, tools: Tools, end: (code: ExitCode) => void) => void;

/** The call itself is wrong; the message says how. */
export class UsageError extends Error {}

export function isUsageError(error: unknown): error is Error {
  return error instanceof UsageError;
}

/** A service that reports what goes wrong inside it, such as a rule that throws. */
export function serviceFor(language: Language, report: (message: string) => void): Service {
  return createService({ language, log: (level, message) => level === 'error' && report(message) });
}

/** `1.10`, `v1.10.2`, `next`: a full version is read as its release line. */
export function argoVersionOption(): Option {
  return new Option('--argo-version <version>', 'release of Argo Rollouts the files are for').argParser(readVersion);
}

export function readVersion(value: string): ArgoVersion {
  const line = value === 'next' ? 'next' : releaseLine(value);
  if (line === undefined) throw new InvalidArgumentError('Use a version such as 1.10 or 1.9.3, or `next`.');
  return line;
}

/** For options that may be given several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
