/** What the library makes of a condition for each Go type that its result can have. */
import { infer } from '../infer/infer.ts';
import { alwaysFails, type Failure } from '../possible/always-fails.ts';
import { kindsOfResult } from '../possible/kind.ts';
import type { Parsed } from '../syntax/parser.ts';
import { type ResultShape, typesOf } from '../types/shape.ts';
import { type GoType, isUnknown, UNKNOWN } from '../types/type.ts';
import type { Reading } from './check-context.ts';

export function readingsOf(parsed: Parsed, shapes: readonly ResultShape[]): readonly Reading[] {
  return shapes.flatMap(shape => typesOf(shape).map(type => readAs(parsed, shape, type)));
}

export function readAs(parsed: Parsed, shape: ResultShape, result: GoType): Reading {
  const inferred = infer(parsed.tree, parsed.version, result);
  return { shape, result, inferred, root: inferred.types.get(parsed.tree) ?? UNKNOWN };
}

/** It does not compile for results of this type, or answers no bool by its type. */
export function isRefused(reading: Reading): boolean {
  return reading.inferred.problems.length > 0 || !answersBool(reading);
}

export function answersBool({ root }: Reading): boolean {
  return root.kind === 'bool' || isUnknown(root);
}

/** It compiles, and fails or answers no bool all the same for every result of this type. */
export function failureOf(parsed: Parsed, reading: Reading): Failure | undefined {
  if (reading.inferred.problems.length > 0) return undefined;
  return alwaysFails(parsed, reading.inferred, kindsOfResult(reading.shape, reading.result));
}
