import { literal } from '../../model/experiment-body.ts';
import { numberAt } from '../../model/reading.ts';
import { scalarAt } from '../../yaml/node.ts';
import { addField, rewrite } from '../engine/fix.ts';
import { REFUSED, rolloutRule } from '../engine/rollout-rule.ts';

const DEFAULT_DEADLINE = 600;
const DEFAULT_HISTORY = 10;

/** Numbers of the spec that must not be negative, by their field. */
export const roNegativeCounts = [
  negative('ro-replicas-negative', 'replicas', 'Number of pods below 0', 1, 'The API server refuses the Rollout.'),
  negative('ro-min-ready-negative', 'minReadySeconds', '`minReadySeconds` below 0', 0),
  negative('ro-revision-limit-negative', 'revisionHistoryLimit', '`revisionHistoryLimit` below 0', DEFAULT_HISTORY),
  negative(
    'ro-progress-deadline-negative',
    'progressDeadlineSeconds',
    '`progressDeadlineSeconds` below 0',
    DEFAULT_DEADLINE,
  ),
];

export const roProgressDeadlineShort = rolloutRule({
  id: 'ro-progress-deadline-short',
  title: 'Deadline not after `minReadySeconds`',
  docs: 'A pod is available once it has been ready for `minReadySeconds`, so `progressDeadlineSeconds` (600 without) must be greater. The controller refuses the Rollout otherwise (InvalidSpec). An Experiment may have both equal, a Rollout may not.',
  *check({ spec }, context) {
    const deadline = numberAt(spec, 'progressDeadlineSeconds') ?? DEFAULT_DEADLINE;
    const minReady = numberAt(spec, 'minReadySeconds') ?? 0;
    const place = scalarAt(spec, 'progressDeadlineSeconds') ?? scalarAt(spec, 'minReadySeconds');
    if (!place || literal(place) === undefined || deadline < 0 || minReady < 0 || deadline > minReady) return;
    const told = scalarAt(spec, 'progressDeadlineSeconds')
      ? `\`progressDeadlineSeconds\` is not greater than \`minReadySeconds\` (${minReady})`
      : `\`minReadySeconds\` reaches \`progressDeadlineSeconds\`, which is ${DEFAULT_DEADLINE} when it is left out`;
    const written = scalarAt(spec, 'progressDeadlineSeconds');
    const enough = String(minReady + DEFAULT_DEADLINE);
    yield {
      range: place.range,
      message: `${told}. ${REFUSED} Raise \`progressDeadlineSeconds\`.`,
      fixes: written
        ? rewrite(written, enough)
        : addField(context, ['spec'], spec, `progressDeadlineSeconds: ${enough}`),
    };
  },
});

export const roBgScaledownLimit = rolloutRule({
  id: 'ro-bg-scaledown-limit',
  title: 'More old versions wait than are kept',
  docs: '`blueGreen.scaleDownDelayRevisionLimit` must not be greater than `revisionHistoryLimit` (10 without): a version that is not kept cannot wait to be scaled down. The controller refuses the Rollout otherwise (InvalidSpec).',
  *check({ spec, blueGreen }) {
    const limit = scalarAt(blueGreen, 'scaleDownDelayRevisionLimit');
    const history = numberAt(spec, 'revisionHistoryLimit') ?? DEFAULT_HISTORY;
    if (typeof limit?.value !== 'number' || limit.value <= history || history < 0) return;
    yield {
      range: limit.range,
      message: `At most ${history} old versions are kept (\`revisionHistoryLimit\`), so ${limit.value} cannot wait to be scaled down. ${REFUSED} Align the two.`,
      fixes: rewrite(limit, String(history)),
    };
  },
});

/** `absent`: what counts when the field is left out. */
function negative(id: string, field: string, title: string, absent: number, refused = REFUSED) {
  return rolloutRule({
    id,
    title,
    docs: `\`${field}\` is 0 or more. ${refused}`,
    needs: 'value',
    *check({ spec }) {
      const scalar = scalarAt(spec, field);
      if (typeof scalar?.value !== 'number' || scalar.value >= 0) return;
      yield {
        range: scalar.range,
        message: `\`${field}\` cannot be negative. ${refused} Write 0 or more.`,
        fixes: rewrite(scalar, String(absent)),
      };
    },
  });
}
