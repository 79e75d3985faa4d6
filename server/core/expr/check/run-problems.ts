/** Words, rule ids and repairs for parts that compile and fail for every result. */
import type { Failure } from '../possible/always-fails.ts';
import { isNil } from '../possible/kind.ts';
import { areInts, areLists, describeKinds, mayBeFloat, onlyValue } from '../possible/kind-words.ts';
import type { BinaryNode, BuiltinNode, CallNode } from '../syntax/ast.ts';
import type { CheckContext } from './check-context.ts';
import { listAsBool, unwrapped } from './list-repairs.ts';
import { replace, willError } from './problem.ts';
import { because, found, type Reported } from './report.ts';
import { code, textOf, wholeRange } from './source.ts';
import { misuseOfDefault } from './traps-value.ts';

type Part = Failure & { readonly at: 'part' };

export function runProblem(context: CheckContext, failure: Exclude<Failure, { readonly at: 'answer' }>): Reported {
  switch (failure.at) {
    case 'compile': {
      const message = `Correct the constants: this cannot be computed. ${willError(failure.message)}`;
      return { code: 'cond-type', range: wholeRange(context.parsed), message, fixes: [] };
    }
    default:
      return partProblem(context, failure);
  }
}

function partProblem(context: CheckContext, part: Part): Reported {
  const { node } = part;
  switch (node.kind) {
    case 'binary':
      return listOperand(context, part, node) ?? remainder(context, part, node) ?? operands(context, part, node);
    case 'call':
      return method(context, part, node) ?? argument(context, part, node) ?? general(context, part);
    case 'builtin':
      return unreadable(context, part, node) ?? argument(context, part, node) ?? general(context, part);
    case 'unary':
    case 'conditional':
      return listAsked(context, part) ?? general(context, part);
    default:
      return general(context, part);
  }
}

/** `default(result, 0) < 1` of a list: the default is for nil only, so the list is compared. */
function listOperand(context: CheckContext, part: Part, node: BinaryNode): Reported | undefined {
  const sides = [node.left, node.right];
  const [list, ...others] = sides.filter(side => areLists(part.kindsOf(side)));
  if (sides.some(side => misuseOfDefault(context, side))) return undefined;
  if (!list || others.length > 0 || node.operator === 'in' || node.operator === '??') return undefined;
  if (['and', '&&', 'or', '||'].includes(node.operator)) return listAsked(context, part);
  const { text, fix, why } = unwrapped(context.parsed, list);
  const say = `Write ${code(text)}: ${code(textOf(context.parsed, list))} is a list here${because(context)}${why}. ${willError(part.message)}`;
  return found('cond-list-without-index', list, say, [fix]);
}

/** A list where a bool is wanted. */
function listAsked(context: CheckContext, { node, kindsOf, message }: Part): Reported | undefined {
  const asked =
    node.kind === 'binary'
      ? node.left
      : node.kind === 'unary'
        ? node.operand
        : node.kind === 'conditional'
          ? node.condition
          : undefined;
  return asked && areLists(kindsOf(asked)) ? listAsBool(context, node, asked, message) : undefined;
}

function remainder(context: CheckContext, part: Part, node: BinaryNode): Reported | undefined {
  const floats = [node.left, node.right].filter(side => mayBeFloat(part.kindsOf(side)));
  const [first] = floats;
  if (node.operator !== '%' || !first) return undefined;
  const edits = floats.map(side => replace(side, `int(${textOf(context.parsed, side)})`));
  const say = `Write ${code(`int(${textOf(context.parsed, first)})`)}: \`%\` takes whole numbers, and numbers of JSON and of metrics are floats. ${willError(part.message)}`;
  return found('cond-modulo-float', node, say, [{ title: 'Turn it into a whole number', edits }]);
}

function operands(context: CheckContext, part: Part, node: BinaryNode): Reported {
  const misuse = [node.left, node.right].map(side => misuseOfDefault(context, side, part.message)).find(Boolean);
  if (misuse) return misuse;
  const [left, right] = [node.left, node.right].map(side => describeKinds(part.kindsOf(side)));
  if (left === undefined || right === undefined) return general(context, part);
  const say = `Convert one side: ${code(node.operator)} does not work between ${left} and ${right}. ${willError(part.message)}`;
  return found(isTextWithNumber(left, right) ? 'cond-string-as-number' : 'cond-type', node, say);
}

function isTextWithNumber(left: string, right: string): boolean {
  const words = [left, right];
  return words.includes('text') && words.some(word => word === 'a number' || word === 'a whole number');
}

