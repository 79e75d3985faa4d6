/** Operands: literals, names, brackets, and the accesses behind them. */
import type { Node, PairNode } from './ast.ts';
import { isIdentifier } from './characters.ts';
import type { Token } from './lexer.ts';
import { readNumber } from './number-literal.ts';
import { FOREIGN_WORDS, UNARY } from './operators.ts';
import { CallParser } from './parser-calls.ts';
import { describe } from './parser-cursor.ts';

const UNARY_OPERATORS = { not: 'not', '!': '!', '-': '-', '+': '+' } as const;

export abstract class PrimaryParser extends CallParser {
  protected primary(): Node {
    if (!this.descend()) return this.missing();
    const node = this.operand();
    this.ascend();
    return node;
  }

  private operand(): Node {
    const token = this.current;
    if (this.halted) return this.missing();
    if (token.kind === 'operator') {
      const precedence = UNARY.get(token.value);
      if (precedence !== undefined) return this.postfix(this.unary(token, precedence));
      if (token.value === '#' || token.value === '.') return this.pointer(token);
      if (token.value === '::' || this.isOlderGlobalCall()) return this.postfix(this.globalCall());
    }
    if (this.is('bracket', '(')) {
      this.next();
      const inner = this.sequence();
      this.expect('bracket', ')');
      return this.postfix(inner);
    }
    if (token.kind === 'identifier') return this.name(token);
    if (token.kind === 'number') return this.number(token);
    if (token.kind === 'string') return this.text(token);
    if (token.kind === 'placeholder') return this.placeholder(token);
    if (this.is('bracket', '[')) return this.postfix(this.array());
    if (this.is('bracket', '{')) return this.postfix(this.map());
    this.unexpected();
    return this.missing();
  }

  private unary(token: Token, precedence: number): Node {
    const operator = UNARY_OPERATORS[token.value as keyof typeof UNARY_OPERATORS];
    this.next();
    this.link();
    const operand = this.expression(precedence);
    const operatorRange = { start: token.start, end: token.end };
    return this.made({ kind: 'unary', operator, operatorRange, operand, start: token.start, end: this.lastEnd });
  }

  private pointer(token: Token): Node {
    if (this.predicateDepth === 0) {
      if (this.newerPredicate)
        this.needsNewer('predicate-argument', token.start, token.end, 'cannot use pointer accessor outside closure');
      else return this.outsidePredicate(token);
    }
    let name = '';
    if (token.value === '#') {
      this.next();
      if (this.is('identifier')) {
        name = this.current.value;
        this.next();
      }
    }
    const end = token.value === '#' ? this.lastEnd : token.start;
    return this.postfix(this.made({ kind: 'pointer', name, start: token.start, end }));
  }

  private outsidePredicate(token: Token): Node {
    const message =
      this.version === '1.17' ? `unexpected token ${describe(token)}` : 'cannot use pointer accessor outside closure';
    const reason = this.isComment(token) ? 'hash-comment' : 'predicate-outside';
    this.fail({ reason, start: token.start, end: token.end, message });
    return this.missing();
  }

  /** `# words` cannot be meant as the element: it is a comment as YAML or shells have it. */
  protected isComment(token: Token): boolean {
    if (token.value !== '#' && token.value !== '##') return false;
    const after = this.peek();
    return after.start > token.end && ['identifier', 'number', 'bad', 'eof'].includes(after.kind);
  }

  /** The older lexer sees two colons. */
  private isOlderGlobalCall(): boolean {
    const after = this.peek();
    return (
      this.version === '1.15' && this.is('operator', ':') && after.value === ':' && after.start === this.current.end
    );
  }

  private globalCall(): Node {
    const { start } = this.current;
    if (this.version === '1.15') this.next();
    this.needsNewer('global-call', start, this.current.end, 'unexpected token Operator(":")');
    this.next();
    const name = this.current;
    if (!this.expect('identifier')) return this.missing();
    return this.call(name, []);
  }

