/** The lowest floor of the parser: the current token, what went wrong, and the limits that keep every input cheap. */

import type { ExprVersion } from '../builtins/version.ts';
import type { Node } from './ast.ts';
import type { Lexed, Token, TokenKind } from './lexer.ts';

export type SyntaxReason =
  | 'unexpected-token'
  | 'unexpected-end'
  | 'expected-name'
  | 'missing-argument'
  | 'coalesce-mixed'
  | 'foreign-operator'
  | 'foreign-word'
  | 'percent'
  | 'hash-comment'
  | 'predicate-outside'
  | 'bad-map-key'
  | 'bad-literal'
  | 'bare-sequence'
  | 'version'
  | 'too-large';

/** What the newer language has and the older has not, as far as grammar goes. */
export type Feature =
  | 'optional-index'
  | 'global-call'
  | 'if-else'
  | 'sequence'
  | 'string-postfix'
  | 'trailing-comma'
  | 'count-without-predicate'
  | 'predicate-argument'
  | 'number-prefix';

export interface SyntaxProblem {
  readonly reason: SyntaxReason;
  readonly start: number;
  readonly end: number;
  /** The library's own words. */
  readonly message: string;
  readonly feature?: Feature;
  /** The nodes that a fix rearranges. */
  readonly nodes?: readonly Node[];
  /** The text to write instead of the range. */
  readonly instead?: string;
}

/** Nested deeper than this, or longer than this in operators and accesses, a condition is not looked into. */
const MAX_DEPTH = 120;
const MAX_LINKS = 600;
/** The library's own limit (1.17), in nodes. */
const MAX_NODES = 10_000;

export abstract class Cursor {
  protected readonly lexed: Lexed;
  protected readonly version: ExprVersion;
  protected position = 0;
  protected current: Token;
  /** End of the last token consumed. */
  protected lastEnd = 0;
  /** Nothing is consumed any more: what follows cannot be understood. */
  protected halted = false;
  /** A placeholder stands where it may be anything: no verdict is possible. */
  protected opaque = false;
  protected readonly problems: SyntaxProblem[] = [];
  private depth = 0;
  private links = 0;
  private nodes = 0;

  constructor(lexed: Lexed, version: ExprVersion) {
    this.lexed = lexed;
    this.version = version;
    this.current = lexed.tokens[0] ?? { kind: 'eof', value: '', start: 0, end: 0 };
  }

  protected peek(distance = 1): Token {
    const tokens = this.lexed.tokens;
    return tokens[Math.min(this.position + distance, tokens.length - 1)] ?? this.current;
  }

  protected is(kind: TokenKind, value?: string): boolean {
    return !this.halted && this.current.kind === kind && (value === undefined || this.current.value === value);
  }

  protected next(): void {
    if (this.halted || this.current.kind === 'eof') return;
    this.lastEnd = this.current.end;
    this.current = this.peek();
    this.position++;
  }

  /** Goes back to a token already seen: `not` that turns out to belong to an outer operand. */
  protected rewind(position: number, lastEnd: number): void {
    this.position = position;
    this.current = this.peek(0);
    this.lastEnd = lastEnd;
  }

  protected expect(kind: TokenKind, value?: string): boolean {
    if (this.is(kind, value)) {
      this.next();
      return true;
    }
    this.unexpected();
    return false;
  }

  protected unexpected(token = this.current): void {
    if (this.halted) return;
    const before = this.lexed.tokens[this.position - 1];
    if (token.kind === 'placeholder' || before?.kind === 'placeholder') {
      this.opaque = true;
      this.halted = true;
      return;
    }
    const reason = token.kind === 'eof' ? 'unexpected-end' : 'unexpected-token';
    const start = token.kind === 'eof' ? this.lastEnd : token.start;
    this.fail({
      reason,
      start,
      end: token.kind === 'eof' ? this.lastEnd : token.end,
      message: `unexpected token ${describe(token)}`,
    });
  }

  /** Reports and goes on: what was meant is clear. */
  protected report(problem: SyntaxProblem): void {
    if (!this.halted) this.problems.push(problem);
  }

  /** Reports and stops. */
  protected fail(problem: SyntaxProblem): void {
    this.report(problem);
    this.halted = true;
  }

  protected needsNewer(
    feature: Feature,
    start: number,
    end: number,
    message: string,
    nodes: readonly Node[] = [],
  ): void {
    if (this.version === '1.15') this.report({ reason: 'version', feature, start, end, message, nodes });
  }

  /** Every node goes through here, so that their number is known. */
  protected made<N extends Node>(node: N): N {
    this.nodes++;
    if (this.nodes === MAX_NODES + 1 && this.version === '1.17') {
      this.fail({
        reason: 'too-large',
        start: node.start,
        end: node.end,
        message: 'compilation failed: expression exceeds maximum allowed nodes',
      });
    }
    return node;
  }

  /** One more level of recursion. Answers false, and stops, when that is too many. */
  protected descend(): boolean {
    this.depth++;
    if (this.depth > MAX_DEPTH) this.tooLarge();
    return !this.halted;
  }

  protected ascend(): void {
    this.depth--;
  }

  /** One more operator or access in a row, which makes the tree one higher without recursion. */
  protected link(): void {
    this.links++;
    if (this.links > MAX_LINKS) this.tooLarge();
  }

  private tooLarge(): void {
    this.fail({ reason: 'too-large', start: this.current.start, end: this.current.end, message: '' });
  }

  protected missing(): Node {
    return this.made({ kind: 'missing', start: this.lastEnd, end: this.lastEnd });
  }
}

const KIND_NAMES: Readonly<Record<TokenKind, string>> = {
  number: 'Number',
  string: 'String',
  identifier: 'Identifier',
  operator: 'Operator',
  bracket: 'Bracket',
  placeholder: 'Identifier',
  bad: 'Operator',
  eof: 'EOF',
};

/** A token as the library prints it. */
export function describe(token: Token): string {
  return token.value === '' ? KIND_NAMES[token.kind] : `${KIND_NAMES[token.kind]}(${JSON.stringify(token.value)})`;
}
