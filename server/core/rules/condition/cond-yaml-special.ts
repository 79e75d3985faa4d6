import { ANALYSIS_KINDS, readAnalysis } from '../../model/analysis.ts';
import { findMisread, type Misread } from '../../model/condition-misread.ts';
import { entryOf } from '../../yaml/node.ts';
import { safe } from '../engine/fix.ts';
import type { Finding, Rule } from '../engine/rule.ts';

export const condYamlSpecial: Rule = {
  id: 'cond-yaml-special',
  title: 'YAML reads the condition as something else',
  docs: 'Unquoted, `!result` is a tag and leaves an empty text (always Successful), `&x result` is an anchor and leaves `result`, `{a: 1}` an object, and ` #` begins a comment that cuts the rest off. Quote the whole condition.',
  severity: 'error',
  kinds: ANALYSIS_KINDS,
  needs: 'value',
  *check({ root, document }) {
    for (const metric of readAnalysis(root).metrics) {
      for (const field of ['successCondition', 'failureCondition']) {
        const entry = entryOf(metric.node, field);
        const found = entry && findMisread(entry, document.text);
        if (found) yield report(found);
      }
    }
  },
};

function report({ range, written, reason, meantFrom }: Misread): Finding {
  if (meantFrom !== undefined) {
    const edits = [{ range: { start: range.start, end: meantFrom }, newText: '' }];
    return { range, message: `${reason} Remove it.`, fixes: [{ title: `Remove \`${written}\``, edits }] };
  }
  const quoted = written.includes('"') && !written.includes("'") ? `'${written}'` : JSON.stringify(written);
  return {
    range,
    message: `${reason} Put the whole condition in quotes.`,
    fixes: safe([{ title: 'Put the condition in quotes', edits: [{ range, newText: quoted }] }]),
  };
}
