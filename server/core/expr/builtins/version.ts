/**
 * The two expression languages that conditions are written in: the library of Argo <= 1.9 and the one of Argo >= 1.10.
 * They differ in grammar, in types and in builtins; nothing in this room guesses which one is meant.
 */
export type ExprVersion = '1.15' | '1.17';
