import { describe, expect, it } from 'vitest';
import { BUILTINS, findBuiltin, hasBuiltin, signatureLabel } from '../../../server/core/expr/builtins/builtins.ts';
import { checkCondition } from '../../../server/core/expr/check/check.ts';
import { argoFunctionOf, functionOf } from '../../../server/core/expr/evaluate/builtin-functions.ts';
import { type CompletionOptions, completeCondition } from '../../../server/core/expr/help/complete.ts';
import { explain } from '../../../server/core/expr/help/explain.ts';
import { bracketPairs, semanticTokens } from '../../../server/core/expr/help/semantic-tokens.ts';
import { signatureHelp } from '../../../server/core/expr/help/signature-help.ts';
import { overloadsOf, typeRuleOf } from '../../../server/core/expr/infer/builtin-types.ts';
import { parse } from '../../../server/core/expr/syntax/parser.ts';
import { describeType } from '../../../server/core/expr/types/type-words.ts';
import { expandSnippet } from '../../../server/core/text/snippet.ts';
import { readCursor } from '../../support/marked.ts';

describe('builtins', () => {
  it('are all there, once', () => {
    const names = BUILTINS.map(builtin => builtin.name);
    expect(new Set(names).size).toBe(names.length);
    expect(BUILTINS.filter(builtin => builtin.group !== 'argo' && hasBuiltin(builtin, '1.15')).length).toBe(58);
    expect(BUILTINS.filter(builtin => builtin.group !== 'argo').length).toBe(71);
  });

  it.each(BUILTINS.map(builtin => [builtin.name, builtin] as const))(
    '%s is described, typed and computed',
    (name, builtin) => {
      expect(builtin.doc).toMatch(/\.$/);
      expect(builtin.signatures.length).toBeGreaterThan(0);
      for (const version of ['1.15', '1.17'] as const) {
        if (!hasBuiltin(builtin, version)) continue;
        const special = builtin.forms?.[version] !== undefined || name === 'get' || ['isNil', 'default'].includes(name);
        const typed = overloadsOf(name, version) ?? typeRuleOf(name);
        if (!special && builtin.group !== 'argo') expect(typed, `${name} has no type rule in ${version}`).toBeDefined();
        if (!special || name === 'get')
          expect(functionOf(name) ?? argoFunctionOf(name), `${name} has no implementation`).toBeDefined();
      }
    },
  );

  it.each(BUILTINS.map(builtin => [builtin.example, builtin] as const))('example: %s', (example, builtin) => {
    const { problems } = checkCondition(example, { version: '1.17', shapes: ['unknown'] });
    expect(problems.filter(problem => problem.severity === 'error')).toEqual([]);
    expect(example).toContain(builtin.name);
  });

  it('have readable signatures', () => {
    const all = findBuiltin('replace');
    expect(all && signatureLabel(all.name, all.signatures[0] ?? { parameters: [], result: '' })).toBe(
      'replace(text: string, old: string, new: string, count?: int) string',
    );
  });
});

