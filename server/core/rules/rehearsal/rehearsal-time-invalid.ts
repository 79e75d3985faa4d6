import { adviseGoDuration } from '../../kube/duration-advice.ts';
import { REHEARSAL_KIND, readRehearsal } from '../../model/rehearsal.ts';
import { rewrite, writeDuration } from '../engine/fix.ts';
import type { Rule } from '../engine/rule.ts';

export const rehearsalTimeInvalid: Rule = {
  id: 'rehearsal-time-invalid',
  title: 'Time of a rehearsal that does not parse',
  docs: 'Times of a rehearsal are Go durations, as in an Experiment: numbers with the units `h`, `m`, `s`, without blanks; there are no days. What cannot be read counts as left out.',
  severity: 'warning',
  kinds: [REHEARSAL_KIND],
  needs: 'document',
  *check({ root }) {
    for (const { scalar, reason } of readRehearsal(root).unread) {
      const why = reason === 'negative' ? 'lies before the beginning' : `does not parse (${reason})`;
      yield {
        range: scalar.range,
        message: `The time \`${scalar.text}\` ${why}, so the rehearsal does without it. Write a duration such as \`90s\`, \`5m\` or \`1h30m\`.`,
        fixes:
          reason === 'negative'
            ? rewrite(scalar, scalar.text.replace(/^-/, ''))
            : writeDuration(scalar, adviseGoDuration(scalar.text)),
      };
    }
  },
};
