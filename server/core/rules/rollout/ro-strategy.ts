import { numberAt } from '../../model/reading.ts';
import { DEPLOYMENT_STRATEGY, writtenEntry } from '../../model/rollout.ts';
import { fillEntry } from '../../yaml/edit.ts';
import { entryOf, scalarAt, valueAt, type YamlNode, type YamlScalar } from '../../yaml/node.ts';
import { addField, removeField, rewrite } from '../engine/fix.ts';
import { REFUSED, rolloutRule } from '../engine/rollout-rule.ts';
import type { Fix, RuleContext } from '../engine/rule.ts';

const STRATEGIES = ['canary', 'blueGreen'] as const;

export const roStrategyMissing = rolloutRule({
  id: 'ro-strategy-missing',
  title: 'Rollout without a strategy',
  docs: 'A Rollout needs `strategy.canary` or `strategy.blueGreen`. Without either, also with `canary:` and nothing behind it, the controller refuses it (InvalidSpec).',
  *check({ spec, canary, blueGreen }, context) {
    const strategy = valueAt(spec, 'strategy');
    const place = entryOf(strategy, 'canary') ?? entryOf(spec, 'strategy') ?? entryOf(context.root, 'spec');
    if (!place || canary || blueGreen || STRATEGIES.some(key => writtenEntry(strategy, key))) return;
    if (DEPLOYMENT_STRATEGY.some(key => writtenEntry(strategy, key))) return;
    const isThere = strategy?.kind === 'map' || (strategy?.kind === 'scalar' && strategy.value === null);
    if (strategy && !isThere) return;
    yield {
      range: place.key.range,
      message: `This Rollout has neither \`strategy.canary\` nor \`strategy.blueGreen\`. ${REFUSED} Write one of the two.`,
      fixes: strategy ? fillCanary(context, strategy) : addField(context, ['spec'], spec, 'strategy:\n  canary: {}'),
    };
  },
});

export const roStrategyBoth = rolloutRule({
  id: 'ro-strategy-both',
  title: 'Two strategies',
  docs: 'A Rollout has one strategy: `canary` or `blueGreen`. With both the controller refuses it (InvalidSpec).',
  isPartial: true,
  *check({ spec, canary, blueGreen }, context) {
    const strategy = valueAt(spec, 'strategy');
    const [one, other] = STRATEGIES.map(key => writtenEntry(strategy, key));
    if (!canary || !blueGreen || !one || !other || strategy?.kind !== 'map') return;
    yield {
      range: other.key.range,
      message: `\`canary\` and \`blueGreen\` exclude each other. ${REFUSED} Keep one.`,
      related: [{ range: one.key.range, message: '`canary`' }],
      fixes: [...removeField(context, strategy, 'blueGreen'), ...removeField(context, strategy, 'canary')],
    };
  },
});

export const roSurgeUnavailableZero = rolloutRule({
  id: 'ro-surge-unavailable-zero',
  title: 'No pod may be added, and none may be missing',
  docs: 'With `maxSurge` and `maxUnavailable` both 0 no pod can be replaced. The controller refuses the Rollout (InvalidSpec). Text that is neither a number nor a percentage counts as 0; left out, each is 25 %.',
  isPartial: true,
  *check({ canary }) {
    const surge = scalarAt(canary, 'maxSurge');
    const unavailable = scalarAt(canary, 'maxUnavailable');
    if (!surge || !unavailable || !isZero(surge) || !isZero(unavailable)) return;
    const word = [surge, unavailable].find(({ value, text }) => typeof value === 'string' && !/\d/.test(text));
    const told = word
      ? `\`${word.text}\` counts as 0, so \`maxSurge\` and \`maxUnavailable\` are both 0`
      : '`maxSurge` and `maxUnavailable` are both 0';
    yield {
      range: unavailable.range,
      message: `${told}, and no pod can be replaced. ${REFUSED} Raise one of them.`,
      related: [{ range: surge.range, message: '`maxSurge`' }],
      fixes: rewrite(surge, '1', 'Write `maxSurge: 1`'),
    };
  },
});

export const roAntiAffinityOneOf = rolloutRule({
  id: 'ro-antiaffinity-one-of',
  title: 'Anti-affinity needs one kind',
  docs: '`antiAffinity` has either `preferredDuringSchedulingIgnoredDuringExecution` or `requiredDuringSchedulingIgnoredDuringExecution`. With both or neither the controller refuses the Rollout (InvalidSpec).',
  *check({ canary, blueGreen }, context) {
    for (const owner of [canary, blueGreen]) {
      const map = valueAt(owner, 'antiAffinity');
      const entry = writtenEntry(owner, 'antiAffinity');
      if (!entry || valueAt(owner, 'antiAffinity')?.kind !== 'map') continue;
      const preferred = writtenEntry(entry.value, PREFERRED);
      const required = writtenEntry(entry.value, REQUIRED);
      if (!preferred !== !required) continue;
      yield {
        range: (required ?? entry).key.range,
        message: `\`antiAffinity\` has ${preferred ? 'two kinds, and only one can be' : 'no kind'}. ${REFUSED} Write either \`preferred…\` or \`required…\`.`,
        fixes:
          map?.kind !== 'map'
            ? []
            : preferred
              ? [...removeField(context, map, REQUIRED), ...removeField(context, map, PREFERRED)]
              : addField(context, [], map, `${PREFERRED}:\n  weight: 1`),
      };
    }
  },
});

export const roAntiAffinityWeight = rolloutRule({
  id: 'ro-antiaffinity-weight',
  title: 'Weight of the anti-affinity',
  docs: 'The weight of a preferred anti-affinity is 1 to 100. With another one the controller refuses the Rollout (InvalidSpec).',
  needs: 'value',
  *check({ canary, blueGreen }) {
    for (const owner of [canary, blueGreen]) {
      const weight = numberAt(owner, 'antiAffinity', PREFERRED, 'weight');
      const scalar = scalarAt(owner, 'antiAffinity', PREFERRED, 'weight');
      if (!scalar || weight === undefined || (weight >= 1 && weight <= 100)) continue;
      yield {
        range: scalar.range,
        message: `This weight is 1 to 100. ${REFUSED} Write a number in that range.`,
        fixes: rewrite(scalar, weight < 1 ? '1' : '100'),
      };
    }
  },
});

const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

/** As the controller takes it: percentages and numbers, and 0 for any other text. */
function isZero({ value, text }: YamlScalar): boolean {
  if (typeof value === 'number') return value === 0;
  if (typeof value !== 'string' || text.includes('{{')) return false;
  const number = /^([-+]?\d+)$|^(\d+)%$/.exec(text);
  return number ? Number(number[1] ?? number[2]) === 0 : true;
}

function fillCanary({ document }: RuleContext, strategy: YamlNode): readonly Fix[] {
  const empty = entryOf(strategy, 'canary');
  const edit = empty && strategy.kind === 'map' ? fillEntry(document.text, strategy, empty, 'canary: {}') : undefined;
  return edit ? [{ title: 'Write `canary: {}`', edits: [edit] }] : [];
}
