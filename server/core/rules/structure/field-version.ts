import { isInVersion } from '../../schema/walk.ts';
import type { Rule } from '../engine/rule.ts';

export const fieldVersion: Rule = {
  id: 'field-version',
  title: 'Field of another Argo version',
  docs: 'The schema of the target release does not have this field: it is dropped, or refused under strict validation. The setting `argoExperiments.argoVersion` chooses the target.',
  severity: 'warning',
  kinds: '*',
  needs: 'value',
  *check({ structure, settings }) {
    for (const problem of structure) {
      if (problem.code !== 'field-version' || isInVersion(problem.schema, settings.argoVersion)) continue;
      const { since, until } = problem.schema;
      const told =
        since && since !== 'next'
          ? `exists since Argo Rollouts ${since}`
          : since === 'next'
            ? 'is not in any release yet'
            : `was removed after Argo Rollouts ${until}`;
      yield {
        range: problem.range,
        message: `\`${problem.entry.key.text}\` ${told}; this file is written for ${settings.argoVersion}, whose API server drops or refuses it.`,
      };
    }
  },
};