/** What the functions of other languages are called here. */
const METHODS: ReadonlyMap<string, (object: string, args: string) => string> = new Map([
  ...['length', 'size', 'len', 'count'].map(name => [name, (object: string) => `len(${object})`] as const),
  ...['contains', 'startsWith', 'endsWith', 'matches'].map(
    name => [name, (object: string, args: string) => `${object} ${name} ${args}`] as const,
  ),
  ['includes', (object, args) => `${object} contains ${args}`],
  ['toLowerCase', object => `lower(${object})`],
  ['toUpperCase', object => `upper(${object})`],
  ['toString', object => `string(${object})`],
  ['isEmpty', object => `len(${object}) == 0`],
]);

/** `result.size()`: what a provider answers has no methods. */
function method(context: CheckContext, part: Part, node: CallNode): Reported | undefined {
  const { callee } = node;
  if (callee.kind !== 'member' || callee.property.kind !== 'string') return undefined;
  const object = textOf(context.parsed, callee.object);
  const [first] = node.args;
  const args = first ? textOf(context.parsed, first) : '';
  const name = callee.property.value;
  const instead = METHODS.get(name)?.(object, args);
  const fixes = instead === undefined ? [] : [{ title: `Write ${instead}`, edits: [replace(node, instead)] }];
  const cure = instead === undefined ? `Use a function instead of ${code(`.${name}()`)}` : `Write ${code(instead)}`;
  const say = `${cure}: ${code(object)} is ${describeKinds(part.kindsOf(callee.object).filter(kind => !isNil(kind))) ?? 'a value'}, which has no methods. ${willError(part.message)}`;
  return found('cond-type', node, say, fixes);
}

const READS: Readonly<Record<string, string>> = {
  duration: 'Write a duration such as `1h30m`, with the units h, m, s or ms',
  date: 'Write a date such as `2024-05-06` or `2024-05-06T07:08:09Z`',
  fromJSON: 'Write JSON',
  fromBase64: 'Write base64',
  timezone: 'Write a time zone such as `UTC` or `Europe/Berlin`',
};

/** `duration("1 hour")`: the text says nothing to the function. */
function unreadable(context: CheckContext, part: Part, node: BuiltinNode): Reported | undefined {
  const [text] = node.args;
  const cure = Object.hasOwn(READS, node.name) ? READS[node.name] : undefined;
  if (!text || cure === undefined || typeof onlyValue(part.kindsOf(text)) !== 'string') return undefined;
  return found(
    'cond-type',
    text,
    `${cure}: ${code(textOf(context.parsed, text))} cannot be read. ${willError(part.message)}`,
  );
}

/** A list, or a whole number for `isNaN`, where a function wants one number or text. */
function argument(context: CheckContext, part: Part, node: CallNode | BuiltinNode): Reported | undefined {
  const name = node.kind === 'builtin' ? node.name : node.callee.kind === 'identifier' ? node.callee.name : undefined;
  const [value] = node.args;
  if (name === undefined || !value) return undefined;
  const kinds = part.kindsOf(value);
  const text = textOf(context.parsed, value);
  if ((name === 'isNaN' || name === 'isInf') && areInts(kinds)) {
    const say = `Leave ${code(textOf(context.parsed, node))} out: ${code(text)} is a whole number, which is never ${name === 'isNaN' ? 'NaN' : 'infinite'}. ${willError(part.message)}`;
    return found('cond-type', node, say, [
      { title: `Write float(${text})`, edits: [replace(value, `float(${text})`)] },
    ]);
  }
  if (areLists(kinds) && TAKES_ONE.has(name)) {
    const { text: instead, fix, why } = unwrapped(context.parsed, value);
    const say = `Write ${code(`${name}(${instead})`)}: ${code(text)} is a list here${because(context)}${why}. ${willError(part.message)}`;
    return found('cond-list-without-index', value, say, [fix]);
  }
  const what = describeKinds(kinds);
  if (what === undefined || node.args.length !== 1) return undefined;
  return found(
    'cond-type',
    node,
    `Give ${code(name)} something else: it does not take ${what}. ${willError(part.message)}`,
  );
}

const TAKES_ONE = new Set([
  ...['asFloat', 'asInt', 'isNaN', 'isInf', 'int', 'float', 'abs', 'ceil', 'floor', 'round', 'date', 'duration'],
  ...['lower', 'upper', 'trim', 'fromJSON', 'fromBase64', 'timezone'],
]);

function general(context: CheckContext, { node, message }: Part): Reported {
  const say = `Change ${code(textOf(context.parsed, node))}: it fails for every result. ${willError(message)}`;
  return found('cond-type', node, say);
}
