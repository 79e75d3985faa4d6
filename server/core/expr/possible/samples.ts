/**
 * Values that stand for a kind: if an operation takes any value of the kind, it takes one of these. What the condition itself names
 * (texts, numbers, keys) is among them, because layouts, keys and positions work with their own values only.
 */
import { type Node, walk } from '../syntax/ast.ts';
import type { GoType } from '../types/type.ts';
import { int, type ListValue, list, type MapValue, mapOf, type StructValue, type Value } from '../values/value.ts';
import { formsOf, type Kind, type Kinds, kindsOfType } from './kind.ts';

const FLOATS = [0.97, 0, 5, -3.5];
const INTS = [1n, 0n, 5n, -1n];
/** A number, nothing, a date, a duration, a zone, JSON, base64, a pattern. */
const TEXTS = ['0.95', '5', '', 'ok', '2024-05-06', '1h30m', 'UTC', '{"a":1}', 'W10='];
/** 2024-05-06T07:08:09Z */
const TIME: Value = { type: 'time', nanoseconds: 1_714_979_289_000_000_000n, offset: 0, zone: 'UTC' };
const DURATIONS: readonly Value[] = [90_000_000_000n, 0n].map(nanoseconds => ({ type: 'duration', nanoseconds }));
const LONGEST = 200;
const MOST_NAMED = 12;

/** What a condition names. */
interface Named {
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
  /** Long enough for every position that is named. */
  readonly length: number;
}

function namedIn(tree: Node): Named {
  const texts = new Set<string>();
  const numbers = new Set<number>();
  walk(tree, node => {
    if (node.kind === 'string' && !node.open) texts.add(node.value);
    if (node.kind === 'int') numbers.add(Number(node.value));
    if (node.kind === 'float') numbers.add(node.value);
  });
  const whole = [...numbers].filter(number => Number.isSafeInteger(number)).map(Math.abs);
  const length = Math.min(LONGEST, Math.max(3, ...whole.filter(number => number < LONGEST).map(number => number + 2)));
  return { texts: [...texts].slice(0, MOST_NAMED), numbers: [...numbers].slice(0, MOST_NAMED), length };
}

export class Samples {
  private readonly named: Named;
  private readonly origins = new WeakMap<object, Kind>();
  private readonly known = new WeakMap<Kind, readonly Value[]>();

  constructor(tree: Node) {
    this.named = namedIn(tree);
  }

  /** The kind that a list or map was made to stand for; elements of such samples keep it. */
  originOf(value: Value): Kind | undefined {
    return typeof value === 'object' && value !== null ? this.origins.get(value) : undefined;
  }

  of(kind: Kind): readonly Value[] {
    const before = this.known.get(kind);
    if (before) return before;
    const made = this.make(kind, 2);
    this.known.set(kind, made);
    return made;
  }

  private make(kind: Kind, depth: number): readonly Value[] {
    switch (kind.is) {
      case 'exact':
        return [kind.value];
      case 'scalar':
        return this.scalars(kind.type);
      case 'list':
        return this.lists(kind, depth);
      case 'map':
        return this.maps(kind, depth);
      case 'struct':
        return [this.struct(kind, depth)];
      default:
        return formsOf([kind]).flatMap(form => this.make(form, depth));
    }
  }

  private scalars(type: GoType): readonly Value[] {
    switch (type.kind) {
      case 'float':
        return [...new Set([...FLOATS, ...this.named.numbers])];
      case 'int':
      case 'enum':
        return this.ints().map(value => int(value, type.name));
      case 'string':
        return this.texts().map(value =>
          type.name === undefined ? value : { type: 'named-string', name: type.name, value },
        );
      case 'time':
        return [TIME];
      case 'duration':
        return DURATIONS;
      case 'location':
        return [{ type: 'location', name: 'UTC' }];
      default:
        return [null];
    }
  }

  private ints(): readonly bigint[] {
    const named = this.named.numbers.filter(Number.isSafeInteger).map(BigInt);
    return [...new Set([...INTS, ...named])];
  }

  private texts(): readonly string[] {
    return [...new Set([...TEXTS, ...this.named.texts, 'x'.repeat(this.named.length)])];
  }

  /** None, and as many of each as are needed. */
  private lists(kind: Kind & { readonly is: 'list' }, depth: number): readonly Value[] {
    const empty: ListValue = list([], kind.name);
    const full = (depth === 0 ? [] : this.elements(kind.of, depth)).map(item =>
      list(Array<Value>(this.named.length).fill(item), kind.name),
    );
    const made = kind.isNeverEmpty && full.length > 0 ? full : [...full, empty];
    for (const value of made) this.origins.set(value, kind);
    return made;
  }

  private maps(kind: Kind & { readonly is: 'map' }, depth: number): readonly Value[] {
    const full = (depth === 0 ? [] : this.elements(kind.of, depth)).map(item => mapOf([['a', item]], kind.name));
    const made: readonly MapValue[] = [...full, mapOf([], kind.name)];
    for (const value of made) this.origins.set(value, kind);
    return made;
  }

  private elements(of: Kinds, depth: number): readonly Value[] {
    return formsOf(of).flatMap(form => this.make(form, depth - 1).slice(0, 3));
  }

  private struct(kind: Kind & { readonly is: 'struct' }, depth: number): StructValue {
    const fields = [...kind.type.fields].map(([name, type]) => {
      const [form] = kindsOfType(type);
      const sample = form ? this.make(form, Math.max(0, depth - 1)).at(-1) : undefined;
      return [name, sample ?? null] as const;
    });
    const made: StructValue = { type: 'struct', name: kind.type.name, fields: new Map(fields) };
    this.origins.set(made, kind);
    return made;
  }
}