describe('plain words', () => {
  it.each([
    ['result[0] >= 0.95', 'The first value is at least 0.95'],
    ['result < 0.05', 'The result is less than 0.05'],
    ['len(result) > 0 && all(result, # < 0.05)', 'There is at least one value and every value is less than 0.05'],
    ['len(result) == 0 || result[0] < 1', 'There are no values or the first value is less than 1'],
    ['any(result, .v == 2)', 'For at least one value: `v` of at least one value is 2'],
    ["result.status in ['ok', 'warn']", "`status` of the result is in `['ok', 'warn']`"],
    ["result.version not startsWith '1.'", "`version` of the result does not start with '1.'"],
    ['isNaN(result[0]) || result[0] > 1', 'The first value is not a number (NaN) or the first value is more than 1'],
    ['sum(result) < 10', 'The sum of the values is less than 10'],
    ['default(result, 0) < 1', 'The result (0 without one) is less than 1'],
    ['0 < result < 1', '0 is less than the result and the result is less than 1'],
    ['result.ok', '`ok` of the result is true'],
    ['result[-1] != nil', 'The last value is not nil'],
    ['result > 1 ? true : false', 'If the result is more than 1, then always, else never'],
  ])('%s', (text, words) => expect(explain(parse(text, '1.17'))).toBe(words));

  it.each(['result <', '', '{{args.op}} 1 {{args.x}}', 'reduce(result, #acc + #)'])('%j has none', text => {
    expect(explain(parse(text, '1.17'))).toBeUndefined();
  });

  it('name types', () => {
    const { parsed, typesOf } = checkCondition('result[0] > 1', { version: '1.17', shapes: ['floats'] });
    const { tree } = parsed;
    if (tree.kind !== 'binary' || tree.left.kind !== 'member') throw new Error('another tree');
    expect(typesOf(tree.left.object).map(describeType)).toEqual(['a list of numbers']);
    expect(typesOf(tree.left).map(describeType)).toEqual(['a number']);
    expect(typesOf(tree).map(describeType)).toEqual(['true or false']);
  });
});

describe('completion', () => {
  const options: CompletionOptions = { version: '1.17', shapes: ['floats'], mayBeEmpty: true };
  const complete = (marked: string, changed: Partial<CompletionOptions> = {}) => {
    const { text, offset } = readCursor(marked);
    return completeCondition(text, offset, { ...options, ...changed }).map(item => ({
      ...item,
      after:
        text.slice(0, item.range.start) +
        (item.isSnippet ? expandSnippet(item.newText) : item.newText) +
        text.slice(item.range.end),
    }));
  };
  const labels = (marked: string, changed: Partial<CompletionOptions> = {}): string[] =>
    complete(marked, changed).map(item => item.label);

  it('begins with the result, whole conditions and functions', () => {
    const found = labels('<|>');
    expect(found[0]).toBe('result');
    expect(found).toContain('first value, guarded');
    expect(found).toContain('isNaN');
    expect(found).not.toContain('and');
  });

  it('offers whole conditions that are right for the shape', () => {
    for (const shape of ['float', 'floats', 'cloudWatch', 'json', 'map'] as const) {
      const snippets = complete('<|>', { shapes: [shape], mayBeNil: true }).filter(item => item.kind === 'snippet');
      expect(snippets.length).toBeGreaterThan(0);
      for (const { after, detail } of snippets) {
        const { problems } = checkCondition(after, { version: '1.17', shapes: [shape] });
        expect(problems.filter(problem => problem.severity === 'error')).toEqual([]);
        expect(after).toBe(detail);
      }
    }
  });

  it('replaces the word at the cursor', () => {
    const item = complete('len(res<|>) > 0').find(({ label }) => label === 'result');
    expect(item?.after).toBe('len(result) > 0');
  });

  it('offers operators after an operand', () => {
    const found = labels('result[0] <|>');
    expect(found).toContain('>=');
    expect(found).toContain('not in');
    expect(found).not.toContain('result');
  });

  it('offers functions only after a pipe, without their first argument', () => {
    const items = complete('result | fi<|>');
    expect(items.every(item => item.kind === 'function')).toBe(true);
    expect(items.find(item => item.label === 'filter')?.after).toBe('result | filter(# > 0)');
  });

  it('knows the fields of CloudWatch, keys of the result, and methods of times', () => {
    expect(labels('result[0].<|>', { shapes: ['cloudWatch'] })).toEqual([
      'Id',
      'Label',
      'Messages',
      'StatusCode',
      'Timestamps',
      'Values',
    ]);
    expect(labels('result[0].Va<|> > 1', { shapes: ['cloudWatch'] })).toContain('Values');
    expect(labels('all(result, .<|>)', { shapes: ['cloudWatch'] })).toContain('Values');
    expect(labels('result.<|>', { shapes: ['map'], keys: ['errors', 'average.duration'] })).toEqual(['errors']);
    expect(labels('date(result[0]).<|>', { shapes: ['list'] })).toContain('Hour');
  });

  it('knows the element inside predicates only', () => {
    expect(labels('all(result, <|>)')).toContain('#');
    expect(labels('map(result, <|>)')).toContain('#index');
    expect(labels('reduce(result, <|>)')).toContain('#acc');
    expect(labels('len(<|>)')).not.toContain('#');
  });

  it('keeps out of text, comments and placeholders', () => {
    expect(labels("result == 'o<|>k'")).toEqual([]);
    expect(labels('result // <|>')).toEqual([]);
    expect(labels('result < {{args.<|>x}}')).toEqual([]);
  });

  it('leaves out what the target does not have', () => {
    expect(labels('<|>', { version: '1.15' })).not.toContain('uniq');
    expect(labels('<|>', { version: '1.15' })).not.toContain('if');
    expect(labels('<|>')).toContain('uniq');
  });
});

