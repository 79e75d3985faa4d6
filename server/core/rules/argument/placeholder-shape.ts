import { isPlaceholderMap } from '../../args/unquoted.ts';
import { formatPath } from '../../schema/unknown-field.ts';
import { lineAt } from '../../text/line-map.ts';
import type { Range } from '../../text/range.ts';
import { resolveAlias, type YamlNode } from '../../yaml/node.ts';
import { safe } from '../engine/fix.ts';
import type { Rule } from '../engine/rule.ts';

export const placeholderInTypedField: Rule = {
  id: 'placeholder-in-typed-field',
  title: 'Placeholder in a field that takes no text',
  docs: 'The API server checks types before any placeholder is filled in. A field that takes a number or a boolean cannot hold one; `count` and the limits of a metric can, because they take text too.',
  severity: 'error',
  kinds: '*',
  needs: 'document',
  *check({ structure }) {
    for (const problem of structure) {
      if (problem.code !== 'wrong-type' || problem.node.kind !== 'scalar' || !problem.node.text.includes('{{'))
        continue;
      const wanted = problem.expected === 'boolean' ? '`true` or `false`' : 'a number';
      if (!['integer', 'number', 'boolean'].includes(problem.expected)) continue;
      yield {
        range: problem.range,
        message: `\`${formatPath(problem.path)}\` takes ${wanted}, and no placeholder can stand for it: the API server refuses the object. Write the value itself.`,
      };
    }
  },
};

export const placeholderUnquoted: Rule = {
  id: 'placeholder-unquoted',
  title: 'Placeholder without quotes',
  docs: 'A YAML value that begins with `{` is a map, so a value that begins with a placeholder needs quotes. kubectl cannot read the document otherwise.',
  severity: 'error',
  kinds: '*',
  needs: 'document',
  *check({ root, document, file }) {
    if (file.templating || !root) return;
    for (const start of unquoted(root, document.text)) {
      const range = restOfValue(document.text, start);
      const value = document.text.slice(range.start, range.end);
      yield {
        range,
        message: `YAML reads \`${value}\` as a map, because it begins with a brace. kubectl cannot read the document. Put the value in quotes.`,
        fixes: value.includes('"')
          ? value.includes("'")
            ? []
            : safe([{ title: 'Put the value in quotes', edits: [{ range, newText: `'${value}'` }] }])
          : safe([{ title: 'Put the value in quotes', edits: [{ range, newText: `"${value}"` }] }]),
      };
    }
  },
};

/** Where such values begin, in the order of the text. */
function* unquoted(root: YamlNode, text: string): Iterable<number> {
  if (!text.includes('{{')) return;
  const pending: YamlNode[] = [root];
  const seen = new Set<YamlNode>();
  for (let next = pending.pop(); next; next = pending.pop()) {
    const node = resolveAlias(next);
    if (!node || seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'scalar') continue;
    if (isPlaceholderMap(node, text)) yield node.range.start;
    else if (node.kind === 'seq') pending.push(...node.items.toReversed());
    else pending.push(...node.entries.map(({ value }) => value).toReversed());
  }
}

/** To the end of the line, without a comment. */
function restOfValue(text: string, start: number): Range {
  const line = text.slice(start, lineAt(text, start).end);
  const value = line.replace(/\s+#.*$/, '').trimEnd();
  return { start, end: start + value.length };
}
