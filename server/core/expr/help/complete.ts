/** What can be written at a place in a condition, as plain data. */
import type { Range } from '../../text/range.ts';
import type { Builtin } from '../builtins/builtin.ts';
import { BUILTINS, hasBuiltin, predicateShape, signatureLabel } from '../builtins/builtins.ts';
import { type Checked, checkCondition } from '../check/check.ts';
import type { CheckOptions } from '../check/check-context.ts';
import { snippetsFor } from '../check/snippets.ts';
import type { Node } from '../syntax/ast.ts';
import { walk } from '../syntax/ast.ts';
import { isIdentifier } from '../syntax/characters.ts';
import type { Token } from '../syntax/lexer.ts';
import { BINARY, NEGATABLE } from '../syntax/operators.ts';
import { methodNames } from '../types/time-types.ts';
import { type GoType, isList, printType } from '../types/type.ts';
import { describeType } from '../types/type-words.ts';
import { enclosingCalls } from './signature-help.ts';

export type CompletionKind = 'variable' | 'function' | 'field' | 'method' | 'keyword' | 'operator' | 'snippet';

export interface ConditionCompletion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** Type or signature. */
  readonly detail: string;
  /** Markdown. */
  readonly documentation: string;
  /** With tab stops (`$1`, `${1:text}`) when `isSnippet`. */
  readonly newText: string;
  readonly isSnippet: boolean;
  /** What the text replaces: the word at the cursor. */
  readonly range: Range;
  /** Smaller stands higher. */
  readonly rank: number;
}

export interface CompletionOptions extends CheckOptions {
  /** Keys the result is known to have (columns of a query, say). */
  readonly keys?: readonly string[];
}

type Found = Omit<ConditionCompletion, 'range'>;

export function completeCondition(
  text: string,
  offset: number,
  options: CompletionOptions,
): readonly ConditionCompletion[] {
  const checked = checkCondition(text, options);
  const { tokens, comments, placeholders } = checked.parsed;
  const inside = (range: Range): boolean => range.start < offset && offset < range.end;
  if (comments.some(comment => comment.start < offset && offset <= comment.end) || placeholders.some(inside)) return [];
  if (tokens.some(token => token.kind === 'string' && inside(token))) return [];
  const word = tokens.find(token => token.start < offset && offset <= token.end && isWord(token));
  const range = { start: word?.start ?? offset, end: word?.end ?? offset };
  const before = tokens.findLast(token => token.end <= range.start && token.kind !== 'eof');
  return candidates(checked, before, range, options).map(found => ({ ...found, range }));
}

function isWord(token: Token): boolean {
  return token.kind === 'identifier' || (token.kind === 'operator' && isIdentifier(token.value));
}

function candidates(checked: Checked, before: Token | undefined, range: Range, options: CompletionOptions): Found[] {
  if (!before) return operands(checked, range, options);
  if (before.kind === 'operator' && (before.value === '.' || before.value === '?.'))
    return members(checked, before, options);
  if (before.kind === 'operator' && before.value === '|') return functions(options, true);
  if (before.kind === 'operator' && before.value === '#' && before.end === range.start)
    return pointers(checked, range).slice(1);
  return endsOperand(before) ? operatorsAfter() : operands(checked, range, options);
}

function endsOperand(token: Token): boolean {
  if (token.kind === 'bracket') return ')]}'.includes(token.value);
  if (token.kind === 'operator') return token.value === '#';
  return token.kind !== 'bad' && token.kind !== 'eof';
}

function operands(checked: Checked, range: Range, options: CompletionOptions): Found[] {
  const whole = checked.parsed.tokens.every(
    token => token.kind === 'eof' || (token.start >= range.start && token.end <= range.end),
  );
  const types = options.shapes.length === 0 ? 'any' : options.shapes.join(' | ');
  const result: Found = {
    label: 'result',
    kind: 'variable',
    detail: types,
    documentation: `What the metric provider answered${options.because === undefined ? '' : `: ${options.because}`}.`,
    newText: 'result',
    isSnippet: false,
    rank: 0,
  };
  const words = ['true', 'false', 'nil', 'not', 'let', ...(options.version === '1.17' ? ['if'] : [])];
  return [
    result,
    ...(whole
      ? snippetsFor(options).map(snippet => ({ ...snippet, kind: 'snippet' as const, isSnippet: true, rank: 1 }))
      : []),
    ...pointers(checked, range),
    ...functions(options, false),
    ...words.map(label => ({
      label,
      kind: 'keyword' as const,
      detail: '',
      documentation: '',
      newText: label,
      isSnippet: false,
      rank: 5,
    })),
  ];
}

