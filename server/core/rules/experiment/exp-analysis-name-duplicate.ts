import { CALLER_KINDS } from '../../model/analysis.ts';
import { literal, readBodies } from '../../model/experiment-body.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import { renameTwin } from '../engine/fix.ts';
import type { Rule } from '../engine/rule.ts';

export const expAnalysisNameDuplicate: Rule = {
  id: 'exp-analysis-name-duplicate',
  title: 'Two analyses with one name',
  docs: 'The status of an analysis is kept under its name. The second of two with one name overwrites the first, whose run then counts for nothing and measures on, even after the end of the Experiment. When their runs would be the same to the letter, both are one run.',
  severity: 'error',
  kinds: CALLER_KINDS,
  needs: 'document',
  *check({ root, document }) {
    for (const { analyses } of readBodies(root, document.content.identity.kind)) {
      const first = new Map<string, YamlScalar>();
      const taken = new Set(analyses.flatMap(each => each.name?.text ?? []));
      for (const { name } of analyses) {
        const text = literal(name);
        if (!name || text === undefined) continue;
        const before = first.get(text);
        if (!before) {
          first.set(text, name);
          continue;
        }
        yield {
          range: name.range,
          message: `Another analysis is called \`${text}\` already. This one overwrites its result, and the run of the first measures on unheard. Rename one.`,
          related: [{ range: before.range, message: 'the first one' }],
          fixes: renameTwin(name, taken),
        };
      }
    }
  },
};
