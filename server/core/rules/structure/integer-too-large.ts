import { INT32_MAX, INT32_MIN } from '../../kube/int32.ts';
import { formatPath } from '../../schema/path.ts';
import type { Rule } from '../engine/rule.ts';

export const integerTooLarge: Rule = {
  id: 'integer-too-large',
  title: 'Number that 32 bits do not hold',
  docs:
    'Counts and seconds have 32 bits, so they reach from -2147483648 to 2147483647. API servers before Kubernetes 1.36 take more, and the controller cuts it: ' +
    '`replicas: 4294967297` becomes 1 pod, `minReadySeconds: 2147483648` becomes negative and fails. Newer API servers refuse the object, and so do all for `spec.replicas` of a Rollout.',
  severity: 'error',
  kinds: '*',
  needs: 'value',
  stops: true,
  *check({ structure, document }) {
    for (const problem of structure) {
      if (problem.code !== 'int32') continue;
      const name = formatPath(problem.path);
      const isScale = document.content.identity.kind === 'Rollout' && name === 'spec.replicas';
      const outcome = isScale
        ? 'The API server refuses the Rollout'
        : `The controller reads it as ${problem.node.value | 0}, or the API server refuses the object (since Kubernetes 1.36)`;
      const [most, words] = problem.node.value > 0 ? [INT32_MAX, 'at most'] : [INT32_MIN, 'at least'];
      yield { range: problem.range, message: `\`${name}\` has 32 bits. ${outcome}. Write ${words} ${most}.` };
    }
  },
};
