/** The shape of a function a condition may call. */
import type { ExprVersion } from './version.ts';

export interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly optional?: boolean;
  /** It may be repeated. */
  readonly rest?: boolean;
}

export interface Signature {
  readonly parameters: readonly Parameter[];
  readonly result: string;
  /** The signature itself came later than the function. */
  readonly since?: ExprVersion;
}

/** How the parser reads an argument; `?` may be left out. */
export type ArgumentForm = 'expression' | 'predicate' | 'expression?' | 'predicate?';

export interface Builtin {
  readonly name: string;
  readonly group: 'argo' | 'predicate' | 'number' | 'string' | 'list' | 'map' | 'type' | 'time' | 'bits';
  readonly since: ExprVersion;
  readonly signatures: readonly Signature[];
  /** What it does, in one or two sentences. */
  readonly doc: string;
  /** What goes wrong with it. */
  readonly trap?: string;
  readonly example: string;
  /** Present when an argument is a predicate, in which `#` is the element. */
  readonly forms?: Partial<Record<ExprVersion, readonly ArgumentForm[]>>;
}