  private name(token: Token): Node {
    const { start, end } = token;
    if (this.version === '1.15' && token.value === 'if' && this.looksLikeIf()) return this.ifElse();
    const after = this.peek();
    if (FOREIGN_WORDS.get(token.value) === 'not' && startsOperand(after)) return this.foreignNot(token);
    this.next();
    if (token.value === 'true' || token.value === 'false')
      return this.made({ kind: 'bool', value: token.value === 'true', start, end });
    if (token.value === 'nil') return this.made({ kind: 'nil', start, end });
    if (this.is('bracket', '(')) return this.postfix(this.call(token, []));
    return this.postfix(this.made({ kind: 'identifier', name: token.value, start, end }));
  }

  private foreignNot(token: Token): Node {
    const { start, end } = token;
    const after = this.peek();
    const message = after.value === '(' ? `unknown name ${token.value}` : `unexpected token ${describe(after)}`;
    this.report({ reason: 'foreign-word', start, end, instead: 'not', message });
    return this.postfix(this.unary({ ...token, value: 'not' }, 50));
  }

  private looksLikeIf(): boolean {
    const { kind, value } = this.peek();
    return kind === 'identifier' || kind === 'number' || kind === 'string' || value === 'not' || value === '!';
  }

  protected abstract ifElse(): Node;

  private number(token: Token): Node {
    this.next();
    const { start, end } = token;
    const read = readNumber(token.value, this.version);
    if (read.newer) this.needsNewer('number-prefix', start, end, read.error ?? '');
    else if (
      read.error !== undefined &&
      !this.lexed.problems.some(problem => problem.start <= start && end <= problem.end)
    ) {
      this.fail({ reason: 'bad-literal', start, end, message: read.error });
    }
    return typeof read.value === 'bigint'
      ? this.made({ kind: 'int', value: read.value, start, end })
      : this.made({ kind: 'float', value: read.value, start, end });
  }

  private text(token: Token): Node {
    this.next();
    const { start, end } = token;
    const node = this.made({ kind: 'string', value: token.value, start, end, ...(token.open ? { open: true } : {}) });
    if (
      this.version === '1.15' &&
      !this.halted &&
      ['.', '?.', '['].includes(this.current.value) &&
      this.current.kind !== 'string'
    ) {
      this.needsNewer(
        'string-postfix',
        this.current.start,
        this.current.end,
        `unexpected token ${describe(this.current)}`,
      );
    }
    return this.postfix(node);
  }

  private placeholder(token: Token): Node {
    this.next();
    const node = this.made({ kind: 'placeholder', start: token.start, end: token.end });
    // `{{args.f}}(x)`, `{{args.a}}.5`: only the arg's value tells what this is.
    if (this.is('bracket', '(') || (this.current.kind === 'number' && this.current.start === token.end)) {
      this.opaque = true;
      this.halted = true;
      return node;
    }
    return this.postfix(node);
  }

  private array(): Node {
    const start = this.current.start;
    const items: Node[] = [];
    this.expect('bracket', '[');
    while (!this.halted && !this.is('bracket', ']')) {
      if (items.length > 0) {
        if (!this.expect('operator', ',') || this.is('bracket', ']')) break;
      }
      items.push(this.expression(0));
    }
    this.expect('bracket', ']');
    return this.made({ kind: 'array', items, start, end: this.lastEnd });
  }

  private map(): Node {
    const start = this.current.start;
    const pairs: PairNode[] = [];
    this.expect('bracket', '{');
    while (!this.halted && !this.is('bracket', '}')) {
      if (pairs.length > 0) {
        if (!this.expect('operator', ',') || this.is('bracket', '}')) break;
      }
      const key = this.mapKey();
      this.expect('operator', ':');
      const value = this.expression(0);
      pairs.push(this.made({ kind: 'pair', key, value, start: key.start, end: this.lastEnd }));
    }
    this.expect('bracket', '}');
    return this.made({ kind: 'map', pairs, start, end: this.lastEnd });
  }

