import { isArgoTag } from '../../args/tags.ts';
import type { Range } from '../../text/range.ts';
import type { Rule } from '../engine/rule.ts';

export const helmEatsPlaceholder: Rule = {
  id: 'helm-eats-placeholder',
  title: 'Helm reads the placeholder as its own',
  docs: 'Helm fills in everything between `{{` and `}}` before Argo sees the file, and does not know `args`: rendering fails ("function args not defined"). Written as a text of Helm the placeholder comes out as it is.',
  severity: 'info',
  kinds: '*',
  needs: 'document',
  *check({ document, file }) {
    if (file.templating !== 'helm') return;
    for (const { range, body } of helmActions(document.text)) {
      if (!isArgoTag(body)) continue;
      const written = `{{\`{{${body}}}\`}}`;
      yield {
        range,
        message: `Helm takes \`{{${body}}}\` for its own and fails to render it. Write ${written.replaceAll('`', '"')}.`,
        fixes: [{ title: 'Let Helm write the placeholder', edits: [{ range, newText: written }] }],
      };
    }
  },
};

interface HelmAction {
  readonly range: Range;
  /** Between the braces, without trim marks and blanks. */
  readonly body: string;
}

/** What Helm would evaluate; braces in its strings and comments do not count. Not searched further than an action may be long. */
function* helmActions(text: string): Iterable<HelmAction> {
  const action = /\{\{-?\s*((?:"(?:\\.|[^"\\\n])*"|`[^`]*`|\/\*[\s\S]*?\*\/|[^"`}]|\}(?!\})){0,500}?)\s*-?\}\}/g;
  for (const match of text.matchAll(action)) {
    yield { range: { start: match.index, end: match.index + match[0].length }, body: match[1] ?? '' };
  }
}