function functions(options: CompletionOptions, piped: boolean): Found[] {
  return BUILTINS.filter(builtin => hasBuiltin(builtin, options.version)).map(builtin =>
    functionItem(builtin, options, piped),
  );
}

function functionItem(builtin: Builtin, options: CompletionOptions, piped: boolean): Found {
  const known = builtin.signatures.filter(signature => options.version === '1.17' || signature.since !== '1.17');
  const [first] = known;
  const predicate = builtin.forms?.[options.version]?.includes('predicate') === true;
  const wanted = (first?.parameters ?? []).filter(parameter => !parameter.optional).slice(piped ? 1 : 0);
  const stops = wanted.map((parameter, i) =>
    predicate && parameter.name === 'predicate' ? `# \${${i + 1}:> 0}` : `\${${i + 1}:${parameter.name}}`,
  );
  return {
    label: builtin.name,
    kind: 'function',
    detail: known.map(signature => signatureLabel(builtin.name, signature)).join('\n'),
    documentation: [
      builtin.doc,
      ...(builtin.trap === undefined ? [] : [`**Trap:** ${builtin.trap}`]),
      `\`${builtin.example}\``,
    ].join('\n\n'),
    newText: `${builtin.name}(${stops.join(', ')})`,
    isSnippet: true,
    rank: builtin.group === 'argo' ? 2 : builtin.group === 'predicate' || builtin.name === 'len' ? 3 : 4,
  };
}

/** `#` and its kin, inside a predicate. */
function pointers(checked: Checked, range: Range): Found[] {
  const { tokens, version } = checked.parsed;
  const around = enclosingCalls(tokens, range.start).find(({ name, argument }) =>
    predicateShape(name.value, version)?.[argument]?.startsWith('predicate'),
  )?.name.value;
  if (around === undefined) return [];
  const item = (label: string, documentation: string): Found => ({
    label,
    kind: 'variable',
    detail: 'element',
    documentation,
    newText: label,
    isSnippet: false,
    rank: 0,
  });
  const named = [
    ...(around === 'map' || around === 'reduce' ? [['index', 'The position of the element, from 0.']] : []),
    ...(around === 'reduce' ? [['acc', 'What the predicate yielded for the element before.']] : []),
  ];
  return [
    item('#', 'The element of the list.'),
    ...named.map(([name = '', doc = '']) => ({ ...item(name, doc), newText: name, label: `#${name}` })),
  ];
}

function members(checked: Checked, dot: Token, options: CompletionOptions): Found[] {
  let object: Node | undefined;
  walk(checked.parsed.tree, node => {
    if (node.kind === 'member' && node.dot && node.object.end <= dot.start && dot.start <= node.end) {
      if (!object || node.object.end > object.end) object = node.object;
    }
  });
  if (!object) return [];
  const target = object;
  const found = new Map<string, Found>();
  for (const type of checked.typesOf(target)) for (const item of membersOf(type)) found.set(item.label, item);
  const isResult = target.kind === 'identifier' && target.name === 'result';
  for (const key of isResult ? (options.keys ?? []) : []) {
    if (isIdentifier(key)) found.set(key, field(key, 'any'));
  }
  return [...found.values()];
}

function membersOf(type: GoType): Found[] {
  const inner = type.kind === 'pointer' ? type.to : type;
  if (inner.kind === 'struct')
    return [...inner.fields].map(([name, fieldType]) => field(name, printType(fieldType), describeType(fieldType)));
  if (isList(inner)) return [];
  return methodNames(inner).map(name => ({
    label: name,
    kind: 'method',
    detail: '',
    documentation: '',
    newText: `${name}()`,
    isSnippet: false,
    rank: 1,
  }));
}

function field(label: string, detail: string, documentation = ''): Found {
  return { label, kind: 'field', detail, documentation, newText: label, isSnippet: false, rank: 0 };
}

function operatorsAfter(): Found[] {
  const item = (label: string, documentation: string, rank: number): Found => ({
    label,
    kind: 'operator',
    detail: '',
    documentation,
    newText: label,
    isSnippet: false,
    rank,
  });
  const operators = [...BINARY.values()].map(operator =>
    item(operator.text, `${operator.doc}\n\n\`${operator.example}\``, operator.precedence === 20 ? 0 : 1),
  );
  const negated = [...NEGATABLE].map(word => item(`not ${word}`, `The opposite of \`${word}\`.`, 2));

  return [...operators, ...negated, item('? :', 'One of two values, by a condition.', 2)];
}
