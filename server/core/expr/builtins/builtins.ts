/**
 * Every function a condition may call, as data: the library's builtins and the six names that Argo adds. Types and values of calls are
 * computed elsewhere (builtin-types.ts, builtin-functions.ts), by these names.
 */

import type { ArgumentForm, Builtin, Parameter, Signature } from './builtin.ts';
import { ENVIRONMENT } from './builtins-argo.ts';
import { LISTS } from './builtins-list.ts';
import { NUMBERS } from './builtins-number.ts';
import { OTHERS } from './builtins-other.ts';
import { PREDICATES } from './builtins-predicate.ts';
import { STRINGS } from './builtins-string.ts';
import type { ExprVersion } from './version.ts';

export const BUILTINS: readonly Builtin[] = [
  ...ENVIRONMENT,
  ...PREDICATES,
  ...NUMBERS,
  ...STRINGS,
  ...LISTS,
  ...OTHERS,
];

const BY_NAME: ReadonlyMap<string, Builtin> = new Map(BUILTINS.map(builtin => [builtin.name, builtin]));

export function findBuiltin(name: string): Builtin | undefined {
  return BY_NAME.get(name);
}

export function hasBuiltin(builtin: Builtin, version: ExprVersion): boolean {
  return version === '1.17' || builtin.since === '1.15';
}

/** Whether the library itself, not Argo, has the function in this version. */
export function isBuiltin(name: string, version: ExprVersion): boolean {
  const builtin = BY_NAME.get(name);
  return builtin !== undefined && builtin.group !== 'argo' && hasBuiltin(builtin, version);
}

export function predicateShape(name: string, version: ExprVersion): readonly ArgumentForm[] | undefined {
  return BY_NAME.get(name)?.forms?.[version];
}

/** `all(list, predicate) bool` */
export function signatureLabel(name: string, signature: Signature): string {
  return `${name}(${signature.parameters.map(parameterLabel).join(', ')}) ${signature.result}`;
}

export function parameterLabel(parameter: Parameter): string {
  return `${parameter.rest ? '...' : ''}${parameter.name}${parameter.optional ? '?' : ''}: ${parameter.type}`;
}
