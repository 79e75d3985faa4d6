/** Calls, their arguments and predicates. */

import { isBuiltin, predicateShape } from '../builtins/builtins.ts';
import type { Node, PredicateNode } from './ast.ts';
import type { Token } from './lexer.ts';
import { Cursor } from './parser-cursor.ts';

export abstract class CallParser extends Cursor {
  /** How many predicates stand around the current token. */
  protected predicateDepth = 0;
  /** Inside an argument that is a predicate in the newer language only. */
  protected newerPredicate = false;

  protected abstract expression(precedence: number): Node;
  protected abstract sequence(): Node;

  /** The name was consumed, the current token should be its bracket. */
  protected call(name: Token, piped: readonly Node[]): Node {
    const start = piped[0]?.start ?? name.start;
    const shape = predicateShape(name.value, this.version);
    const nameRange = { start: name.start, end: name.end };
    if (shape) {
      const args = this.predicateArguments(name, piped, shape);
      return this.made({
        kind: 'builtin',
        name: name.value,
        nameRange,
        args,
        piped: piped.length > 0,
        start,
        end: this.lastEnd,
      });
    }
    if (isBuiltin(name.value, this.version)) {
      const args = this.arguments(piped, name.value);
      return this.made({
        kind: 'builtin',
        name: name.value,
        nameRange,
        args,
        piped: piped.length > 0,
        start,
        end: this.lastEnd,
      });
    }
    const callee = this.made({ kind: 'identifier', name: name.value, ...nameRange });
    return this.made({ kind: 'call', callee, args: this.arguments(piped, name.value), start, end: this.lastEnd });
  }

  private predicateArguments(name: Token, piped: readonly Node[], shape: readonly string[]): Node[] {
    const args = [...piped];
    this.expect('bracket', '(');
    const rest = shape.slice(args.length);
    for (const [index, form] of rest.entries()) {
      if (this.is('bracket', ')')) {
        if (form.endsWith('?')) break;
        this.fewArguments(name, args.length, rest.length);
        break;
      }
      if (index > 0 && !this.expect('operator', ',')) break;
      args.push(form.startsWith('predicate') ? this.predicate() : this.expression(0));
    }
    this.trailingComma();
    this.expect('bracket', ')');
    return args;
  }

  private fewArguments(name: Token, given: number, expected: number): void {
    if (this.version === '1.15' && name.value === 'count' && given === 1) {
      this.needsNewer('count-without-predicate', name.start, name.end, 'unexpected token Bracket(")")');
      return;
    }
    const { start, end } = this.current;
    const message =
      this.version === '1.17' ? `expected at least ${expected} arguments` : 'unexpected token Bracket(")")';
    this.fail({ reason: 'missing-argument', start, end, message, instead: name.value });
  }

  private trailingComma(): void {
    if (!this.is('operator', ',')) return;
    const { start, end } = this.current;
    if (this.peek().value === ')') this.needsNewer('trailing-comma', start, end, 'unexpected token Operator(",")');
    if (this.version === '1.17' || this.peek().value === ')') this.next();
  }

  protected arguments(piped: readonly Node[], name: string): Node[] {
    const args = [...piped];
    if (!this.expect('bracket', '(')) return args;
    const offset = args.length;
    while (!this.halted && !this.is('bracket', ')')) {
      if (args.length > offset) {
        const { start, end } = this.current;
        if (!this.expect('operator', ',')) break;
        if (this.is('bracket', ')')) {
          this.needsNewer('trailing-comma', start, end, 'unexpected token Bracket(")")');
          break;
        }
      }
      args.push(this.argument(name, args.length));
    }
    this.expect('bracket', ')');
    return args;
  }

  /** The older library takes an ordinary value where the newer has a predicate; `#` there is reported as newer, not as misplaced. */
  private argument(name: string, index: number): Node {
    const newer =
      this.version === '1.15' && index === 1 && (name === 'sortBy' || name === 'sum') && this.predicateDepth === 0;
    if (!newer) return this.expression(0);
    this.newerPredicate = true;
    const node = this.expression(0);
    this.newerPredicate = false;
    return node;
  }

  private predicate(): PredicateNode {
    const start = this.current.start;
    const braces = this.is('bracket', '{');
    if (braces) this.next();
    this.predicateDepth++;
    const body = braces ? this.sequence() : this.expression(0);
    this.predicateDepth--;
    if (braces) this.expect('bracket', '}');
    else if (this.is('operator', ';')) {
      const message = 'wrap predicate with brackets { and }';
      this.fail({ reason: 'bare-sequence', start: this.current.start, end: this.current.end, message, nodes: [body] });
    }
    return this.made({
      kind: 'predicate',
      body,
      start: Math.min(start, body.start),
      end: Math.max(this.lastEnd, body.end),
    });
  }
}
