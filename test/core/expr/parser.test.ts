import { describe, expect, it } from 'vitest';
import type { ExprVersion } from '../../../server/core/expr/builtins/version.ts';
import type { Node } from '../../../server/core/expr/syntax/ast.ts';
import { type Parsed, parse, refusalOf } from '../../../server/core/expr/syntax/parser.ts';

/** A tree as text: every operation in brackets. */
function shown(node: Node): string {
  switch (node.kind) {
    case 'identifier':
      return node.name;
    case 'int':
    case 'float':
    case 'bool':
      return String(node.value);
    case 'string':
      return `'${node.value}'`;
    case 'unary':
      return `(${node.operator} ${shown(node.operand)})`;
    case 'binary':
      return `(${shown(node.left)} ${node.operator} ${shown(node.right)})`;
    case 'chain':
      return `chain<${shown(node.body)}>`;
    case 'member':
      return `${shown(node.object)}${node.optional ? '?' : ''}[${shown(node.property)}]`;
    case 'slice':
      return `${shown(node.object)}[${node.from ? shown(node.from) : ''}:${node.to ? shown(node.to) : ''}]`;
    case 'call':
      return `${shown(node.callee)}(${node.args.map(shown).join(', ')})`;
    case 'builtin':
      return `${node.name}(${node.args.map(shown).join(', ')})`;
    case 'predicate':
      return `{${shown(node.body)}}`;
    case 'pointer':
      return `#${node.name}`;
    case 'let':
      return `let ${node.name} = ${shown(node.value)}; ${shown(node.body)}`;
    case 'sequence':
      return `(${node.nodes.map(shown).join('; ')})`;
    case 'conditional':
      return `(${shown(node.condition)} ? ${shown(node.consequent)} : ${shown(node.alternative)})`;
    case 'array':
      return `[${node.items.map(shown).join(', ')}]`;
    case 'map':
      return `{${node.pairs.map(shown).join(', ')}}`;
    case 'pair':
      return `${shown(node.key)}: ${shown(node.value)}`;
    default:
      return node.kind;
  }
}

const tree = (text: string, version: ExprVersion = '1.17'): string => shown(parse(text, version).tree);

describe('operators', () => {
  it.each([
    ['1 + 2 * 3', '(1 + (2 * 3))'],
    ['-2 ** 2', '(- (2 ** 2))'],
    ['2 ** 3 ** 2', '(2 ** (3 ** 2))'],
    ['10 - 2 - 3', '((10 - 2) - 3)'],
    ['not a > b', '((not a) > b)'],
    ['!a && b or c', '(((! a) && b) or c)'],
    ['a or b and c', '(a or (b and c))'],
    ['1 + x ?? y', '(1 + (x ?? y))'],
    ['a not in b', '(not (a in b))'],
    ['a == b not contains c', '(not ((a == b) contains c))'],
    ['a | len() > 1', '(len(a) > 1)'],
    ['a > 1 | string()', 'string((a > 1))'],
    ['0 < x < 1', '((0 < x) && (x < 1))'],
    ['1..2 + 1', '(1 .. (2 + 1))'],
    ['a ? b : c ? d : e', '(a ? b : (c ? d : e))'],
    ['a ?: b', '(a ? a : b)'],
  ])('%s', (text, expected) => expect(tree(text)).toBe(expected));

  it('differ by version where they chain', () => expect(tree('0 < x < 1', '1.15')).toBe('((0 < x) < 1)'));

  it('lose a not in the older version', () => {
    const parsed = parse('1 + 2 not in [3]', '1.15');
    expect(shown(parsed.tree)).toBe('((1 + 2) in [3])');
    expect(parsed.lostNegations).toEqual([{ start: 6, end: 12 }]);
    expect(tree('1 + 2 not in [3]')).toBe('(not ((1 + 2) in [3]))');
  });
});

describe('accesses', () => {
  it.each([
    ['a.b.c', "a['b']['c']"],
    ['a?.b.c', "chain<a?['b']['c']>"],
    ['a?.b[0]', "chain<a?['b']>[0]"],
    ['a?.[0]', 'chain<a?[0]>'],
    ['a[1:2][:3][4:][:]', 'a[1:2][:3][4:][:]'],
    ['a.not.in', "a['not']['in']"],
    ['a.f(1)', "a['f'](1)"],
    ["{a: 1, 'b': 2, (c): 3}.a", "{'a': 1, 'b': 2, c: 3}['a']"],
  ])('%s', (text, expected) => expect(tree(text)).toBe(expected));
});

describe('calls and predicates', () => {
  it.each([
    ['all(result, # > 1)', 'all(result, {(# > 1)})'],
    ['all(result, .v > 1)', "all(result, {(#['v'] > 1)})"],
    ['map(result, {let x = #; x})', 'map(result, {let x = #; x})'],
    ['reduce(result, #acc + #, 0)', 'reduce(result, {(#acc + #)}, 0)'],
    ['result | filter(# > 1) | map(#index)', 'map(filter(result, {(# > 1)}), {#index})'],
    ['foo(1, 2)', 'foo(1, 2)'],
    ['::len(a)', 'len(a)'],
    ['count(a)', 'count(a)'],
    ['if a { b } else if c { d } else { e }', '(a ? b : (c ? d : e))'],
    ['let x = 1; x + 1', 'let x = 1; (x + 1)'],
    ['1; 2;', '(1; 2)'],
  ])('%s', (text, expected) => expect(tree(text)).toBe(expected));
});

