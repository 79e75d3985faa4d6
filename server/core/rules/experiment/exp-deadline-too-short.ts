import { DEFAULT_PROGRESS_DEADLINE_SECONDS } from '../../lifecycle/spec/experiment-spec.ts';
import { readBodies } from '../../model/experiment-body.ts';
import { latestProbe } from '../../model/pod-template.ts';
import { scalarAt, type YamlNode } from '../../yaml/node.ts';
import { rewrite } from '../engine/fix.ts';
import type { Finding, Rule } from '../engine/rule.ts';

export const expDeadlineTooShort: Rule = {
  id: 'exp-deadline-too-short',
  title: 'Progress deadline before the pods can be ready',
  docs: 'A template must become available within `progressDeadlineSeconds`, counted from the last change of its pods (made, ready), else it is Failed and the Experiment with it. A readiness or startup probe that waits longer than that makes it impossible; 0 fails right after the pods were created.',
  severity: 'warning',
  kinds: ['Experiment'],
  needs: 'document',
  *check({ root }) {
    const deadline = scalarAt(root, 'spec', 'progressDeadlineSeconds');
    if (deadline && typeof deadline.value !== 'number') return;
    const seconds = typeof deadline?.value === 'number' ? deadline.value : DEFAULT_PROGRESS_DEADLINE_SECONDS;
    if (seconds > 0) yield* heldTooLong(root, seconds);
    if (typeof deadline?.value !== 'number') return;
    if (deadline.value <= 0) {
      yield {
        range: deadline.range,
        message: `With a deadline of ${deadline.value} s every template is Failed right after its pods were created. Write more seconds than the pods need to become available.`,
        fixes: rewrite(deadline, '600'),
      };
      return;
    }
    for (const { pods } of readBodies(root, 'Experiment').flatMap(body => body.templates)) {
      const probe = latestProbe(pods);
      // Once they are ready it begins anew, so that minReadySeconds adds nothing.
      if (!probe || probe.seconds <= deadline.value) continue;
      yield {
        range: deadline.range,
        message: `The pods are asked for the first time after ${probe.seconds} s: this deadline passes before they can be ready, and the Experiment is Failed. Write more than ${probe.seconds}.`,
        related: [{ range: probe.range, message: 'the first probe' }],
        fixes: rewrite(deadline, String(Math.max(600, 2 * probe.seconds))),
      };
      return;
    }
  },
};

/** Both are counted from the moment the pods are ready, and the deadline is looked at first. More is refused, which is told by itself. */
function* heldTooLong(root: YamlNode | undefined, seconds: number): Iterable<Finding> {
  for (const { node } of readBodies(root, 'Experiment').flatMap(body => body.templates)) {
    const held = scalarAt(node, 'minReadySeconds');
    if (held?.value !== seconds) continue;
    yield {
      range: held.range,
      message: `\`minReadySeconds\` is as long as the progress deadline (${seconds} s), which passes first: the template ends Failed, and the Experiment with it. Write less, or raise \`progressDeadlineSeconds\`.`,
      fixes: rewrite(held, String(Math.floor(seconds / 2))),
    };
  }
}
