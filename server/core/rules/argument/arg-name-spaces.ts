import { ANALYSIS_KINDS, ARGO_KINDS, readArgs } from '../../model/analysis.ts';
import { readCalls } from '../../model/analysis-call.ts';
import { valueAt } from '../../yaml/node.ts';
import type { Rule } from '../engine/rule.ts';

export const argNameSpaces: Rule = {
  id: 'arg-name-spaces',
  title: 'Blank around the name of an arg',
  docs: 'Blanks around a placeholder are taken away before its arg is looked up, so an arg whose name ends with a blank can never be reached, and one that begins with one only by `{{args. name}}`.',
  severity: 'warning',
  kinds: ARGO_KINDS,
  needs: 'document',
  *check({ root, document }) {
    const { kind } = document.content.identity;
    const own = ANALYSIS_KINDS.includes(kind) ? readArgs(valueAt(root, 'spec')) : [];
    for (const { name } of [...own, ...readCalls(root, kind).flatMap(({ args }) => args)]) {
      const trimmed = name?.text.trim();
      if (!name || typeof name.value !== 'string' || trimmed === name.text || trimmed === '') continue;
      if (name.style === 'literal' || name.style === 'folded') continue;
      yield {
        range: name.range,
        message: `The name of this arg has a blank around it, so \`{{args.${trimmed}}}\` does not reach it. Write \`${trimmed}\`.`,
        fixes: [{ title: 'Remove the blanks', edits: [{ range: name.range, newText: trimmed ?? '' }] }],
      };
    }
  },
};
