import { isArgoTag } from '../../args/tags.ts';
import type { Mark } from '../../templating/mark.ts';
import type { YamlNode, YamlScalar } from '../../yaml/node.ts';
import { scalarsIn } from '../../yaml/scalars.ts';
import { quoteAround, safe } from '../engine/fix.ts';
import type { Fix, Rule } from '../engine/rule.ts';

export const helmEatsPlaceholder: Rule = {
  id: 'helm-eats-placeholder',
  title: 'Helm reads the placeholder as its own',
  docs: 'Helm evaluates everything between `{{` and `}}` in the templates of a chart, comments of YAML included, before Argo sees the file. It has no function `args`, `templates` or `experiment`, so the chart cannot be rendered: `function "args" not defined`. Written as a text of Helm, the placeholder reaches Argo unchanged.',
  severity: 'error',
  kinds: '*',
  needs: 'value',
  judgesMarks: true,
  *check({ document, file, root }) {
    if (file.place !== 'chart') return;
    const marks = (document.content.templating?.marks ?? []).filter(({ body }) => isArgoTag(body));
    for (const mark of marks) {
      const name = mark.body.slice(0, mark.body.indexOf('.'));
      yield {
        range: mark.range,
        message: `Helm cannot render \`{{${mark.body}}}\`: function "${name}" not defined. Escape it as {{"{{${mark.body}}}"}}, so that Argo gets it.`,
        fixes: escapeMark(mark, root, document.text),
      };
    }
  },
};

/** Where a value begins with it, the text that Helm writes needs quotes besides. */
function escapeMark({ range, body }: Mark, root: YamlNode | undefined, text: string): readonly Fix[] {
  const escaped = `{{\`{{${body}}}\`}}`;
  const value = plainFrom(root, range.start);
  const after =
    value && text.slice(value.range.start, value.range.end).replace(text.slice(range.start, range.end), () => escaped);
  const quoted = after === undefined ? escaped : quoteAround(after);
  if (quoted === undefined) return [];
  return safe([
    { title: 'Escape the placeholder for Helm', edits: [{ range: value?.range ?? range, newText: quoted }] },
  ]);
}

function plainFrom(root: YamlNode | undefined, start: number): YamlScalar | undefined {
  return [...scalarsIn(root)].find(({ range, style }) => style === 'plain' && range.start === start);
}
