/** Conditions made by rule and by chance. The chance is seeded: one seed, one list. */
import { BUILTINS, hasBuiltin } from '../../server/core/expr/builtins/builtins.ts';
import type { ExprVersion } from '../../server/core/expr/builtins/version.ts';
import { FIELDS, RESULTS } from './results.ts';

export type Question = readonly [condition: string, result: number];

const OPERATORS = [
  ...['==', '!=', '<', '>', '<=', '>=', '+', '-', '*', '/', '%', '**', '^', '..', '??', 'and', '||', '|'],
  ...['in', 'not in', 'matches', 'contains', 'startsWith', 'endsWith'],
];

/** One operand of each type that the checker tells apart. */
const TYPED = [
  'nil',
  'true',
  '1',
  '-2',
  '1.5',
  "'a'",
  "'5'",
  '[1, 2]',
  "['a']",
  '[]',
  '{a: 1}',
  '1..2',
  "duration('1h')",
  "date('2024-01-02')",
  'len([1])',
  'asInt(3)',
];

/** And of each that it does not. */
const UNTYPED = [
  'result.a',
  'result.f',
  'result.b',
  'result.ok',
  'result.n',
  'result.list',
  'result.names',
  'result.m',
  'result.e',
];

export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export class Generator {
  private readonly random: () => number;
  private readonly names: readonly string[];

  constructor(version: ExprVersion, seed: number) {
    this.random = seeded(seed);
    this.names = BUILTINS.filter(builtin => hasBuiltin(builtin, version) && builtin.name !== 'now').map(
      builtin => builtin.name,
    );
  }

  private pick<T>(from: readonly T[]): T {
    const found = from[Math.floor(this.random() * from.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  }

  private chance(of: number): boolean {
    return this.random() < of;
  }

  /** Every operator between every two types, and a share of those with an operand of unknown type. */
  operators(): Question[] {
    const questions: Question[] = [];
    for (const operator of OPERATORS) {
      for (const left of [...TYPED, ...UNTYPED]) {
        for (const right of [...TYPED, ...UNTYPED]) {
          const typed = TYPED.includes(left) && TYPED.includes(right);
          if (typed ? this.chance(0.5) : this.chance(0.3)) questions.push([`${left} ${operator} ${right}`, FIELDS]);
        }
      }
    }
    for (const operand of [...TYPED, ...UNTYPED]) {
      for (const operator of ['not ', '!', '-', '+']) questions.push([`${operator}${operand}`, FIELDS]);
    }
    return questions;
  }

  /** Every function with every type as its one argument, and with chosen ones as more. */
  calls(): Question[] {
    const questions: Question[] = [];
    for (const name of this.names) {
      questions.push([`${name}()`, FIELDS]);
      for (const arg of [...TYPED, ...UNTYPED]) questions.push([`${name}(${arg})`, FIELDS]);
      for (let count = 0; count < 22; count++) questions.push([`${name}(${this.args(2)})`, FIELDS]);
      for (let count = 0; count < 8; count++) questions.push([`${name}(${this.args(3)})`, FIELDS]);
      questions.push(
        [`${name}(${this.args(4)})`, FIELDS],
        [`${this.pick(UNTYPED)} | ${name}(${this.args(1)})`, FIELDS],
      );
    }
    return questions;
  }

  private args(count: number): string {
    return Array.from({ length: count }, (_, i) =>
      i > 0 && this.chance(0.3) ? this.predicate(1) : this.pick([...TYPED, ...UNTYPED, "','"]),
    ).join(', ');
  }

  private predicate(depth: number): string {
    return this.pick([
      '# > 1',
      '#',
      '# == 1',
      'true',
      "# == 'a'",
      '.a',
      '#index',
      '#acc',
      'nil',
      depth > 0 ? this.expression(depth - 1) : '#',
      `{${this.expression(0)}}`,
    ]);
  }

  expression(depth: number): string {
    if (depth <= 0 || this.chance(0.15)) return this.leaf();
    const e = (): string => this.expression(depth - 1);
    const kind = Math.floor(this.random() * 16);
    switch (kind) {
      case 0:
      case 1:
      case 2:
        return `${e()} ${this.pick(OPERATORS)} ${e()}`;
      case 3:
        return `(${e()}) ${this.pick(OPERATORS)} (${e()})`;
      case 4:
        return `${this.pick(['not ', '!', '-', '+'])}${e()}`;
      case 5:
        return `${this.pick(this.names)}(${e()})`;
      case 6:
        return `${this.pick(this.names)}(${e()}, ${this.chance(0.5) ? this.predicate(depth - 1) : e()})`;
      case 7:
        return `${e()} | ${this.pick(this.names)}(${this.chance(0.5) ? '' : this.predicate(depth - 1)})`;
      case 8:
        return `${e()} ? ${e()} : ${e()}`;
      case 9:
        return `let x = ${e()}; ${this.chance(0.7) ? `x ${this.pick(OPERATORS)} ${e()}` : e()}`;
      case 10:
        return `[${e()}, ${e()}]`;
      case 11:
        return `{a: ${e()}}`;
      case 12:
        return `(${e()})${this.pick(['.a', '?.a', '[0]', "['a']", '[1:]', '[-1]', '?.[0]', '.b.c', '?.b.c'])}`;
      case 13:
        return `if ${e()} {${e()}} else {${e()}}`;
      case 14:
        return `${e()} ${this.pick(['<', '>=', '==', '+'])} ${e()} ${this.pick(['<', '<=', '*', 'and'])} ${e()}`;
      default:
        return `${this.pick(['all', 'any', 'filter', 'map', 'count', 'find', 'none'])}(${e()}, ${this.predicate(depth - 1)})`;
    }
  }

  private leaf(): string {
    return this.chance(0.5)
      ? this.pick(['result', 'result[0]', 'result.a', 'result.list', ...UNTYPED])
      : this.pick(TYPED);
  }

  compositions(count: number): Question[] {
    return Array.from({ length: count }, () => {
      const result = this.chance(0.5) ? FIELDS : Math.floor(this.random() * RESULTS.length);
      return [this.expression(1 + Math.floor(this.random() * 3)), result] as const;
    });
  }

  /** Conditions with a piece lost, doubled or moved. */
  broken(count: number): Question[] {
    return Array.from({ length: count }, () => {
      const pieces = this.expression(2).match(/\w+|\s+|[^\w\s]/g) ?? [];
      const at = Math.floor(this.random() * pieces.length);
      const from = Math.floor(this.random() * pieces.length);
      const change = this.pick(['drop', 'double', 'move', 'insert'] as const);
      if (change === 'drop') pieces.splice(at, 1);
      else if (change === 'double') pieces.splice(at, 0, pieces[at] ?? '');
      else if (change === 'move') pieces.splice(at, 0, ...pieces.splice(from, 1));
      else
        pieces.splice(
          at,
          0,
          this.pick([
            '(',
            ')',
            '.',
            ',',
            '#',
            '?',
            ':',
            ';',
            '|',
            'not ',
            ' in ',
            '"',
            '&',
            '=',
            '1',
            'a',
            '?.',
            '..',
            '{',
            ']',
          ]),
        );
      return [pieces.join(''), FIELDS] as const;
    });
  }
}