  private mapKey(): Node {
    const { kind, value, start, end } = this.current;
    if (kind === 'number' || kind === 'string' || kind === 'identifier') {
      const node = this.made({ kind: 'string', value, start, end, ...(this.current.open ? { open: true } : {}) });
      this.next();
      return node;
    }
    if (kind === 'placeholder') return this.placeholder(this.current);
    if (this.is('bracket', '(')) return this.expression(0);
    const message = `a map key must be a quoted string, a number, a identifier, or an expression enclosed in parentheses (unexpected token ${describe(this.current)})`;
    if (kind === 'eof') this.unexpected();
    else this.fail({ reason: 'bad-map-key', start, end, message });
    return this.missing();
  }

  protected postfix(operand: Node): Node {
    let node = operand;
    while (!this.halted && (this.current.kind === 'operator' || this.current.kind === 'bracket')) {
      const { value } = this.current;
      if (value !== '.' && value !== '?.' && value !== '[') break;
      this.link();
      if (value === '[') node = this.index(node, false);
      else if (value === '?.' && this.peek().value === '[' && this.peek().kind === 'bracket') {
        this.needsNewer('optional-index', this.current.start, this.current.end, 'expected name');
        this.next();
        node = this.index(node, true);
      } else node = this.member(node, value === '?.');
    }
    return node;
  }

  private member(before: Node, optional: boolean): Node {
    this.next();
    const token = this.current;
    let property: Node;
    if (token.kind === 'placeholder') {
      this.next();
      property = this.made({ kind: 'placeholder', start: token.start, end: token.end });
    } else if (token.kind === 'identifier' || (token.kind === 'operator' && isIdentifier(token.value))) {
      this.next();
      property = this.made({ kind: 'string', value: token.value, start: token.start, end: token.end });
    } else {
      const end = token.kind === 'eof' ? this.lastEnd : token.end;
      this.fail({ reason: 'expected-name', start: Math.min(token.start, end), end, message: 'expected name' });
      property = this.made({ kind: 'missing', start: this.lastEnd, end: this.lastEnd });
    }
    const chained = before.kind === 'chain';
    const object = chained ? before.body : before;
    const { start } = object;
    const method = this.is('bracket', '(');
    const member = this.made({
      kind: 'member',
      object,
      property,
      optional,
      dot: true,
      method,
      start,
      end: this.lastEnd,
    });
    const node: Node = method
      ? this.made({ kind: 'call', callee: member, args: this.arguments([], ''), start, end: this.lastEnd })
      : member;
    return chained || optional ? this.made({ kind: 'chain', body: node, start, end: node.end }) : node;
  }

  private index(object: Node, optional: boolean): Node {
    this.next();
    const { start } = object;
    let from: Node | undefined;
    if (!this.is('operator', ':')) {
      from = this.expression(0);
      if (!this.is('operator', ':')) {
        this.expect('bracket', ']');
        const end = this.lastEnd;
        const node = this.made({
          kind: 'member',
          object,
          property: from,
          optional,
          dot: false,
          method: false,
          start,
          end,
        });
        return optional ? this.made({ kind: 'chain', body: node, start, end }) : node;
      }
    }
    this.next();
    const to = this.is('bracket', ']') ? undefined : this.expression(0);
    this.expect('bracket', ']');
    return this.made({
      kind: 'slice',
      object,
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
      start,
      end: this.lastEnd,
    });
  }
}

/** Whether an operand may begin here. */
export function startsOperand(token: Token): boolean {
  if (token.kind === 'operator') return ['not', '!', '-', '+', '#', '.', '::', 'let', 'if'].includes(token.value);
  if (token.kind === 'bracket') return '([{'.includes(token.value);
  return token.kind !== 'eof' && token.kind !== 'bad';
}
