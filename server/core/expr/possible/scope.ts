/** The lowest floor: names and elements in scope, operations on all their operands, what is to blame where nothing works. */

import type { ExprVersion } from '../builtins/version.ts';
import { goTypeOf } from '../evaluate/value-type.ts';
import type { Node } from '../syntax/ast.ts';
import type { GoType } from '../types/type.ts';
import { isListValue, isMapValue, typeName, type Value } from '../values/value.ts';
import {
  ANYTHING,
  EITHER_BOOL,
  exact,
  formsOf,
  isOpen,
  type Kind,
  type Kinds,
  kindsOfType,
  listKind,
  mapKind,
  ONLY_NIL,
  union,
} from './kind.ts';
import { wordsOf } from './refusal.ts';
import { Samples } from './samples.ts';
import { type Stepped, step } from './step.ts';

/** Operations that are tried before the rest of the condition counts as able to do anything. */
const MOST_STEPS = 40_000;
/** Operands beyond the second are told apart by these many samples. */
const FEW = 4;
const FOR_TWO = 24;

/** The part that fails for every value, and the library's reason for one of them. */
export interface Blame {
  readonly node: Node;
  readonly message: string;
}

export interface PossibleSetup {
  readonly tree: Node;
  readonly types: ReadonlyMap<Node, GoType>;
  readonly version: ExprVersion;
  readonly result: Kinds;
}

/** What comes out the same for all values of two sorts that are never equal. */
const BY_SORT = new Set(['==', '!=', 'matches', 'contains', 'startsWith', 'endsWith']);

export abstract class PossibleScope {
  protected readonly version: ExprVersion;
  protected readonly result: Kinds;
  protected readonly elements: Kinds[] = [];
  private readonly types: ReadonlyMap<Node, GoType>;
  private readonly samples: Samples;
  private readonly variables: { readonly name: string; readonly kinds: Kinds }[] = [];
  private readonly blamed = new Map<Node, Blame>();
  private steps = 0;

  constructor(setup: PossibleSetup) {
    this.version = setup.version;
    this.result = setup.result;
    this.types = setup.types;
    this.samples = new Samples(setup.tree);
  }

  abstract visit(node: Node): Kinds;

  blameOf(node: Node): Blame | undefined {
    return this.blamed.get(node);
  }

  protected variable(name: string): Kinds | undefined {
    return this.variables.findLast(variable => variable.name === name)?.kinds;
  }

  protected withVariable(name: string, kinds: Kinds, body: () => Kinds): Kinds {
    this.variables.push({ name, kinds });
    const made = body();
    this.variables.pop();
    return made;
  }

  protected withElements(kinds: Kinds, body: () => Kinds): Kinds {
    this.elements.push(kinds);
    const made = body();
    this.elements.pop();
    return made;
  }

  /** It fails because a part of it does. */
  protected failsLike(node: Node, part: Node): Kinds {
    const blame = this.blamed.get(part);
    if (blame) this.blamed.set(node, blame);
    return [];
  }

  protected failsItself(node: Node, message: string): Kinds {
    this.blamed.set(node, { node, message });
    return [];
  }

  /** The operation on each combination of its operands' values; nothing else in it is looked at. */
  protected combine(node: Node, parts: readonly Node[]): Kinds {
    const operands: Kinds[] = [];
    for (const part of parts) {
      const kinds = this.visit(part);
      if (kinds.length === 0) return this.failsLike(node, part);
      operands.push(formsOf(kinds));
    }
    return this.apply(node, parts, operands);
  }

  /** The same with operands whose kinds are known. */
  protected apply(node: Node, parts: readonly Node[], operands: readonly Kinds[]): Kinds {
    const made: Kinds[] = [];
    const refusals: string[] = [];
    for (const forms of combinations(operands, Number.POSITIVE_INFINITY)) {
      const values = forms.map((form, i) => this.samples.of(form).slice(0, i < 2 ? FOR_TWO : FEW));
      const isExact = forms.every(form => form.is === 'exact');
      const told = refusals.length;
      for (const chosen of combinations(values, MOST_STEPS)) {
        if (++this.steps > MOST_STEPS) return ANYTHING;
        const stepped = this.run(node, parts, chosen);
        if ('open' in stepped) return ANYTHING;
        if ('error' in stepped) {
          if (told === 0) refusals.push(stepped.error);
        } else made.push(isExact ? [exact(stepped.value)] : this.kindsLike(node, forms, stepped.value));
      }
    }
    const kinds = union(...made);
    return kinds.length === 0 ? this.failsItself(node, wordsOf(refusals)) : kinds;
  }

  protected run(node: Node, parts: readonly Node[], values: readonly Value[]): Stepped {
    return step(node, new Map(parts.map((part, i) => [part, values[i] ?? null])), this.version, this.types);
  }

  protected samplesOf(kind: Kind): readonly Value[] {
    return this.samples.of(kind);
  }

  /** All that comes out where one value came out for samples. */
  private kindsLike(node: Node, forms: Kinds, value: Value): Kinds {
    if (typeof value !== 'boolean') return this.widened(value, isOpen(forms));
    const [left, right] = forms;
    const isSettled =
      node.kind === 'binary' && BY_SORT.has(node.operator) && left && right && sortOf(left) !== sortOf(right);
    return isSettled ? [exact(value)] : EITHER_BOOL;
  }

  /** `isOpenInside`: it was made of something that may hold anything. */
  protected widened(value: Value, isOpenInside: boolean): Kinds {
    const origin = this.samples.originOf(value);
    if (origin) return [origin];
    if (value === null) return ONLY_NIL;
    if (typeof value === 'boolean') return EITHER_BOOL;
    if (isListValue(value)) {
      if (value.isNil) return [exact(value)];
      const inside = isOpenInside ? ANYTHING : union(...value.items.map(item => this.widened(item, false)));
      return [listKind(inside, value.name)];
    }
    if (isMapValue(value)) {
      const values = [...value.entries.values()].map(entry => this.widened(entry.value, false));
      return [mapKind(isOpenInside ? ANYTHING : union(...values), value.name)];
    }
    if (typeof value === 'object' && value.type === 'int') return kindsOfType(intType(value.name));
    return kindsOfType(goTypeOf(value));
  }
}

function intType(name: string): GoType {
  return goTypeOf({ type: 'int', name, value: 0n });
}

/** Values of two sorts are never equal. */
function sortOf(form: Kind): string {
  switch (form.is) {
    case 'exact':
      return sortOfValue(form.value);
    case 'scalar':
      return form.type.kind === 'float' || form.type.kind === 'int' ? 'number' : form.type.kind;
    default:
      return form.is;
  }
}

function sortOfValue(value: Value): string {
  if (value === null) return 'nil';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  if (value.type === 'int') return value.name.includes('.') ? typeName(value) : 'number';
  return value.type;
}

/** Every choice of one from each, the last changing fastest. */
function* combinations<T>(choices: readonly (readonly T[])[], most: number): Generator<readonly T[]> {
  const at = choices.map(() => 0);
  if (choices.some(choice => choice.length === 0)) return;
  for (let count = 0; count < most; count++) {
    yield choices.map((choice, i) => choice[at[i] ?? 0] as T); // within its bounds by the steps below
    let place = choices.length - 1;
    for (; place >= 0; place--) {
      at[place] = (at[place] ?? 0) + 1;
      if ((at[place] ?? 0) < (choices[place]?.length ?? 0)) break;
      at[place] = 0;
    }
    if (place < 0) return;
  }
}
