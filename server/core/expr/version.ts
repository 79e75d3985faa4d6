/**
 * The two expression languages that conditions are written in: the library of Argo <= 1.9 and the one of Argo >= 1.10.
 * They differ in grammar, in types and in builtins; nothing in this room guesses which one is meant.
 */
export type ExprVersion = '1.15' | '1.17';

/** The release line a person knows: what a message names when something is newer than the target. */
export const FIRST_ARGO_WITH: Readonly<Record<ExprVersion, string>> = { '1.15': '1.7', '1.17': '1.10' };
