import { readBodies } from '../../model/experiment-body.ts';
import { numberAt } from '../../model/reading.ts';
import { insertEntry } from '../../yaml/edit.ts';
import { scalarAt, valueAt, type YamlMap } from '../../yaml/node.ts';
import type { Fix, Rule } from '../engine/rule.ts';

const DEFAULT_DEADLINE = 600;

export const expMinReadyExceedsDeadline: Rule = {
  id: 'exp-min-ready-exceeds-deadline',
  title: '`minReadySeconds` exceeds the progress deadline',
  docs: 'Pods must be ready for `minReadySeconds` before they count, and all of that must happen within `progressDeadlineSeconds` (600 when left out). The controller refuses an Experiment where it cannot (condition InvalidSpec): its phase stays empty. Equal numbers are allowed.',
  severity: 'error',
  kinds: ['Experiment'],
  needs: 'document',
  *check({ root, document, isWhole }) {
    const spec = valueAt(root, 'spec');
    const written = scalarAt(spec, 'progressDeadlineSeconds');
    if (spec?.kind !== 'map' || (!written && !isWhole)) return;
    const deadline = written ? numberAt(spec, 'progressDeadlineSeconds') : DEFAULT_DEADLINE;
    if (deadline === undefined) return;
    for (const { node } of readBodies(root, 'Experiment').flatMap(body => body.templates)) {
      const ready = scalarAt(node, 'minReadySeconds');
      if (typeof ready?.value !== 'number' || ready.value <= deadline) continue;
      const told = written
        ? `\`progressDeadlineSeconds\`, which is ${deadline}`
        : `the progress deadline, which is ${deadline} when left out`;
      yield {
        range: ready.range,
        message: `Pods would have to be ready for ${ready.value} s, longer than ${told}. The controller refuses the Experiment (InvalidSpec): its phase stays empty and nothing starts. Raise \`progressDeadlineSeconds\`, or lower this.`,
        ...(written ? { related: [{ range: written.range, message: 'the deadline' }] } : {}),
        fixes: raiseDeadline(document.text, spec, ready.value + DEFAULT_DEADLINE),
      };
    }
  },
};

function raiseDeadline(text: string, spec: YamlMap, seconds: number): readonly Fix[] {
  const title = `Set \`progressDeadlineSeconds: ${seconds}\``;
  const written = scalarAt(spec, 'progressDeadlineSeconds');
  if (written) return [{ title, edits: [{ range: written.range, newText: String(seconds) }] }];
  const edit = insertEntry(text, spec, `progressDeadlineSeconds: ${seconds}`);
  return edit ? [{ title, edits: [edit] }] : [];
}
