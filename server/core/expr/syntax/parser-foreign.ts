import type { Token } from './lexer.ts';
import { BINARY, FOREIGN_OPERATORS } from './operators.ts';
import { describe } from './parser-cursor.ts';
import { PrimaryParser, startsOperand } from './parser-primary.ts';

export abstract class ForeignParser extends PrimaryParser {
  protected abstract readonly source: string;

  /** How many tokens at the current place make up one operator of another language; 0 when it is none. */
  protected foreignLength(): number {
    const { kind, value, end } = this.current;
    if (kind === 'identifier') return FOREIGN_OPERATORS.has(value) && startsOperand(this.peek()) ? 1 : 0;
    if (kind !== 'operator' || !'=!<&'.includes(value.charAt(0))) return 0;
    const after = this.peek();
    const joined = after.start === end ? value + after.value : value;
    if (joined !== value && FOREIGN_OPERATORS.has(joined) && (after.kind === 'operator' || after.value === '~'))
      return 2;
    return FOREIGN_OPERATORS.has(value) ? 1 : 0;
  }

  /** Takes an operator of another language for the one that is meant, and says so. */
  protected foreign(precedence: number): Token | undefined {
    const length = this.foreignLength();
    if (length === 0) return this.percent();
    const last = length === 2 ? this.peek() : this.current;
    const { start } = this.current;
    const text = this.source.slice(start, last.end);
    const instead = FOREIGN_OPERATORS.get(text) ?? '';
    if ((BINARY.get(instead)?.precedence ?? 0) < precedence) return undefined;
    const refused = length === 2 && BINARY.has(this.current.value) ? last : this.current;
    this.report({
      reason: 'foreign-operator',
      start,
      end: last.end,
      message: `unexpected token ${describe(refused)}`,
      instead,
    });
    for (let count = 0; count < length; count++) this.next();
    return { kind: 'operator', value: instead, start, end: last.end };
  }

  /** `5%` is no twentieth here. The sign is reported and skipped. */
  protected percent(): Token | undefined {
    if (!this.is('operator', '%') || startsOperand(this.peek())) return undefined;
    const before = this.lexed.tokens[this.position - 1];
    if (before?.kind !== 'number') return undefined;
    const { end } = this.current;
    const instead = percentOf(before.value);
    this.report({
      reason: 'percent',
      start: before.start,
      end,
      message: `unexpected token ${describe(this.peek())}`,
      ...(instead === undefined ? {} : { instead }),
    });
    this.next();
    return undefined;
  }
}

/** `5` becomes `0.05`: by digits, not by division, which would show rounding errors. */
function percentOf(literal: string): string | undefined {
  const match = /^([0-9]+)(?:\.([0-9]+))?$/.exec(literal);
  if (!match) return undefined;
  const whole = (match[1] ?? '').padStart(3, '0');
  const text = `${whole.slice(0, -2)}.${whole.slice(-2)}${match[2] ?? ''}`;
  return text.replace(/^0+(?=[0-9])/, '').replace(/\.?0+$/, '');
}
