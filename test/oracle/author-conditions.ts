/** Conditions as authors write them, right and wrong, made by chance of what is seen in public files. One seed, one list. */
import type { ExprVersion } from '../../server/core/expr/builtins/version.ts';
import { Generator, seeded } from './random-expressions.ts';
import type { Situation } from './situations.ts';

const NUMBERS = ['0', '1', '5', '100', '0.05', '0.95', '99.9', '-1', '1e3'];
const TEXTS = ["'PASS'", '"ok"', "'true'", "'0.5'", "'5m'", "''"];
const DATES = ["date('2024-01-02')", "date('02.01.2024')", "date('2024-01-02T03:04:05Z')", 'date("today")', 'now()'];
const DURATIONS = ["duration('5m')", "duration('1 hour')", "duration('90s')", "duration('1d')"];
const COMPARISONS = ['<', '<=', '>', '>=', '==', '!='];
const LOGIC = ['&&', '||', 'and', 'or'];
const ARITHMETIC = ['+', '-', '*', '/', '%', '**'];
const TEXTUAL = ['contains', 'startsWith', 'endsWith', 'matches', 'in', 'not in'];
const AGGREGATES = ['max', 'min', 'sum', 'mean', 'median', 'len', 'first', 'last', 'count'];
const CONVERSIONS = [
  'asFloat',
  'asInt',
  'int',
  'float',
  'string',
  'abs',
  'round',
  'floor',
  'date',
  'duration',
  'lower',
];
const METHODS = [
  '.Year()',
  '.Hours()',
  '.length()',
  '.size()',
  '.contains("a")',
  '.Unix()',
  '.Sub(now())',
  '.String()',
];
const QUANTIFIERS = ['all', 'any', 'none', 'one', 'filter', 'count', 'map', 'find', 'findIndex', 'sum'];
const ELEMENTS = [
  '# < 1',
  '# > 0.5',
  '# == "a"',
  '#',
  'isNaN(#)',
  '.v > 1',
  '# % 2 == 0',
  'asFloat(#) > 0',
  '#.v',
  'true',
];

export class AuthorConditions {
  private readonly random: () => number;
  private readonly wild: Generator;

  constructor(version: ExprVersion, seed: number) {
    this.random = seeded(seed);
    this.wild = new Generator(version, seed);
  }

  /** Different conditions about results of one kind. */
  make(situation: Situation, count: number): readonly string[] {
    const made = new Set<string>();
    while (made.size < count) {
      const condition = this.chance(0.1) ? this.wild.expression(2) : this.condition(situation, 2);
      if (condition.length <= 200 && !condition.includes('{{')) made.add(condition);
    }
    return [...made];
  }

  private pick(from: readonly string[]): string {
    return from[Math.floor(this.random() * from.length)] ?? '';
  }

  private chance(of: number): boolean {
    return this.random() < of;
  }

  private condition(situation: Situation, depth: number): string {
    const kind = depth === 0 ? 0 : Math.floor(this.random() * 14);
    const inner = (): string => this.condition(situation, depth - 1);
    switch (kind) {
      case 7:
      case 8:
        return `${inner()} ${this.pick(LOGIC)} ${inner()}`;
      case 9:
        return `${this.pick(['not ', '!', 'not ', ''])}(${inner()})`;
      case 10:
        return `${inner()} ? ${inner()} : ${this.pick(['true', 'false', 'nil', inner()])}`;
      case 11:
        return `${this.guard(situation)} ${this.pick(LOGIC)} ${inner()}`;
      case 12:
        return `${this.pick(['all', 'any', 'none', 'one'])}(${this.value(situation, 1)}, ${this.pick(ELEMENTS)})`;
      case 13:
        return `let x = ${this.value(situation, 1)}; x ${this.pick(COMPARISONS)} ${this.literal(situation)}`;
      default:
        return this.comparison(situation);
    }
  }

  private guard(situation: Situation): string {
    const part = this.pick(situation.parts);
    return this.pick([
      `len(${part}) > 0`,
      `${part} != nil`,
      `isNil(${part})`,
      `!isNaN(${part})`,
      `isNaN(${part})`,
      part,
      `isInf(${part})`,
      `result == nil`,
    ]);
  }

  private comparison(situation: Situation): string {
    const value = this.value(situation, 2);
    if (this.chance(0.08)) return value;
    if (this.chance(0.12))
      return `${value} ${this.pick(TEXTUAL)} ${this.pick([...TEXTS, "['PASS', 'ok']", '[1, 2]', '1..5'])}`;
    return `${value} ${this.pick(COMPARISONS)} ${this.literal(situation)}`;
  }

  private literal(situation: Situation): string {
    if (this.chance(0.6)) return this.pick(NUMBERS);
    return this.pick([...TEXTS, ...DATES, ...DURATIONS, 'true', 'false', 'nil', '[]', this.pick(situation.parts)]);
  }

  private value(situation: Situation, depth: number): string {
    const part = (): string => (depth > 0 ? this.value(situation, depth - 1) : this.pick(situation.parts));
    switch (depth === 0 ? 0 : Math.floor(this.random() * 16)) {
      case 5:
        return `default(${part()}, ${this.pick(NUMBERS)})`;
      case 6:
        return `(${part()} ?? ${this.pick([...NUMBERS, ...TEXTS])})`;
      case 7:
      case 8:
        return `${this.pick(CONVERSIONS)}(${part()})`;
      case 9:
      case 10:
        return `${this.pick(AGGREGATES)}(${part()})`;
      case 11:
        return `(${part()} ${this.pick(ARITHMETIC)} ${this.chance(0.6) ? this.pick(NUMBERS) : part()})`;
      case 12:
        return `${this.pick(situation.parts)}${this.pick(METHODS)}`;
      case 13:
        return `${this.pick(QUANTIFIERS)}(${part()}, ${this.pick(ELEMENTS)})${this.pick(['', '', '[0]', '.v'])}`;
      case 14:
        return this.pick([
          ...DATES,
          ...DURATIONS,
          `(now() - ${this.pick(DURATIONS)})`,
          `get(${part()}, ${this.pick(['0', "'a'"])})`,
        ]);
      case 15:
        return `${part()}${this.pick(['[0]', '[-1]', '?.[0]', '.value', '?.value', '[1:]', "['a']"])}`;
      default:
        return this.pick(situation.parts);
    }
  }
}
