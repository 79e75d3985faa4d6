/** The lowest floor of the evaluator: names, the loops that run, what was seen on the way, and how much may be spent. */

import type { Range } from '../../text/range.ts';
import type { ExprVersion } from '../builtins/version.ts';
import type { Node } from '../syntax/ast.ts';
import { ANY, FLOAT, type GoType } from '../types/type.ts';
import { atIndex } from '../values/access.ts';
import { kindName } from '../values/kind-name.ts';
import { byteLength } from '../values/utf8.ts';
import {
  type FunctionValue,
  GoError,
  isListValue,
  isMapValue,
  isNilValue,
  mapOf,
  typeName,
  UnknownValueError,
  type Value,
} from '../values/value.ts';
import { argoFunctionOf } from './builtin-functions.ts';
import type { Run } from './function.ts';

export interface Limits {
  /** Nodes evaluated, elements made and compared. */
  readonly steps: number;
  /** Parts of the condition whose values are kept. */
  readonly trace: number;
}

export const DEFAULT_LIMITS: Limits = { steps: 200_000, trace: 500 };

/** The library's own budget, in elements. */
const MEMORY_BUDGET = 1_000_000;

/** A part of the condition and what it came to; inside a predicate, for the last element looked at. */
export interface Traced extends Range {
  readonly value: Value;
  /** How often it was computed. */
  readonly times: number;
}

/** Thrown where `?.` meets nil; the chain around it is nil then. */
export class ChainEnd extends Error {}

interface Loop {
  readonly over: Value;
  readonly length: number;
  index: number;
  accumulator: Value;
}

export abstract class EvaluationScope {
  readonly version: ExprVersion;
  readonly trace = new Map<string, Traced>();
  /** Where the part stands that failed. */
  failedAt: Range | undefined;
  /** The order of some map's entries was looked at. */
  sawShuffled = false;
  protected readonly types: ReadonlyMap<Node, GoType>;
  protected readonly loops: Loop[] = [];
  /**
   * What the library forgets on its stack, below the value just computed: its loops from the end leave a bool for each step. The next
   * operation with several operands takes those for operands.
   */
  protected residue: Value[] = [];
  protected readonly run: Run;
  private readonly result: Value;
  private readonly variables: { readonly name: string; readonly value: Value }[] = [];
  private readonly limits: Limits;
  private steps = 0;
  private memory = 0;

  constructor(setup: EvaluationSetup) {
    this.version = setup.version;
    this.types = setup.types;
    this.result = isNilValue(setup.result) ? null : setup.result;
    this.limits = setup.limits;
    this.run = {
      version: setup.version,
      ...(setup.now === undefined ? {} : { now: setup.now }),
      grow: elements => this.grow(elements),
      spend: steps => this.spend(steps),
      shuffled: entries => {
        if (entries.length > 1) this.sawShuffled = true;
        return setup.reversed ? entries.toReversed() : entries;
      },
    };
  }

  abstract visit(node: Node): Value;

  protected spend(steps: number): void {
    this.steps += steps;
    if (this.steps > this.limits.steps) throw new UnknownValueError('a computation this long');
  }

  protected grow(elements: number): void {
    this.memory += elements;
    if (this.memory >= MEMORY_BUDGET) throw new GoError('memory budget exceeded');
    this.spend(elements);
  }

  protected note(node: Node, value: Value): void {
    const key = `${node.start}:${node.end}`;
    const before = this.trace.get(key);
    if (!before && this.trace.size >= this.limits.trace) return;
    // The outer of two nodes with one range is the later one, and what the text is worth.
    this.trace.set(key, { start: node.start, end: node.end, value, times: (before?.times ?? 0) + 1 });
  }

  protected identifier(name: string): Value {
    const variable = this.variables.findLast(candidate => candidate.name === name);
    if (variable) return variable.value;
    if (name === '$env') return this.environment();
    return this.environmentValue(name);
  }

  protected withVariable(name: string, value: Value, body: () => Value): Value {
    this.variables.push({ name, value });
    const result = body();
    this.variables.pop();
    return result;
  }

  private environment(): Value {
    const names = ['result', 'asInt', 'asFloat', 'isNaN', 'isInf', 'isNil', 'default'];
    return mapOf(names.map(name => [name, this.environmentValue(name)] as const));
  }

  /** Builtins that are named without a call are nil, because the environment does not hold them. */
  private environmentValue(name: string): Value {
    if (name === 'result') return this.result;
    if (name === 'isNil') return this.native([ANY], () => this.result === null);
    if (name === 'default') return this.native([ANY, ANY], ([, other = null]) => this.result ?? other);
    const argo = argoFunctionOf(name);
    if (!argo) return null;
    return this.native([name === 'isNaN' || name === 'isInf' ? FLOAT : ANY], args => argo(args, this.run));
  }

  private native(parameters: readonly GoType[], call: FunctionValue['call']): FunctionValue {
    return { type: 'func', parameters, call };
  }

  /** Operands as the library pops them: the topmost values, among which what was forgotten may be. */
  protected gather(parts: readonly (() => Value)[]): readonly Value[] {
    const below = this.residue;
    const stack: Value[] = [];
    for (const part of parts) {
      this.residue = [];
      const value = part();
      stack.push(...this.residue, value);
    }
    const operands = stack.splice(stack.length - parts.length);
    this.residue = stack.length === 0 ? below : [...below, ...stack];
    return operands;
  }

  protected boolean(value: Value): boolean {
    if (typeof value === 'boolean') return value;
    throw conversion(value, 'bool');
  }

  protected loop<T>(over: Value, body: (loop: Loop) => T): T {
    const loop: Loop = { over, length: lengthOf(over), index: 0, accumulator: null };
    this.loops.push(loop);
    const result = body(loop);
    this.loops.pop();
    return result;
  }

  protected element(loop: Loop | undefined): Value {
    if (!loop) throw new GoError('runtime error: index out of range [-1]');
    if (isMapValue(loop.over)) throw new GoError('reflect: call of reflect.Value.Index on map Value');
    const found = atIndex(loop.over, BigInt(loop.index));
    if (found === undefined)
      throw new GoError(`reflect: ${typeof loop.over === 'string' ? 'string' : 'slice'} index out of range`);
    return found;
  }
}

export interface EvaluationSetup {
  readonly version: ExprVersion;
  readonly types: ReadonlyMap<Node, GoType>;
  readonly result: Value;
  readonly limits: Limits;
  readonly now?: bigint;
  /** Entries of maps come in reverse: to learn whether their order matters. */
  readonly reversed: boolean;
}

export function conversion(value: Value, wanted: string): GoError {
  const name = value === null ? 'nil' : typeName(value);
  return new GoError(`interface conversion: interface {} is ${name}, not ${wanted}`);
}

/** What Go's reflection takes the length of. */
function lengthOf(value: Value): number {
  if (isListValue(value)) return value.items.length;
  if (isMapValue(value)) return value.entries.size;
  if (typeof value === 'string') return byteLength(value);
  throw new GoError(`reflect: call of reflect.Value.Len on ${value === null ? 'zero' : kindName(value)} Value`);
}
