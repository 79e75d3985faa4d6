import { parseGoDuration } from '../../kube/duration.ts';
import { adviseGoDuration } from '../../kube/duration-advice.ts';
import { CALLER_KINDS } from '../../model/analysis.ts';
import { literal, readBodies } from '../../model/experiment-body.ts';
import { fillIn, writeDuration } from '../engine/fix.ts';
import type { Rule } from '../engine/rule.ts';

export const expDurationInvalid: Rule = {
  id: 'exp-duration-invalid',
  title: 'Duration that does not parse',
  docs: 'A `duration` is what Go reads as one: numbers with the units `h`, `m`, `s` (and smaller), without blanks; there are no days. Nobody reports another text: the Experiment never expires, and once its pods are available the controller looks at it again without a pause, thousands of times a second. With args in an analysis it is Error instead.',
  severity: 'error',
  kinds: CALLER_KINDS,
  needs: 'value',
  *check({ root, document }) {
    for (const { duration, analyses } of readBodies(root, document.content.identity.kind)) {
      const text = typeof duration?.value === 'string' ? literal(duration) : undefined;
      if (!duration || text === undefined || text === '' || parseGoDuration(text).ok) continue;
      const advice = adviseGoDuration(text);
      const consequence = analyses.some(({ args }) => args.some(({ value }) => value !== undefined))
        ? 'The API server takes it; once the pods are available, the args of an analysis cannot be worked out, and the Experiment is Error.'
        : 'Nobody reports it: the Experiment never expires, and the controller works on it without a pause.';
      yield {
        range: duration.range,
        message: `\`${text}\` is no duration. ${consequence} Write ${advice === undefined ? 'hours, minutes and seconds, such as `1h30m`' : `\`${advice}\``}.`,
        fixes: writeDuration(duration, advice),
      };
    }
  },
};

export const expDurationZero: Rule = {
  id: 'exp-duration-zero',
  title: 'Duration of nothing',
  docs: 'A `duration` of zero or less has passed as soon as it begins: the Experiment is Successful right after its pods became available, and analyses that are not required are terminated unheard.',
  severity: 'warning',
  kinds: CALLER_KINDS,
  needs: 'document',
  *check({ root, document }) {
    for (const { duration } of readBodies(root, document.content.identity.kind)) {
      const parsed = typeof duration?.value === 'string' ? parseGoDuration(duration.text) : undefined;
      if (!duration || !parsed?.ok || parsed.nanoseconds > 0n) continue;
      yield {
        range: duration.range,
        message: `With \`${duration.text}\` the Experiment is Successful right after its pods are available. Write how long it shall run, such as \`20m\`.`,
        fixes: fillIn(duration, '20m', 'Set a duration'),
      };
    }
  },
};
