/**
 * The tree of a condition. Every node spans [start, end) of the condition's text. A chained comparison (`0 < x < 1`) shares its
 * middle node between two parents, and an elvis (`a ?: b`) its condition: walkers that must not look twice remember nodes.
 */
import type { Range } from '../../text/range.ts';

interface Base extends Range {}

export interface NilNode extends Base {
  readonly kind: 'nil';
}
export interface BoolNode extends Base {
  readonly kind: 'bool';
  readonly value: boolean;
}
/** A Go `int`: 64 bits. */
export interface IntNode extends Base {
  readonly kind: 'int';
  readonly value: bigint;
}
export interface FloatNode extends Base {
  readonly kind: 'float';
  readonly value: number;
}
export interface StringNode extends Base {
  readonly kind: 'string';
  readonly value: string;
  /** A placeholder stands in the text, so the value is not known. */
  readonly open?: boolean;
}
/** `{{args.x}}` in the place of an operand. */
export interface PlaceholderNode extends Base {
  readonly kind: 'placeholder';
}
/** Nothing where an operand must be. */
export interface MissingNode extends Base {
  readonly kind: 'missing';
}
export interface IdentifierNode extends Base {
  readonly kind: 'identifier';
  readonly name: string;
}
export type UnaryOperator = 'not' | '!' | '-' | '+';
export interface UnaryNode extends Base {
  readonly kind: 'unary';
  readonly operator: UnaryOperator;
  readonly operatorRange: Range;
  readonly operand: Node;
}
export interface BinaryNode extends Base {
  readonly kind: 'binary';
  readonly operator: string;
  readonly operatorRange: Range;
  readonly left: Node;
  readonly right: Node;
  /** The `&&` that a chained comparison stands for; it is not in the text. */
  readonly implied?: boolean;
}
/** A stretch of member accesses that yields nil as a whole once `?.` meets nil. */
export interface ChainNode extends Base {
  readonly kind: 'chain';
  readonly body: Node;
}
export interface MemberNode extends Base {
  readonly kind: 'member';
  readonly object: Node;
  /** A string node for `.name`, any node for `[...]`. */
  readonly property: Node;
  readonly optional: boolean;
  /** Written with a dot. */
  readonly dot: boolean;
  /** It is called: `a.f()`. */
  readonly method: boolean;
}
export interface SliceNode extends Base {
  readonly kind: 'slice';
  readonly object: Node;
  readonly from?: Node;
  readonly to?: Node;
}
/** A call of something that is no builtin. */
export interface CallNode extends Base {
  readonly kind: 'call';
  readonly callee: Node;
  readonly args: readonly Node[];
}
export interface BuiltinNode extends Base {
  readonly kind: 'builtin';
  readonly name: string;
  readonly nameRange: Range;
  readonly args: readonly Node[];
  /** The first argument came through a pipe. */
  readonly piped: boolean;
  /** Made by the optimizer only: what a fused `map` yields for each kept element. */
  readonly map?: Node;
  /** Made by the optimizer only: no match is a run-time error, as `filter(...)[0]` would have it. */
  readonly throws?: boolean;
}
export interface PredicateNode extends Base {
  readonly kind: 'predicate';
  readonly body: Node;
}
/** `#`, `#index`, `#acc`, or the element that a leading dot leaves out. */
export interface PointerNode extends Base {
  readonly kind: 'pointer';
  readonly name: string;
}
export interface LetNode extends Base {
  readonly kind: 'let';
  readonly name: string;
  readonly nameRange: Range;
  readonly value: Node;
  readonly body: Node;
}
export interface SequenceNode extends Base {
  readonly kind: 'sequence';
  readonly nodes: readonly Node[];
}
export interface ConditionalNode extends Base {
  readonly kind: 'conditional';
  readonly condition: Node;
  readonly consequent: Node;
  readonly alternative: Node;
}
export interface ArrayNode extends Base {
  readonly kind: 'array';
  readonly items: readonly Node[];
}
export interface PairNode extends Base {
  readonly kind: 'pair';
  readonly key: Node;
  readonly value: Node;
}
export interface MapNode extends Base {
  readonly kind: 'map';
  readonly pairs: readonly PairNode[];
}
/** Made by the optimizer only: a set of ints or strings, or a list of constants. */
export interface ConstantNode extends Base {
  readonly kind: 'constant';
  readonly form: 'list' | 'int-set' | 'string-set' | 'int-range';
  readonly values: readonly (bigint | number | string | boolean)[];
}

export type Node =
  | NilNode
  | BoolNode
  | IntNode
  | FloatNode
  | StringNode
  | PlaceholderNode
  | MissingNode
  | IdentifierNode
  | UnaryNode
  | BinaryNode
  | ChainNode
  | MemberNode
  | SliceNode
  | CallNode
  | BuiltinNode
  | PredicateNode
  | PointerNode
  | LetNode
  | SequenceNode
  | ConditionalNode
  | ArrayNode
  | PairNode
  | MapNode
  | ConstantNode;

/** Children in the order of evaluation, as the library's own walk has it. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'chain':
    case 'predicate':
      return [node.body];
    case 'member':
      return [node.object, node.property];
    case 'slice':
      return [node.object, ...(node.from ? [node.from] : []), ...(node.to ? [node.to] : [])];
    case 'call':
      return [node.callee, ...node.args];
    case 'builtin':
      return node.args;
    case 'let':
      return [node.value, node.body];
    case 'sequence':
      return node.nodes;
    case 'conditional':
      return [node.condition, node.consequent, node.alternative];
    case 'array':
      return node.items;
    case 'map':
      return node.pairs;
    case 'pair':
      return [node.key, node.value];
    default:
      return [];
  }
}

/** Visits each node once, parents first. */
export function walk(root: Node, visit: (node: Node, parents: readonly Node[]) => void): void {
  const seen = new Set<Node>();
  const parents: Node[] = [];
  const enter = (node: Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    visit(node, parents);
    parents.push(node);
    for (const child of childrenOf(node)) enter(child);
    parents.pop();
  };
  enter(root);
}
