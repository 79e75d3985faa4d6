/** What a query yields, and where Prometheus refuses its types (it answers 400, so that the measurement is Error). */
import type { SyntaxNode } from '@lezer/common';
import { checkPattern } from '../expr/values/regexp.ts';
import type { Range } from '../text/range.ts';
import type { CheckedQuery, TypeProblem, Window } from './checked.ts';
import { COMPARISONS, factsOf, NO_FACTS } from './facts.ts';
import { AGGREGATION_PARAMETERS, FUNCTIONS, type PromqlFunction, type PromqlType } from './functions.ts';
import { isVectorSelector, lastOperand, placeOf } from './operand.ts';
import { type ParsedQuery, parseQuery } from './parse.ts';
import { nextTo, QueryText } from './query-text.ts';
import { windowLength } from './window.ts';

export function checkQuery(query: string): CheckedQuery {
  const parsed = parseQuery(query);
  if (!parsed.tree)
    return {
      type: 'unknown',
      types: [],
      windows: [],
      facts: NO_FACTS,
      ...(parsed.problem ? { syntax: parsed.problem } : {}),
    };
  return new Checker(parsed).run(parsed.tree.topNode);
}

/**
 * What Argo hands to the conditions as `result`: a number for a scalar, else a list of numbers. A range query has a list
 * always. `unknown`: the query cannot be read, or a placeholder decides.
 */
export function prometheusShape({ type }: CheckedQuery, isRangeQuery = false): 'float' | 'floats' | 'unknown' {
  if (isRangeQuery) return 'floats';
  if (type === 'scalar') return 'float';
  return type === 'vector' || type === 'range' ? 'floats' : 'unknown';
}

/** Deeper expressions are not looked into. */
const MAX_DEPTH = 200;
const SELECTORS: ReadonlySet<string> = new Set([
  'VectorSelector',
  'MatrixSelector',
  'SubqueryExpr',
  'StepInvariantExpr',
  'OffsetExpr',
]);
const SET_OPERATORS: ReadonlySet<string> = new Set(['And', 'Or', 'Unless']);

class Checker {
  readonly #source: QueryText;
  readonly #types: TypeProblem[] = [];
  readonly #windows: Window[] = [];
  /** Operands whose window the grammar reads as one of the whole expression: `a + b[5m]`. By place; where the window ends. */
  readonly #ranges = new Map<string, number>();
  #depth = 0;

  constructor(parsed: ParsedQuery) {
    this.#source = new QueryText(parsed);
  }

