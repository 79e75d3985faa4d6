import { isPlaceholderMap } from '../../args/unquoted.ts';
import { formatPath } from '../../schema/path.ts';
import type { SchemaFormat, SchemaType } from '../../schema/schema.ts';
import type { PathStep } from '../../schema/walk.ts';
import { removeItem } from '../../yaml/edit.ts';
import { valueAt, type YamlAlias, type YamlNode, type YamlScalar } from '../../yaml/node.ts';
import { isLegacyBoolean } from '../../yaml/scalar.ts';
import { safe } from '../engine/fix.ts';
import type { Finding, Fix, Rule } from '../engine/rule.ts';
import { refused } from './refused.ts';

const EXPECTED: Readonly<Record<SchemaType, string>> = {
  object: 'an object (`name: value` lines)',
  array: 'a list (`- ` items)',
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: '`true` or `false`',
  'int-or-string': 'a whole number, or text',
};

export const wrongType: Rule = {
  id: 'wrong-type',
  title: 'Value of the wrong type',
  docs: 'The API server refuses the object. YAML decides the type by how a value is written: `5` is a number, `yes` a boolean, `"5"` text.',
  severity: 'error',
  kinds: '*',
  needs: 'value',
  stops: true,
  *check(context): Iterable<Finding> {
    const { structure, root, document } = context;
    for (const problem of structure) {
      if (problem.code !== 'wrong-type' || isArgValue(problem.path) || isPlaceholder(problem, document.text)) continue;
      const name = formatPath(problem.path);
      yield {
        range: problem.range,
        message: `\`${name}\` must be ${EXPECTED[problem.expected]}, and this is ${written(problem.node)}. ${refused(context)}${advice(problem.node, problem.expected, problem.schema.format)}`,
        fixes: fixes(problem.node, problem.expected, problem.schema.format),
      };
    }
    for (const problem of structure) {
      if (problem.code !== 'null-item') continue;
      // Nothing is written there but its dash.
      const dash = document.text.lastIndexOf('-', problem.range.start);
      yield {
        range: dash < 0 ? problem.range : { start: dash, end: dash + 1 },
        message: `This list item is empty. ${refused(context)} Fill \`${formatPath(problem.path)}\`, or remove the line.`,
        fixes: removeEmptyItem(document.text, root, problem.path),
      };
    }
  },
};

function removeEmptyItem(text: string, root: YamlNode | undefined, path: readonly PathStep[]): readonly Fix[] {
  const key = path.at(-2);
  const index = path.at(-1);
  const map = valueAt(root, ...path.slice(0, -2));
  if (map?.kind !== 'map' || typeof key !== 'string' || typeof index !== 'number') return [];
  const edit = removeItem(text, map, key, index);
  return edit ? [{ title: 'Remove the empty item', edits: [edit] }] : [];
}

/** Placeholders where none can stand, or without quotes, have rules of their own. */
function isPlaceholder({ node, expected }: { node: YamlNode; expected: SchemaType }, text: string): boolean {
  if (node.kind !== 'scalar') return isPlaceholderMap(node, text);
  return node.text.includes('{{') && ['integer', 'number', 'boolean'].includes(expected);
}

/** `args[].value` has a rule of its own. */
export function isArgValue(path: readonly (string | number)[]): boolean {
  return path.at(-1) === 'value' && typeof path.at(-2) === 'number' && path.at(-3) === 'args';
}

function written(node: Exclude<YamlNode, YamlAlias>): string {
  if (node.kind === 'map') return 'an object';
  if (node.kind === 'seq') return 'a list';
  if (typeof node.value === 'number') return 'a number';
  if (typeof node.value === 'boolean')
    return isLegacyBoolean(node.text) ? `a boolean (\`${node.text}\` is one for kubectl)` : 'a boolean';
  return 'text';
}

function advice(node: Exclude<YamlNode, YamlAlias>, expected: SchemaType, format?: SchemaFormat): string {
  if (node.kind !== 'scalar') return '';
  if (isBareDuration(node, format)) return ` A duration needs its unit: write \`${node.text}s\` or \`${node.text}m\`.`;
  if (expected === 'string') return ` Write \`"${node.text}"\`.`;
  if (expected === 'object' && node.style === 'plain' && /^[\w.-]+$/.test(node.text))
    return ` If \`${node.text}\` is a field, it needs a colon behind it.`;
  const unquoted = unquote(node, expected);
  return unquoted === undefined ? '' : ` Write \`${unquoted}\` without quotes.`;
}

function fixes(node: Exclude<YamlNode, YamlAlias>, expected: SchemaType, format?: SchemaFormat): readonly Fix[] {
  if (node.kind !== 'scalar') return [];
  if (isBareDuration(node, format)) {
    return ['s', 'm'].map(unit => ({
      title: `Change to \`${node.text}${unit}\``,
      edits: [{ range: node.range, newText: node.text + unit }],
    }));
  }
  if (expected === 'string')
    return safe([
      { title: 'Put the value in quotes', edits: [{ range: node.range, newText: JSON.stringify(node.text) }] },
    ]);
  const unquoted = unquote(node, expected);
  return unquoted === undefined
    ? []
    : safe([{ title: 'Remove the quotes', edits: [{ range: node.range, newText: unquoted }] }]);
}

/** Seconds or minutes? In quotes a bare number would be no duration either. */
function isBareDuration(node: YamlScalar, format: SchemaFormat | undefined): boolean {
  return format === 'go-duration' && /^\d+(\.\d+)?$/.test(node.text);
}

/** What the text in quotes would be as the wanted type; undefined: nothing. */
function unquote(node: YamlScalar, expected: SchemaType): string | undefined {
  if (node.style !== 'single' && node.style !== 'double') return undefined;
  const isWanted =
    expected === 'boolean'
      ? /^(true|false)$/
      : expected === 'integer'
        ? /^-?\d{1,15}$/
        : expected === 'number'
          ? /^-?\d{1,15}(\.\d+)?$/
          : /^\b$/;
  return isWanted.test(node.text) ? node.text : undefined;
}
