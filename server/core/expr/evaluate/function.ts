/** What a builtin gets besides its arguments. */

import type { ExprVersion } from '../builtins/version.ts';
import type { Value } from '../values/value.ts';

export interface Run {
  readonly version: ExprVersion;
  /** Nanoseconds since 1970; absent: nobody told. */
  readonly now?: bigint;
  /** Books elements against the library's budget and against ours; throws when either is spent. */
  readonly grow: (elements: number) => void;
  /** Books work that makes no elements. */
  readonly spend: (steps: number) => void;
  /** The entries of a map, in an order that Go leaves to chance. */
  readonly shuffled: <Entry>(entries: readonly Entry[]) => readonly Entry[];
}

export type BuiltinFunction = (args: readonly Value[], run: Run) => Value;

export type FunctionTable = Readonly<Record<string, BuiltinFunction>>;
