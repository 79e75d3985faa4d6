import { isArgoTag } from '../../args/tags.ts';
import { ANALYSIS_KINDS } from '../../model/analysis.ts';
import { valueAt } from '../../yaml/node.ts';
import { mapScalar } from '../../yaml/scalar-source.ts';
import { scalarsIn } from '../../yaml/scalars.ts';
import type { Rule } from '../engine/rule.ts';

/** A text of Helm that writes a placeholder of Argo. */
const ESCAPED = /\{\{-?\s*(["`])\{\{\s*([^"`{}]*?)\s*\}\}\1\s*-?\}\}/g;

export const helmEscapeOutsideChart: Rule = {
  id: 'helm-escape-outside-chart',
  title: 'Placeholder escaped for Helm, outside of a chart',
  docs: 'In a chart, the text {{`{{args.x}}`}} becomes `{{args.x}}` when Helm renders it. Applied without Helm it stays as it is, and Argo takes everything from the first `{{` to the first `}}` for the name of a placeholder, which it does not know: the run ends in Error before anything is measured. Whether Helm renders the file cannot be seen from here: there is no `Chart.yaml` above it.',
  severity: 'info',
  kinds: ANALYSIS_KINDS,
  needs: 'document',
  *check({ root, document }) {
    if (document.content.templating) return;
    for (const scalar of scalarsIn(valueAt(root, 'spec', 'metrics'))) {
      for (const { index, 0: written, 2: body = '' } of scalar.text.matchAll(ESCAPED)) {
        if (!isArgoTag(body)) continue;
        const range = mapScalar(document.text, scalar)?.toSource({ start: index, end: index + written.length });
        yield {
          range: range ?? scalar.range,
          message: `\`{{${body}}}\` is escaped for Helm here, and this file is in no chart. Unless Helm renders it, the run ends in Error before anything is measured. Write the placeholder itself.`,
          fixes: range ? [{ title: `Write \`{{${body}}}\``, edits: [{ range, newText: `{{${body}}}` }] }] : [],
        };
      }
    }
  },
};