describe('places of nodes', () => {
  const texts = (parsed: Parsed): string[] => {
    const found: string[] = [];
    const visit = (node: Node): void => {
      found.push(`${node.kind} ${parsed.text.slice(node.start, node.end)}`);
      if (node.kind === 'binary') [node.left, node.right].forEach(visit);
      if (node.kind === 'unary') visit(node.operand);
      if (node.kind === 'member') [node.object, node.property].forEach(visit);
      if (node.kind === 'builtin') node.args.forEach(visit);
      if (node.kind === 'predicate') visit(node.body);
    };
    visit(parsed.tree);
    return found;
  };

  it('are those of their text', () => {
    expect(texts(parse('len(result) > 0 && all(result, .v < 1)', '1.17'))).toEqual([
      'binary len(result) > 0 && all(result, .v < 1)',
      'binary len(result) > 0',
      'builtin len(result)',
      'identifier result',
      'int 0',
      'builtin all(result, .v < 1)',
      'identifier result',
      'predicate .v < 1',
      'binary .v < 1',
      'member .v',
      'pointer ',
      'string v',
      'int 1',
    ]);
  });
});

describe('what does not parse', () => {
  const report = (text: string, version: ExprVersion = '1.17'): string[] =>
    parse(text, version).syntax.map(
      ({ reason, start, end, instead, feature }) =>
        `${feature ?? reason}@${start}-${end}${instead === undefined ? '' : ` ${instead}`}`,
    );

  it.each([
    ['result >', ['unexpected-end@8-8']],
    ['1 2', ['unexpected-token@2-3']],
    ['len(a', ['unexpected-end@5-5']],
    ['a.', ['expected-name@2-2']],
    ['a.1', ['unexpected-token@1-3']],
    ['all(a)', ['missing-argument@5-6 all']],
    ['{[1]: 2}', ['bad-map-key@1-2']],
    ['9999999999999999999', ['bad-literal@0-19']],
    ['map(a, #; #)', ['bare-sequence@8-9']],
    ['a = 1', ['foreign-operator@2-3 ==']],
    ['a =~ 1', ['foreign-operator@2-4 matches']],
    ['a AND b', ['foreign-operator@2-5 and']],
    ['a | b', ['foreign-operator@2-3 ||']],
    ['NOT a', ['foreign-word@0-3 not']],
    ['5%', ['percent@0-2 0.05']],
    ['a ?? b > c', ['coalesce-mixed@7-8']],
    ['a # b', ['hash-comment@2-3']],
    ['#.a', ['predicate-outside@0-1']],
  ])('%s', (text, expected) => expect(report(text)).toEqual(expected));

  it.each([
    ['a?.[0]', ['optional-index@1-3']],
    ['::len(a)', ['global-call@0-2']],
    ['if a { b } else { c }', ['if-else@0-2']],
    ['(a; b)', ['sequence@2-3']],
    ["'a'[0]", ['string-postfix@3-4']],
    ['len(a,)', ['trailing-comma@5-6']],
    ['count(a)', ['count-without-predicate@0-5']],
    ['sortBy(a, .b)', ['predicate-argument@10-11']],
    ['0b11', ['number-prefix@0-4']],
  ])('%s needs a newer Argo', (text, expected) => {
    expect(report(text, '1.15')).toEqual(expected);
    expect(report(text, '1.17')).toEqual([]);
  });

  it('repeats the words of the library', () => {
    expect(refusalOf(parse('result >', '1.17'))).toBe('unexpected token EOF');
    expect(refusalOf(parse('result = 1', '1.17'))).toBe('unexpected token Operator("=")');
    expect(refusalOf(parse('result <> 1', '1.17'))).toBe('unexpected token Operator(">")');
    expect(refusalOf(parse('result ?? 0 > 1', '1.17'))).toBe(
      'Operator (>) and coalesce expressions (??) cannot be mixed. Wrap either by parentheses.',
    );
    expect(refusalOf(parse('result', '1.17'))).toBeUndefined();
  });

  it('always leaves a tree of what came before', () => {
    expect(tree('result[0] > ')).toBe('(result[0] > missing)');
    expect(tree('all(result, ')).toBe('all(result, {missing})');
    expect(tree('')).toBe('missing');
  });
});

describe('limits', () => {
  it.each([
    '('.repeat(5000),
    '-'.repeat(5000),
    'a.'.repeat(5000),
    '1+'.repeat(5000),
    '['.repeat(5000),
    'a?b:'.repeat(3000),
    'not '.repeat(5000),
    'all(a,'.repeat(3000),
    'if a {'.repeat(3000),
    '{{'.repeat(3000),
    'a??'.repeat(3000),
    'let a=1;'.repeat(3000),
  ])('hold (%#)', text => {
    for (const version of ['1.15', '1.17'] as const) expect(parse(text, version).tree.start).toBeGreaterThanOrEqual(0);
  });
});
