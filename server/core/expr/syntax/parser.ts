/**
 * Tokens to a tree, by precedence climbing. Total: there is always a tree, and the problems say where it stops being sure. The first
 * problem is the one the library would refuse the condition with.
 */

import type { ExprVersion } from '../builtins/version.ts';
import type { BinaryNode, Node } from './ast.ts';
import { type LexicalProblem, lex, type Span, type Token } from './lexer.ts';
import { BINARY, COMPARISONS, chainsComparisons, NEGATABLE, type Operator } from './operators.ts';
import { describe, type SyntaxProblem } from './parser-cursor.ts';
import { ForeignParser } from './parser-foreign.ts';
import { startsOperand } from './parser-primary.ts';

export interface Parsed {
  readonly text: string;
  readonly version: ExprVersion;
  readonly tree: Node;
  /** Ends with `eof`. */
  readonly tokens: readonly Token[];
  readonly comments: readonly Span[];
  readonly placeholders: readonly Span[];
  readonly lexical: readonly LexicalProblem[];
  readonly syntax: readonly SyntaxProblem[];
  /** A placeholder stands where it may be anything, so that nothing can be said about the whole. */
  readonly opaque: boolean;
  /** `not in` and the like whose `not` the older library forgets. */
  readonly lostNegations: readonly Span[];
}

export function parse(text: string, version: ExprVersion): Parsed {
  return new Parser(text, version).run();
}

/** The library's reason to refuse the text, its first. */
export function refusalOf(parsed: Parsed): string | undefined {
  const lexical = parsed.lexical[0];
  const syntax = parsed.syntax[0];
  if (!lexical || !syntax) return (lexical ?? syntax)?.message;
  // The older library reads all tokens before it parses, the newer one as it goes.
  return parsed.version === '1.15' || lexical.start <= syntax.end ? lexical.message : syntax.message;
}

class Parser extends ForeignParser {
  protected readonly source: string;
  private readonly lostNegations: Span[] = [];

  constructor(text: string, version: ExprVersion) {
    super(lex(text, version), version);
    this.source = text;
  }

  run(): Parsed {
    const tree = this.sequence();
    if (!this.halted && this.current.kind !== 'eof') this.misplaced();
    const { tokens, comments, placeholders, problems } = this.lexed;
    const comment = this.problems.find(problem => problem.reason === 'hash-comment');
    // What is wrong inside a comment that is none, or inside a foreign operator, is not worth a word of its own.
    const covered = (at: number): boolean =>
      (comment !== undefined && at >= comment.start) ||
      this.problems.some(({ reason, start, end }) => reason === 'foreign-operator' && start <= at && at < end);
    const lexical = problems.filter(problem => !covered(problem.start));
    const { source: text, version, opaque, lostNegations, problems: syntax } = this;
    return { text, version, tree, tokens, comments, placeholders, lexical, syntax, opaque, lostNegations };
  }

  private misplaced(): void {
    const { start, end } = this.current;
    if (this.current.kind === 'operator' && this.isComment(this.current)) {
      this.fail({ reason: 'hash-comment', start, end, message: `unexpected token ${describe(this.current)}` });
    } else this.unexpected();
  }

  protected sequence(): Node {
    const nodes = [this.expression(0)];
    while (this.is('operator', ';')) {
      const { start, end } = this.current;
      this.needsNewer('sequence', start, end, 'unexpected token Operator(";")', nodes);
      this.link();
      this.next();
      if (this.current.kind === 'eof') break;
      nodes.push(this.expression(0));
    }
    const [first] = nodes;
    if (nodes.length === 1 && first) return first;
    return this.made({ kind: 'sequence', nodes, start: first?.start ?? 0, end: this.lastEnd });
  }

  protected expression(precedence: number): Node {
    if (this.halted || !this.descend()) return this.missing();
    const node = this.binaryOrHigher(precedence);
    this.ascend();
    return node;
  }

  private binaryOrHigher(precedence: number): Node {
    if (precedence === 0 && this.is('operator', 'let')) return this.declaration();
    if (precedence === 0 && this.is('operator', 'if')) return this.ifElse();
    const node = this.binary(this.primary(), precedence);
    return precedence === 0 ? this.ternary(node) : node;
  }

  private binary(operand: Node, precedence: number): Node {
    let left = operand;
    let previous = '';
    for (;;) {
      if (this.halted) return left;
      const position = this.position;
      const lastEnd = this.lastEnd;
      const foreign = this.foreign(precedence);
      if (!foreign && this.current.kind !== 'operator') return left;
      const negation = !foreign && this.is('operator', 'not') ? this.current : undefined;
      if (negation) this.next();
      const token = foreign ?? this.current;
      const operator = BINARY.get(token.value);
      if (negation && !this.negates(token, operator, precedence, position, lastEnd)) return left;
      if (!operator || operator.precedence < precedence) return left;
      this.link();
      if (!foreign) this.next();
      if (token.value === '|') left = this.pipe(left, token);
      else {
        if (previous === '??' && token.value !== '??') this.mixedCoalesce(left, token);
        left = this.infix(left, token, operator, negation);
      }
      previous = token.value;
    }
  }

