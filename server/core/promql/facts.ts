/**
 * What the tree of a query says of its answers: whether it has one whatever the data is, whether that can be NaN without traffic, and
 * whether there is none while all is well, because it selects errors.
 */
import type { SyntaxNode } from '@lezer/common';
import type { Range } from '../text/range.ts';
import { Divisions } from './divisions.ts';
import { selectsErrors } from './error-series.ts';
import { argsOf, type QueryText, sideOf } from './query-text.ts';

export interface QueryFacts {
  /** It answers something whatever Prometheus has. */
  readonly isNeverEmpty: boolean;
  /** Without traffic a rate is divided by a rate of 0. */
  readonly mayBeNaN: boolean;
  /** The part that has no series while there are no errors, if the query has no answer then. */
  readonly errors?: ErrorPart;
}

export interface ErrorPart {
  readonly range: Range;
  /** It has one series without labels, as `vector(0)` has: `or vector(0)` takes its place. */
  readonly isBare: boolean;
  /** It is the whole query. */
  readonly isWhole: boolean;
}

/** What is not known: nothing is said then. */
export const NO_FACTS: QueryFacts = { isNeverEmpty: true, mayBeNaN: false };

export function factsOf(expression: SyntaxNode, text: QueryText): QueryFacts {
  const reader = new Emptiness(text);
  const isNeverEmpty = reader.of(expression).isNeverEmpty;
  const errors = isNeverEmpty ? undefined : reader.errorsIn(expression);
  const range = errors && { start: errors.from, end: errors.to };
  return {
    isNeverEmpty,
    mayBeNaN: new Divisions(text).mayBeNaN(expression),
    ...(errors && range
      ? {
          errors: {
            range,
            isBare: reader.of(errors).isBare,
            isWhole: errors.from === expression.from && errors.to === expression.to,
          },
        }
      : {}),
  };
}

interface Series {
  readonly isNeverEmpty: boolean;
  /** At most one series, and without labels. */
  readonly isBare: boolean;
}

const UNKNOWN: Series = { isNeverEmpty: false, isBare: false };
const ALWAYS_ONE: Series = { isNeverEmpty: true, isBare: true };

/** Functions that have an answer where their argument has none, and none where it has one. */
const ABSENT: ReadonlySet<string> = new Set(['absent', 'absent_over_time']);
/** The current time without an argument. */
const CLOCK: ReadonlySet<string> = new Set(
  'day_of_month day_of_week day_of_year days_in_month hour minute month year'.split(' '),
);
/** Aggregations that keep the series they choose. */
const CHOOSING: ReadonlySet<string> = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio']);
const NOT_ALWAYS: ReadonlySet<string> = new Set([...ABSENT, 'histogram_quantile', 'info', 'limit_ratio']);

class Emptiness {
  readonly #text: QueryText;

  constructor(text: QueryText) {
    this.#text = text;
  }

  of(node: SyntaxNode): Series {
    switch (node.name) {
      case 'NumberDurationLiteral':
        return this.#text.isPlaceholder(node) ? UNKNOWN : ALWAYS_ONE;
      case 'FunctionCall':
        return this.#call(node);
      case 'AggregateExpr':
        return this.#aggregation(node);
      case 'BinaryExpr':
        return this.#binary(node);
      case 'VectorSelector':
        return UNKNOWN;
      default: {
        const inner = node.getChild('Expr');
        return inner ? this.of(inner) : UNKNOWN;
      }
    }
  }

