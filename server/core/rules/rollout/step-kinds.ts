import { STEP_KINDS, type Step } from '../../model/rollout.ts';
import { columnAt, lineBreakOf } from '../../text/indent.ts';
import { lineAt } from '../../text/line-map.ts';
import { entryOf, resolveAlias, valueAt, type YamlEntry } from '../../yaml/node.ts';
import { REFUSED, rolloutRule } from '../engine/rollout-rule.ts';
import type { Fix, RuleContext } from '../engine/rule.ts';

/** Of these the controller allows one in a step. */
const CHECKED = ['setWeight', 'pause', 'experiment', 'analysis'];
const ROUTES = ['setHeaderRoute', 'setMirrorRoute'];

export const stepMultipleKinds = rolloutRule({
  id: 'step-multiple-kinds',
  title: 'Step that does two things',
  docs: 'A step does one thing: of `setWeight`, `pause`, `experiment` and `analysis` only one can be in it. With two the controller refuses the Rollout (InvalidSpec).',
  isPartial: true,
  *check({ steps }, context) {
    for (const step of steps) {
      const [first, ...others] = step.kinds.filter(isChecked);
      const second = others[0];
      if (!first || !second) continue;
      yield {
        range: second.key.range,
        message: `This step has \`${first.key.text}\` already, and a step does one thing. ${REFUSED} Write \`${second.key.text}\` as a step of its own.`,
        related: [{ range: first.key.range, message: `\`${first.key.text}\`` }],
        fixes: split(context, step),
      };
    }
  },
});

export const stepKindsUnchecked = rolloutRule({
  id: 'step-kinds-unchecked',
  title: 'Step of which one part is not waited for',
  docs: 'The controller does not refuse `setCanaryScale`, `setHeaderRoute`, `setMirrorRoute` or `plugin` beside another thing in one step. It begins all of them and looks at one alone to see whether the step is done: the first of `pause`, `setCanaryScale`, `setWeight`, `experiment`, `analysis`, `setHeaderRoute`, `setMirrorRoute`, `plugin`. An experiment beside `setCanaryScale` is terminated at once.',
  severity: 'warning',
  isPartial: true,
  *check({ steps }, context) {
    for (const step of steps) {
      const second = step.kinds[1];
      if (!second || step.kinds.filter(isChecked).length > 1) continue;
      const decides = STEP_KINDS.find(kind => step.kinds.some(({ key }) => key.text === kind));
      const others = step.kinds.map(({ key }) => key.text).filter(kind => kind !== decides);
      const ignored = others.find(kind => !ROUTES.includes(kind)) ?? others[0];
      yield {
        range: second.key.range,
        // A route is there at once, so little is lost.
        ...(others.every(kind => ROUTES.includes(kind)) ? { severity: 'info' } : {}),
        message: `This step is done as soon as \`${decides}\` is; the controller does not wait for \`${ignored}\`. Write two steps.`,
        fixes: split(context, step),
      };
    }
  },
});

export const stepEmpty = rolloutRule({
  id: 'step-empty',
  title: 'Step that does nothing',
  docs: 'A step needs one of its keys, with a value: `pause:` with nothing behind it is an empty step, `pause: {}` is one that waits for a person. The controller refuses the Rollout otherwise (InvalidSpec).',
  *check({ steps }) {
    for (const { node, kinds } of steps) {
      if (kinds.length > 0) continue;
      const [empty] = node.entries.filter(({ key }) => STEP_KINDS.includes(key.text));
      const isPause = empty?.key.text === 'pause';
      const remedy = isPause
        ? 'Write `pause: {}` to wait for a person.'
        : 'Write what it shall do, such as `setWeight: 20`.';
      yield {
        range: (empty ?? node.entries[0])?.key.range ?? node.range,
        message: `${empty ? `\`${empty.key.text}\` has no value, so this step does nothing` : 'This step does nothing'}. ${REFUSED} ${remedy}`,
        fixes: isPause ? [{ title: 'Write `pause: {}`', edits: [fillPause(empty)] }] : [],
      };
    }
  },
});

function isChecked({ key }: YamlEntry): boolean {
  return CHECKED.includes(key.text);
}

function fillPause({ key, value }: YamlEntry): { range: { start: number; end: number }; newText: string } {
  const isWritten = value.kind === 'scalar' && value.style !== 'empty';
  return isWritten
    ? { range: value.range, newText: '{}' }
    : { range: { start: key.range.end + 1, end: key.range.end + 1 }, newText: ' {}' };
}

/** Every thing becomes a step of its own, in the order in which they are written. */
function split({ document, root }: RuleContext, { node, index, kinds }: Step): readonly Fix[] {
  const { text } = document;
  const list = valueAt(root, 'spec', 'strategy', 'canary', 'steps');
  const item = list?.kind === 'seq' ? list.items[index] : undefined;
  if (list?.kind !== 'seq' || list.flow || item !== resolveAlias(item) || node.entries.length !== kinds.length)
    return [];
  const start = lineAt(text, node.range.start).start;
  const dash = /^ *- $/.exec(text.slice(start, node.range.start));
  if (!dash || kinds.some(kind => entryOf(node, kind.key.text) !== kind)) return [];
  const indent = ' '.repeat(columnAt(text, node.range.start) - 2);
  const edits = kinds.slice(1).map((kind, i) => {
    const end = kind.key.range.start;
    const before = kinds[i]?.range.end ?? end;
    if (!node.flow) return { range: { start: end - 2, end }, newText: '- ', isPlain: true };
    const isPlain = /^\s*,\s*$/.test(text.slice(before, end));
    return { range: { start: before, end }, newText: ` }${lineBreakOf(text)}${indent}- { `, isPlain };
  });
  if (edits.some(({ isPlain }) => !isPlain)) return [];
  return [{ title: 'Split into steps', edits: edits.map(({ range, newText }) => ({ range, newText })) }];
}