  /**
   * `not` was consumed; whether what follows makes it an infix operator here. The older library, when the operator belongs to an outer
   * operand, has lost the `not` by then: `1 + 2 not in [3]` is true there.
   */
  private negates(
    token: Token,
    operator: Operator | undefined,
    precedence: number,
    position: number,
    lastEnd: number,
  ): boolean {
    if (this.version === '1.15') {
      const taken = operator !== undefined && operator.precedence >= precedence;
      if (!taken && operator) this.lostNegations.push({ start: this.peek(-1).start, end: token.end });
      return taken;
    }
    if (!NEGATABLE.has(token.value)) {
      this.unexpected();
      return false;
    }
    if (operator && operator.precedence >= precedence) return true;
    this.rewind(position, lastEnd);
    return false;
  }

  private infix(left: Node, token: Token, operator: Operator, negation: Token | undefined): Node {
    if (COMPARISONS.has(token.value) && chainsComparisons(this.version))
      return this.comparison(left, token, operator.precedence);
    const right = this.expression(operator.rightAssociative ? operator.precedence : operator.precedence + 1);
    const node = this.binaryNode(token, left, right);
    if (!negation) return node;
    const operatorRange = { start: negation.start, end: negation.end };
    return this.made({
      kind: 'unary',
      operator: 'not',
      operatorRange,
      operand: node,
      start: left.start,
      end: right.end,
    });
  }

  private binaryNode(token: Token, left: Node, right: Node): BinaryNode {
    const operatorRange = { start: token.start, end: token.end };
    const end = Math.max(right.end, token.end);
    return this.made({ kind: 'binary', operator: token.value, operatorRange, left, right, start: left.start, end });
  }

  /** `a < b < c` is `a < b && b < c`, with the middle looked at twice. */
  private comparison(first: Node, operator: Token, precedence: number): Node {
    let left = first;
    let token = operator;
    let root: Node | undefined;
    for (;;) {
      const right = this.expression(precedence + 1);
      const compared = this.binaryNode(token, left, right);
      if (root === undefined) root = compared;
      else {
        const operatorRange = { start: token.start, end: token.end };
        root = this.made({
          kind: 'binary',
          operator: '&&',
          operatorRange,
          left: root,
          right: compared,
          implied: true,
          start: first.start,
          end: compared.end,
        });
      }
      left = right;
      token = this.current;
      if (this.halted || token.kind !== 'operator' || !COMPARISONS.has(token.value) || this.foreignLength() > 1)
        return root;
      this.link();
      this.next();
    }
  }

  private mixedCoalesce(left: Node, token: Token): void {
    const message = `Operator (${token.value}) and coalesce expressions (??) cannot be mixed. Wrap either by parentheses.`;
    this.report({ reason: 'coalesce-mixed', start: token.start, end: token.end, message, nodes: [left] });
  }

  private pipe(left: Node, token: Token): Node {
    const name = this.current;
    if (name.kind !== 'identifier' || this.peek().value !== '(') {
      const wrong = name.kind === 'identifier' ? this.peek() : name;
      const or = startsOperand(name) && name.kind !== 'placeholder';
      if (!or) {
        this.expect('identifier');
        return left;
      }
      const message = `unexpected token ${describe(wrong)}`;
      this.report({ reason: 'foreign-operator', start: token.start, end: token.end, message, instead: '||' });
      return this.binaryNode({ ...token, value: '||' }, left, this.expression(11));
    }
    this.next();
    return this.call(name, [left]);
  }

  private declaration(): Node {
    const { start } = this.current;
    this.next();
    const name = this.current;
    this.expect('identifier');
    this.expect('operator', '=');
    const value = this.expression(0);
    this.expect('operator', ';');
    const body = this.version === '1.17' ? this.sequence() : this.expression(0);
    const nameRange = { start: name.start, end: name.end };
    return this.made({ kind: 'let', name: name.value, nameRange, value, body, start, end: this.lastEnd });
  }

  protected ifElse(): Node {
    const { start, end } = this.current;
    this.needsNewer('if-else', start, end, `unexpected token ${describe(this.peek())}`);
    this.next();
    const condition = this.expression(0);
    this.expect('bracket', '{');
    const consequent = this.sequence();
    this.expect('bracket', '}');
    const word = this.current;
    if (word.value === 'else') this.next();
    else this.unexpected();
    let alternative: Node;
    if (this.current.value === 'if' && !this.halted && this.descend()) alternative = this.nestedIf();
    else {
      this.expect('bracket', '{');
      alternative = this.sequence();
      this.expect('bracket', '}');
    }
    return this.made({ kind: 'conditional', condition, consequent, alternative, start, end: this.lastEnd });
  }

  private nestedIf(): Node {
    const node = this.ifElse();
    this.ascend();
    return node;
  }

  private ternary(first: Node): Node {
    let condition = first;
    while (this.is('operator', '?')) {
      this.link();
      this.next();
      let consequent = condition;
      if (this.is('operator', ':')) this.next();
      else {
        consequent = this.expression(0);
        this.expect('operator', ':');
      }
      const alternative = this.expression(0);
      const { start } = condition;
      condition = this.made({ kind: 'conditional', condition, consequent, alternative, start, end: this.lastEnd });
    }
    return condition;
  }
}