  #call(node: SyntaxNode): Series {
    const name = this.#text.nameOf(node, 'FunctionIdentifier');
    if (['vector', 'time', 'pi', 'scalar'].includes(name)) return ALWAYS_ONE;
    const args = argsOf(node);
    const vector = args.findLast(arg => !isPlain(arg));
    if (!vector) return CLOCK.has(name) ? ALWAYS_ONE : UNKNOWN;
    const { isNeverEmpty, isBare } = this.of(vector);
    const keepsLabels = !name.startsWith('label_') && !ABSENT.has(name);
    return { isNeverEmpty: isNeverEmpty && !NOT_ALWAYS.has(name), isBare: isBare && keepsLabels };
  }

  #aggregation(node: SyntaxNode): Series {
    const name = this.#text.nameOf(node, 'AggregateOp').toLowerCase();
    const vector = argsOf(node).at(-1);
    if (!vector) return UNKNOWN;
    const { isNeverEmpty, isBare } = this.of(vector);
    const modifier = node.getChild('AggregateModifier');
    const isPlainSum = !modifier && !CHOOSING.has(name) && name !== 'count_values';
    return { isNeverEmpty: isNeverEmpty && !NOT_ALWAYS.has(name), isBare: isPlainSum || isBare };
  }

  #binary(node: SyntaxNode): Series {
    const { left, right, operator, isBool } = sideOf(node);
    if (!left || !right) return UNKNOWN;
    const [a, b] = [this.of(left), this.of(right)];
    const isBare = a.isBare && b.isBare;
    switch (operator) {
      case 'Or':
        return { isNeverEmpty: a.isNeverEmpty || b.isNeverEmpty, isBare };
      case 'And':
        return { isNeverEmpty: a.isNeverEmpty && b.isNeverEmpty && isBare, isBare: a.isBare };
      case 'Unless':
        return { isNeverEmpty: false, isBare: a.isBare };
      default:
    }
    const isFilter = COMPARISONS.has(operator) && !isBool;
    const scalars = [left, right].filter(side => this.#isScalar(side));
    // A number goes with every series; two vectors need series of the same labels.
    if (scalars.length > 0) {
      const vector = this.#isScalar(left) ? b : a;
      return { isNeverEmpty: vector.isNeverEmpty && !isFilter, isBare: vector.isBare };
    }
    return { isNeverEmpty: a.isNeverEmpty && b.isNeverEmpty && isBare && !isFilter, isBare };
  }

  #isScalar(node: SyntaxNode): boolean {
    if (node.name === 'NumberDurationLiteral') return true;
    if (node.name === 'FunctionCall')
      return ['time', 'pi', 'scalar'].includes(this.#text.nameOf(node, 'FunctionIdentifier'));
    const parts = node.getChildren('Expr');
    const isThrough = ['BinaryExpr', 'UnaryExpr', 'ParenExpr'].includes(node.name);
    return isThrough && parts.length > 0 && parts.every(part => this.#isScalar(part));
  }

  /** The smallest part that selects errors and without which the whole has no answer. */
  errorsIn(node: SyntaxNode): SyntaxNode | undefined {
    if (this.of(node).isNeverEmpty) return undefined;
    if (node.name === 'VectorSelector') return selectsErrors(node, this.#text) ? node : undefined;
    if (node.name === 'FunctionCall' && ABSENT.has(this.#text.nameOf(node, 'FunctionIdentifier'))) return undefined;
    if (node.name === 'BinaryExpr') return this.#errorsInBinary(node);
    const inner = node.name === 'ParenExpr' ? node.getChild('Expr') : null;
    if (inner) return this.errorsIn(inner);
    const parts = [...node.getChildren('Expr'), ...argsOf(node)];
    const found = parts.some(part => this.errorsIn(part));
    return found ? node : undefined;
  }

  #errorsInBinary(node: SyntaxNode): SyntaxNode | undefined {
    const { left, right, operator, isBool } = sideOf(node);
    if (!left || !right) return undefined;
    const [a, b] = [this.errorsIn(left), this.errorsIn(right)];
    // A filter has no answer for 0 either.
    if (COMPARISONS.has(operator) && !isBool) return (a ?? b) && node;
    // One side is enough for an answer, or the left side decides alone.
    if (operator === 'Or') return a && b ? node : undefined;
    return operator === 'Unless' ? a : (a ?? b);
  }
}

/** A number or a text: no vector. */
function isPlain({ name }: SyntaxNode): boolean {
  return name === 'NumberDurationLiteral' || name === 'StringLiteral';
}

export const COMPARISONS: ReadonlySet<string> = new Set(['Eql', 'Neq', 'Gtr', 'Lss', 'Gte', 'Lte']);
