/** Which operand a suffix belongs to: the grammar binds windows, `offset` and `@` looser than Prometheus does. */
import type { SyntaxNode } from '@lezer/common';

/** What a window or offset belongs to. Prometheus binds them tighter than any operator, the grammar looser. */
export function lastOperand(node: SyntaxNode): SyntaxNode {
  let current = node;
  while (current.name === 'BinaryExpr' || current.name === 'UnaryExpr') {
    const last = current.getChildren('Expr').at(-1);
    if (!last) break;
    current = last;
  }
  return current;
}

/** With `@ end()` or `offset 5m` behind it, too. */
export function isVectorSelector(node: SyntaxNode): boolean {
  let current: SyntaxNode | null = node;
  while (current && (current.name === 'StepInvariantExpr' || current.name === 'OffsetExpr'))
    current = current.getChild('Expr');
  return current?.name === 'VectorSelector';
}

export function placeOf({ name, from, to }: SyntaxNode): string {
  return `${name} ${from} ${to}`;
}
