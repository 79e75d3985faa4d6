import type { SchemaProblem } from '../../schema/validate.ts';
import { canonicalText } from '../../yaml/canonical.ts';
import { removeEntry } from '../../yaml/edit.ts';
import type { Rule } from '../engine/rule.ts';

export const duplicateKey: Rule = {
  id: 'duplicate-key',
  title: 'The same key twice',
  docs: 'kubectl silently keeps the last of them, also when it validates strictly; kustomize and Flux refuse the file. Where both have the same value nothing is lost with kubectl, and this is a warning.',
  severity: 'error',
  kinds: '*',
  needs: 'value',
  *check({ structure, document }) {
    for (const problem of structure) {
      if (problem.code !== 'duplicate-key') continue;
      const key = problem.entry.key.text;
      const edit = removeEntry(document.text, problem.parentMap, problem.entry);
      const isSame = hasSameValue(problem) && !(problem.path.length === 1 && IDENTITY.has(key));
      yield {
        range: problem.range,
        ...(isSame ? { severity: 'warning' } : {}),
        message: isSame
          ? `\`${key}\` occurs twice with the same value. kubectl takes it, kustomize and Flux refuse the file. Remove one.`
          : `\`${key}\` occurs twice: kubectl keeps the last one and silently drops this one. Remove one.`,
        related: [{ range: problem.last.key.range, message: `the \`${key}\` that wins` }],
        unnecessary: true,
        fixes: edit ? [{ title: `Remove this \`${key}\``, edits: [edit] }] : [],
      };
    }
  },
};

/** Fields that every document has once: two of them are two documents without a `---` between them. */
const IDENTITY: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

function hasSameValue({ entry, last }: SchemaProblem & { readonly code: 'duplicate-key' }): boolean {
  const value = canonicalText(entry.value);
  return value !== undefined && value === canonicalText(last.value);
}
