/** The implementations of all builtins that take plain values, by name. Those with predicates are in evaluate-predicates.ts. */
import type { BuiltinFunction } from './function.ts';
import { LIST_FUNCTIONS } from './functions-list.ts';
import { ARGO_NUMBER_FUNCTIONS, NUMBER_FUNCTIONS } from './functions-number.ts';
import { OTHER_FUNCTIONS } from './functions-other.ts';
import { STRING_FUNCTIONS } from './functions-string.ts';

const FUNCTIONS: ReadonlyMap<string, BuiltinFunction> = new Map(
  Object.entries({ ...NUMBER_FUNCTIONS, ...STRING_FUNCTIONS, ...LIST_FUNCTIONS, ...OTHER_FUNCTIONS }),
);

const ARGO: ReadonlyMap<string, BuiltinFunction> = new Map(Object.entries(ARGO_NUMBER_FUNCTIONS));

export function functionOf(name: string): BuiltinFunction | undefined {
  return FUNCTIONS.get(name);
}

/** Argo's own functions, but for the two that ask about the result. */
export function argoFunctionOf(name: string): BuiltinFunction | undefined {
  return ARGO.get(name);
}