  run(top: SyntaxNode): CheckedQuery {
    const expression = top.getChild('Expr');
    const type = expression ? this.#typeOf(expression) : 'unknown';
    const facts = expression ? factsOf(expression, this.#source) : NO_FACTS;
    return { type, types: this.#types, windows: this.#windows, facts };
  }

  #typeOf(node: SyntaxNode): PromqlType {
    if (this.#ranges.has(placeOf(node))) return 'range';
    if (this.#depth > MAX_DEPTH) return 'unknown';
    this.#depth++;
    const type = this.#compute(node);
    this.#depth--;
    return type;
  }

  #compute(node: SyntaxNode): PromqlType {
    switch (node.name) {
      case 'NumberDurationLiteral':
        return this.#isPlaceholder(node) ? 'unknown' : 'scalar';
      case 'StringLiteral':
        return 'string';
      case 'VectorSelector':
        return this.#selector(node);
      case 'MatrixSelector':
        return this.#window(node, true);
      case 'SubqueryExpr':
        return this.#window(node, false);
      case 'FunctionCall':
        return this.#call(node);
      case 'AggregateExpr':
        return this.#aggregation(node);
      case 'BinaryExpr':
        return this.#binary(node);
      case 'UnaryExpr':
        return this.#unary(node);
      case 'OffsetExpr':
        return this.#offset(node, node.getChild('Offset'));
      case 'StepInvariantExpr':
        return this.#offset(node, node.getChild('At'));
      default:
        return this.#inner(node);
    }
  }

  /** Parentheses: as what is in them. */
  #inner(node: SyntaxNode): PromqlType {
    const expression = node.getChild('Expr');
    return expression ? this.#typeOf(expression) : 'unknown';
  }

  #selector(node: SyntaxNode): PromqlType {
    const name = node.getChild('Identifier');
    const matchers = node.getChild('LabelMatchers');
    if (!matchers && name && this.#isPlaceholder(name)) return 'unknown';
    const own = matchers?.getChildren('UnquotedLabelMatcher') ?? [];
    const quoted = ['QuotedLabelMatcher', 'QuotedLabelName'].flatMap(each => matchers?.getChildren(each) ?? []);
    const isEmpty = quoted.length === 0 && own.every(matcher => this.#asksNothing(matcher));
    if (!name && matchers && isEmpty && !this.#touchesPlaceholder(matchers))
      this.#types.push({ code: 'empty-selector', range: rangeOf(node) });
    for (const matcher of [...own, ...quoted]) this.#pattern(matcher);
    return 'vector';
  }

  #asksNothing(matcher: SyntaxNode): boolean {
    const value = matcher.getChild('StringLiteral');
    return matcher.getChild('MatchOp')?.getChild('EqlSingle') != null && value != null && value.to - value.from === 2;
  }

  /** The value of `=~` and `!~` is a Go regular expression. */
  #pattern(matcher: SyntaxNode): void {
    const operator = matcher.getChild('MatchOp');
    const value = matcher.getChild('StringLiteral');
    if (!operator?.getChild('EqlRegex') && !operator?.getChild('NeqRegex')) return;
    if (!value || this.#touchesPlaceholder(value)) return;
    const written = this.#slice(value).slice(1, -1);
    // What is written in escapes is not unfolded here, but for the backslash itself.
    const isRaw = this.#slice(value).startsWith('`');
    const pattern = isRaw ? written : written.replaceAll('\\\\', '\\');
    const reason = !isRaw && /\\[^\\]/.test(written.replaceAll('\\\\', '')) ? undefined : checkPattern(pattern);
    if (reason !== undefined) this.#types.push({ code: 'matcher-pattern', range: rangeOf(value), reason });
  }

  #window(node: SyntaxNode, isPlain: boolean): PromqlType {
    const duration = node.getChild('DurationExpr');
    if (duration) {
      const ms = this.#touchesPlaceholder(duration) ? undefined : windowLength(this.#slice(duration));
      this.#windows.push({ range: rangeOf(duration), ...(ms === undefined ? {} : { ms }) });
    }
    const expression = node.getChild('Expr');
    if (!expression) return 'range';
    const subject = lastOperand(expression);
    const type = this.#typeOf(subject);
    const isSelector = isPlain ? isVectorSelector(subject) : type === 'vector';
    if (duration && !isSelector && type !== 'unknown')
      this.#types.push({ code: 'window-place', range: { start: expression.to, end: node.to } });
    if (placeOf(subject) === placeOf(expression)) return 'range';
    this.#ranges.set(placeOf(subject), node.to);
    return this.#typeOf(expression);
  }

  /** `offset 5m` and `@ end()` belong to the selector before them. */
  #offset(node: SyntaxNode, keyword: SyntaxNode | null): PromqlType {
    const expression = node.getChild('Expr');
    const type = this.#inner(node);
    if (!keyword || !expression || type === 'unknown') return type;
    const { name } = lastOperand(expression);
    if (!SELECTORS.has(name))
      this.#types.push({
        code: 'offset-place',
        range: { start: keyword.from, end: node.to },
        text: this.#slice(keyword),
      });
    return type;
  }

  #call(node: SyntaxNode): PromqlType {
    const name = node.getChild('FunctionIdentifier');
    const called = name ? this.#slice(name) : '';
    const args = node.getChild('FunctionCallBody')?.getChildren('Expr') ?? [];
    const known = FUNCTIONS.get(called);
    const types = args.map(arg => this.#typeOf(arg));
    if (!known || !name) return 'unknown';
    const wanted = countOf(known, args.length);
    if (wanted !== undefined)
      this.#types.push({ code: 'arguments', range: rangeOf(name), in: called, wants: wanted, count: args.length });
    for (const [index, arg] of args.entries()) {
      const wants = known.parameters[index] ?? (known.repeats ? known.parameters.at(-1) : undefined);
      this.#expect(arg, types[index] ?? 'unknown', wants ?? 'unknown', called);
    }
    return known.returns;
  }

  #aggregation(node: SyntaxNode): PromqlType {
    const operator = node.getChild('AggregateOp');
    const name = operator ? this.#slice(operator) : '';
    const args = node.getChild('FunctionCallBody')?.getChildren('Expr') ?? [];
    const parameter = AGGREGATION_PARAMETERS.get(name.toLowerCase());
    const wants: readonly PromqlType[] = parameter ? [parameter, 'vector'] : ['vector'];
    if (operator && args.length !== wants.length)
      this.#types.push({
        code: 'arguments',
        range: rangeOf(operator),
        in: name,
        wants: String(wants.length),
        count: args.length,
      });
    for (const [index, arg] of args.entries()) this.#expect(arg, this.#typeOf(arg), wants[index] ?? 'unknown', name);
    return 'vector';
  }

  #binary(node: SyntaxNode): PromqlType {
    const [left, right] = node.getChildren('Expr');
    if (!left || !right) return 'unknown';
    const operator = nextTo(left);
    const sign = operator ? this.#slice(operator) : '';
    const types = [left, right].map(operand => {
      const type = this.#typeOf(operand);
      if (type === 'range') this.#types.push({ code: 'range-unexpected', range: this.#rangeOf(operand), in: sign });
      else if (type === 'string' || (type === 'scalar' && SET_OPERATORS.has(operator?.name ?? '')))
        this.#types.push({ code: 'type', range: this.#rangeOf(operand), in: sign, wants: 'vector', is: type });
      return type;
    });
    const matching = node.getChild('MatchingModifierClause');
    // Without labels, `on ()` is taken anywhere.
    if (matching?.getChild('GroupingLabels')?.firstChild && types.includes('scalar'))
      this.#types.push({ code: 'matching-place', range: rangeOf(matching) });
    if (types.includes('unknown') && !types.includes('vector')) return 'unknown';
    const isScalar = types.every(type => type === 'scalar');
    if (isScalar && operator && COMPARISONS.has(operator.name) && !node.getChild('BoolModifier'))
      this.#types.push({ code: 'scalar-comparison', range: rangeOf(operator) });
    return isScalar ? 'scalar' : 'vector';
  }

  #unary(node: SyntaxNode): PromqlType {
    const operand = node.getChild('Expr');
    const type = this.#inner(node);
    if (operand && type === 'range')
      this.#types.push({ code: 'range-unexpected', range: this.#rangeOf(operand), in: this.#slice(node).charAt(0) });
    return type;
  }

  #expect(node: SyntaxNode, is: PromqlType, wants: PromqlType, name: string): void {
    if (is === wants || is === 'unknown' || wants === 'unknown') return;
    const at = { range: this.#rangeOf(node), in: name };
    if (wants === 'range' && is === 'vector') this.#types.push({ code: 'range-missing', ...at });
    else if (wants === 'vector' && is === 'range') this.#types.push({ code: 'range-unexpected', ...at });
    else this.#types.push({ code: 'type', ...at, wants, is });
  }

  #rangeOf(node: SyntaxNode): Range {
    return { start: node.from, end: this.#ranges.get(placeOf(node)) ?? node.to };
  }

  #slice(node: SyntaxNode): string {
    return this.#source.slice(node);
  }

  #isPlaceholder(node: SyntaxNode): boolean {
    return this.#source.isPlaceholder(node);
  }

  #touchesPlaceholder(node: SyntaxNode): boolean {
    return this.#source.touchesPlaceholder(node);
  }
}

/** The wanted number in words when `count` does not fit. */
function countOf({ parameters, optional, repeats }: PromqlFunction, count: number): string | undefined {
  const most = repeats ? Number.POSITIVE_INFINITY : parameters.length;
  const least = parameters.length - optional - (repeats ? 1 : 0);
  if (count >= least && count <= most) return undefined;
  if (least === most) return String(least);
  return repeats ? `at least ${least}` : `${least} to ${most}`;
}

function rangeOf({ from, to }: SyntaxNode): Range {
  return { start: from, end: to };
}
