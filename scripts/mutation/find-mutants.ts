/** Small mistakes that somebody could make in a file, each as a replacement of a piece of its text. */
import {
  isArrayLiteralExpression,
  isBinaryExpression,
  isBlock,
  isCallExpression,
  isConditionalExpression,
  isExpressionStatement,
  isIfStatement,
  isImportDeclaration,
  isNoSubstitutionTemplateLiteral,
  isNumericLiteral,
  isPrefixUnaryExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isPropertyDeclaration,
  isRegularExpressionLiteral,
  isStringLiteral,
  isTemplateExpression,
  isTypeNode,
  isWhileStatement,
  type Node,
  type SourceFile,
  SyntaxKind,
} from 'typescript/unstable/ast';
import type { Mutant, MutantKind } from './mutant.ts';

/** Operators, and what somebody may have written in their place. */
const OPERATORS: Readonly<Record<string, readonly [MutantKind, string]>> = {
  '<': ['comparison', '<='],
  '<=': ['comparison', '<'],
  '>': ['comparison', '>='],
  '>=': ['comparison', '>'],
  '===': ['comparison', '!=='],
  '!==': ['comparison', '==='],
  '&&': ['logic', '||'],
  '||': ['logic', '&&'],
  '+': ['number', '-'],
  '-': ['number', '+'],
  '*': ['number', '/'],
  '/': ['number', '*'],
  '%': ['number', '*'],
};

/** Methods, and what somebody may have called in their place; `''`: nothing. */
const METHODS: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  find: 'findLast',
  findLast: 'find',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  min: 'max',
  max: 'min',
  filter: '',
  toSorted: '',
  trim: '',
  slice: '',
};

/** What is in them is evaluated when they are called. */
const FUNCTIONS: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.FunctionDeclaration,
  SyntaxKind.FunctionExpression,
  SyntaxKind.ArrowFunction,
  SyntaxKind.MethodDeclaration,
  SyntaxKind.Constructor,
  SyntaxKind.GetAccessor,
  SyntaxKind.SetAccessor,
]);

/** `isShown`: a text that is evaluated once and compared as a whole by a test, and so need not be changed. */
export function findMutants(file: SourceFile, isShown: (text: string) => boolean): readonly Mutant[] {
  const { text } = file;
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  const mutants: Mutant[] = [];

  const visit = (node: Node, isStatic: boolean): void => {
    if (isTypeNode(node) || isImportDeclaration(node) || isDeclarationOfTypes(node)) return;
    for (const [kind, replacement] of replacementsOf(node, file, text => isStatic && isShown(text))) {
      const start = node.getStart(file);
      mutants.push({
        kind,
        start,
        end: node.end,
        replacement,
        isStatement: kind === 'branch',
        isStatic,
        line: lineOf(start),
      });
    }
    const isBody = FUNCTIONS.has(node.kind) || isPropertyDeclaration(node);
    node.forEachChild(child => {
      if (!isName(node, child)) visit(child, isStatic && !isBody);
    });
  };
  visit(file, true);
  return mutants;
}

function isDeclarationOfTypes({ kind }: Node): boolean {
  return (
    kind === SyntaxKind.InterfaceDeclaration ||
    kind === SyntaxKind.TypeAliasDeclaration ||
    kind === SyntaxKind.ExportDeclaration
  );
}

/** A quoted name of a property is no text. */
function isName(parent: Node, child: Node): boolean {
  return isPropertyAssignment(parent) && parent.name === child;
}

type Replacement = readonly [kind: MutantKind, text: string];

function replacementsOf(node: Node, file: SourceFile, isShown: (text: string) => boolean): readonly Replacement[] {
  const written = (each: Node): string => each.getText(file);
  if (isCondition(node)) return [...operatorsOf(node, written), ['condition', 'true'], ['condition', 'false']];
  if (isBinaryExpression(node) || isPrefixUnaryExpression(node)) return operatorsOf(node, written);
  if (isNumericLiteral(node)) return [['number', node.text === '0' ? '1' : `(${node.text} + 1)`]];
  if (node.kind === SyntaxKind.TrueKeyword) return [['boolean', 'false']];
  if (node.kind === SyntaxKind.FalseKeyword) return [['boolean', 'true']];
  if (isStringLiteral(node)) return isShown(node.text) ? [] : [['text', node.text === '' ? "'mutant'" : "''"]];
  if (isNoSubstitutionTemplateLiteral(node)) return isShown(node.text) ? [] : [['text', "''"]];
  if (isTemplateExpression(node)) return [['text', "''"]];
  if (isArrayLiteralExpression(node)) return node.elements.length > 0 ? [['list', '[]']] : [];
  if (isRegularExpressionLiteral(node)) return patternsOf(written(node));
  if (isCallExpression(node)) return callsOf(node, written);
  return isRemovable(node) ? [['branch', '']] : [];
}

function isCondition(node: Node): boolean {
  const { parent } = node;
  if (!parent) return false;
  if (isIfStatement(parent) || isWhileStatement(parent)) return parent.expression === node;
  return isConditionalExpression(parent) && parent.condition === node;
}

function operatorsOf(node: Node, written: (node: Node) => string): readonly Replacement[] {
  if (isPrefixUnaryExpression(node)) {
    return node.operator === SyntaxKind.ExclamationToken ? [['logic', `(${written(node.operand)})`]] : [];
  }
  if (!isBinaryExpression(node)) return [];
  const [left, operator, right] = [node.left, node.operatorToken, node.right].map(written);
  if (operator === '??') return [['logic', `(${left})`]];
  const other = OPERATORS[operator ?? ''];
  const isText =
    operator === '+' && [node.left, node.right].some(each => isStringLiteral(each) || isTemplateExpression(each));
  return other && !isText ? [[other[0], `((${left}) ${other[1]} (${right}))`]] : [];
}

function callsOf(node: Node, written: (node: Node) => string): readonly Replacement[] {
  if (!isCallExpression(node) || !isPropertyAccessExpression(node.expression)) return [];
  const { name, expression } = node.expression;
  if (!Object.hasOwn(METHODS, name.text)) return [];
  const other = METHODS[name.text] ?? '';
  if (other === '') return [['call', `(${written(expression)})`]];
  const start = written(node).slice(0, name.end - node.getStart() - name.text.length);
  return [['call', `${start}${other}${written(node).slice(name.end - node.getStart())}`]];
}

/** Without its anchors. */
function patternsOf(source: string): readonly Replacement[] {
  const end = source.lastIndexOf('/');
  return [
    ...(source.startsWith('/^') ? [['pattern', `/${source.slice(2) || '(?:)'}`] as const] : []),
    ...(source[end - 1] === '$' && source[end - 2] !== '\\'
      ? [['pattern', source.slice(0, end - 1) + source.slice(end)] as const]
      : []),
  ];
}

/** Statements after whose removal the file can still be read. */
function isRemovable(node: Node): boolean {
  if (node.kind === SyntaxKind.ContinueStatement || node.kind === SyntaxKind.BreakStatement) return true;
  // Without its condition a block says nothing that the condition does not say.
  const isAlone = node.parent !== undefined && isIfStatement(node.parent);
  return (
    isExpressionStatement(node) && !isAlone && (isBlock(node.parent) || node.parent?.kind === SyntaxKind.ForOfStatement)
  );
}
