/** The text of a query that has been parsed, and small questions about its tree. */
import type { SyntaxNode } from '@lezer/common';
import type { Range } from '../text/range.ts';
import type { ParsedQuery } from './parse.ts';

export class QueryText {
  readonly #text: string;
  readonly #placeholders: readonly Range[];

  constructor({ text, placeholders }: ParsedQuery) {
    this.#text = text;
    this.#placeholders = placeholders;
  }

  slice({ from, to }: SyntaxNode): string {
    return this.#text.slice(from, to);
  }

  /** The text of a child; empty without one. */
  nameOf(node: SyntaxNode, child: string): string {
    const found = node.getChild(child);
    return found ? this.slice(found) : '';
  }

  isPlaceholder({ from, to }: SyntaxNode): boolean {
    return this.#placeholders.some(({ start, end }) => start <= from && to <= end);
  }

  touchesPlaceholder({ from, to }: SyntaxNode): boolean {
    return this.#placeholders.some(({ start, end }) => start < to && from < end);
  }

  /** Undefined: no number, or one that a placeholder decides. */
  numberOf(node: SyntaxNode): number | undefined {
    if (node.name === 'ParenExpr') {
      const inner = node.getChild('Expr');
      return inner ? this.numberOf(inner) : undefined;
    }
    if (node.name === 'UnaryExpr') {
      const inner = node.getChild('Expr');
      const value = inner ? this.numberOf(inner) : undefined;
      return value === undefined || this.slice(node).startsWith('+') ? value : -value;
    }
    if (node.name !== 'NumberDurationLiteral' || this.touchesPlaceholder(node)) return undefined;
    const value = Number(this.slice(node));
    return Number.isNaN(value) ? undefined : value;
  }
}

export function argsOf(node: SyntaxNode): readonly SyntaxNode[] {
  return node.getChild('FunctionCallBody')?.getChildren('Expr') ?? [];
}

/** What stands behind a node, comments aside. */
export function nextTo(node: SyntaxNode | undefined): SyntaxNode | undefined {
  let next = node?.nextSibling;
  while (next?.name === 'LineComment') next = next.nextSibling;
  return next ?? undefined;
}

interface Sides {
  readonly left?: SyntaxNode;
  readonly right?: SyntaxNode;
  /** The grammar's name: `Div`, `Or`; empty when it cannot be read. */
  readonly operator: string;
  readonly isBool: boolean;
}

export function sideOf(node: SyntaxNode): Sides {
  const [left, right] = node.getChildren('Expr');
  const isBool = node.getChild('BoolModifier') !== null;
  return { ...(left ? { left } : {}), ...(right ? { right } : {}), operator: nextTo(left)?.name ?? '', isBool };
}
