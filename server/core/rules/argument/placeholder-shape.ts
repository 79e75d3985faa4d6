import { isPlaceholderMap } from '../../args/unquoted.ts';
import { formatPath } from '../../schema/path.ts';
import { lineAt } from '../../text/line-map.ts';
import type { Range } from '../../text/range.ts';
import type { KubeDocument } from '../../workspace/file.ts';
import type { YamlNode } from '../../yaml/node.ts';
import { nodesIn } from '../../yaml/scalars.ts';
import { quoteAround, safe } from '../engine/fix.ts';
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
  docs: 'A YAML value that begins with `{` is a map, so a value that begins with a placeholder needs quotes. kubectl cannot read the document otherwise. In a Helm chart the same holds for what Helm writes: {{ "{{args.x}}" }} needs quotes around it.',
  severity: 'error',
  kinds: '*',
  needs: 'value',
  judgesText: true,
  judgesMarks: true,
  *check({ root, document }) {
    if (!root) return;
    for (const { range, written } of unquoted(root, document)) {
      const value = document.text.slice(range.start, range.end);
      const quoted = quoteAround(value);
      yield {
        range,
        message: `YAML reads \`${written ?? value}\` as a map, because it begins with a brace. kubectl cannot read the document. Put the value in quotes.`,
        fixes:
          quoted === undefined ? [] : safe([{ title: 'Put the value in quotes', edits: [{ range, newText: quoted }] }]),
      };
    }
  },
};

interface Unquoted {
  readonly range: Range;
  /** The text that Helm makes of it. */
  readonly written?: string;
}

/** Values without quotes that begin with a placeholder, in the order of the text. */
function* unquoted(root: YamlNode, { text, content }: KubeDocument): Iterable<Unquoted> {
  if (!text.includes('{{')) return;
  const writes = content.templating?.marks.filter(mark => mark.text?.startsWith('{{')) ?? [];
  for (const { node, isInFlow } of nodesIn(root)) {
    if (isPlaceholderMap(node, text)) yield { range: restOfValue(text, node.range, isInFlow) };
    if (node.kind !== 'scalar' || node.style !== 'plain') continue;
    const { range } = node;
    const mark = writes.find(({ range: { start } }) => start === range.start);
    if (mark?.text !== undefined) yield { range, written: mark.text + text.slice(mark.range.end, range.end) };
  }
}

/** To the end of the line without its comment; in flow style, to the end of the item. */
function restOfValue(text: string, { start, end }: Range, isInFlow: boolean): Range {
  const rest = text.slice(end, lineAt(text, end).end);
  const more = isInFlow ? (/^[^,}\]]*/.exec(rest)?.[0] ?? '') : rest;
  return { start, end: end + more.replace(/\s+#.*$/, '').trimEnd().length };
}