describe('signature help', () => {
  const help = (marked: string, version: '1.15' | '1.17' = '1.17') => {
    const { text, offset } = readCursor(marked);
    return signatureHelp(parse(text, version), offset);
  };

  it('follows the arguments', () => {
    expect(help('all(<|>')).toMatchObject({
      name: 'all',
      activeParameter: 0,
      signatures: [{ label: 'all(list: list, predicate: bool) bool' }],
    });
    expect(help('all(result, # > max(1, 2)<|>)')).toMatchObject({ name: 'all', activeParameter: 1 });
    expect(help('all(result, # > max(1, <|>2))')).toMatchObject({ name: 'max', activeParameter: 0 });
    expect(help('all([1, 2, <|>3], true)')).toMatchObject({ name: 'all', activeParameter: 0 });
    expect(help('result | filter(<|>)')).toMatchObject({ name: 'filter', activeParameter: 1 });
    expect(help("replace('a', 'b', 'c', <|>1)")).toMatchObject({ activeParameter: 3 });
  });

  it('is silent outside of calls and for strangers', () => {
    expect(help('result <|>> 1')).toBeUndefined();
    expect(help('(result <|>)')).toBeUndefined();
    expect(help('foo(<|>)')).toBeUndefined();
    expect(help('uniq(<|>)', '1.15')).toBeUndefined();
  });

  it('hides signatures the target does not have', () => {
    expect(help('count(<|>)')?.signatures.length).toBe(2);
    expect(help('count(<|>)', '1.15')?.signatures.length).toBe(1);
  });
});

describe('colours and brackets', () => {
  const tokens = (text: string): string[] =>
    semanticTokens(parse(text, '1.17')).map(({ start, end, kind }) => `${kind} ${text.slice(start, end)}`);

  it('tell the kinds of pieces apart', () => {
    expect(tokens("not all(result, .v > 1.5) and x == 'a' // c")).toEqual([
      'keyword not',
      'function all',
      'variable result',
      'operator ,',
      'operator .',
      'property v',
      'operator >',
      'number 1.5',
      'keyword and',
      'variable x',
      'operator ==',
      "string 'a'",
      'comment // c',
    ]);
    expect(tokens('map(a, #index + # ?? nil)')).toEqual([
      'function map',
      'variable a',
      'operator ,',
      'parameter #',
      'parameter index',
      'operator +',
      'parameter #',
      'operator ??',
      'keyword nil',
    ]);
  });

  it('cut placeholders out', () => {
    expect(tokens("a < '{{args.x}}s' + 0.{{args.y}}")).toEqual([
      'variable a',
      'operator <',
      "string '",
      'placeholder {{args.x}}',
      "string s'",
      'operator +',
      'variable 0.',
      'placeholder {{args.y}}',
    ]);
  });

  it('pair brackets', () => {
    const pairs = bracketPairs(parse('all(a[0], {# > (1)}) ]', '1.17'));
    expect(pairs.map(({ open, close }) => [open.start, close.start])).toEqual([
      [3, 19],
      [5, 7],
      [10, 18],
      [15, 17],
    ]);
  });
});
