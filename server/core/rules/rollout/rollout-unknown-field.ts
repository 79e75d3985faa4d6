import { DEPLOYMENT_STRATEGY, writtenEntry } from '../../model/rollout.ts';
import { classifyUnknownField, type KnownMistake } from '../../schema/unknown-field.ts';
import type { SchemaProblem } from '../../schema/validate.ts';
import type { TextEdit } from '../../text/range.ts';
import { insertEntry, moveEntry, removeEntry, removeItem } from '../../yaml/edit.ts';
import { entryOf, scalarAt, valueAt, type YamlMap } from '../../yaml/node.ts';
import { keepsComments } from '../engine/fix.ts';
import type { Finding, Fix, Rule, RuleContext } from '../engine/rule.ts';

type UnknownField = SchemaProblem & { readonly code: 'unknown-field' };

export const stepExpRetention = fieldRule({
  id: 'step-exp-retention',
  title: 'Retention in an experiment step',
  docs: 'An Experiment has `measurementRetention`, the experiment of a step has not: kubectl refuses it, other tools drop it without a word. It can stand in the template of the analysis.',
  *check(fields, context) {
    for (const { range, parentMap, entry } of fields) {
      const edit = removeEntry(context.document.text, parentMap, entry);
      yield {
        range,
        message:
          'The experiment of a step has no `measurementRetention`. kubectl refuses it, other tools drop it without a word. Write it in the template of the analysis.',
        fixes: edit ? [{ title: 'Remove `measurementRetention`', edits: [edit] }] : [],
      };
    }
  },
});

export const stepThresholdAsStep = fieldRule({
  id: 'step-threshold-as-step',
  title: '`replicaProgressThreshold` as a step',
  docs: '`replicaProgressThreshold` counts for all steps and is a field of `canary`. As a step it is an unknown field: kubectl refuses it, other tools drop it and leave an empty step, with which the controller refuses the Rollout (InvalidSpec).',
  *check(fields, context) {
    for (const problem of fields) {
      yield {
        range: problem.range,
        message:
          '`replicaProgressThreshold` is a field of `canary` and no step. kubectl refuses it, other tools drop it and leave an empty step. Move it to `canary`.',
        fixes: moveToCanary(context, problem),
      };
    }
  },
});

export const roDeploymentStrategy = fieldRule({
  id: 'ro-deployment-strategy',
  title: 'Strategy of a Deployment',
  docs: 'A Deployment writes `strategy.type` and `strategy.rollingUpdate`; a Rollout has neither. A `canary` without steps does the same as a rolling update, with the same `maxSurge` and `maxUnavailable`. kubectl refuses the fields; other tools drop them, and a Rollout without `canary` and `blueGreen` is refused by the controller (InvalidSpec).',
  *check(fields, context) {
    const [first, ...others] = fields;
    if (!first) return;
    const { parentMap, entry } = first;
    const rolling = entryOf(parentMap, 'rollingUpdate');
    const isChosen = ['canary', 'blueGreen'].some(key => entryOf(parentMap, key));
    const isRecreate = scalarAt(parentMap, 'type')?.text === 'Recreate';
    const advice = isChosen
      ? 'Remove it.'
      : isRecreate
        ? 'A Rollout cannot stop all pods first: write `canary` or `blueGreen`.'
        : `${rolling ? 'Call `rollingUpdate` `canary`' : 'Write `canary: {}`'}: without steps that is a rolling update.`;
    yield {
      range: first.range,
      message: `\`${entry.key.text}\` is how a Deployment writes its strategy, and no field of a Rollout. kubectl refuses it, other tools drop it without a word. ${advice}`,
      related: others.map(({ range, entry: other }) => ({ range, message: `\`${other.key.text}\`` })),
      fixes: isRecreate && !isChosen ? [] : toCanary(context, parentMap, isChosen),
    };
  },
});

/** What a Rollout has instead; nothing beside a strategy that is there. */
function toCanary({ document: { text } }: RuleContext, strategy: YamlMap, isChosen: boolean): readonly Fix[] {
  const [type, rolling] = DEPLOYMENT_STRATEGY.map(key => entryOf(strategy, key));
  const kept = isChosen ? undefined : (rolling ?? type);
  const removed = [type, rolling].flatMap(entry => (entry && entry !== kept ? [entry] : []));
  const edits = removed.flatMap(entry => removeEntry(text, strategy, entry) ?? []);
  if (edits.length < removed.length) return [];
  if (!kept) return [{ title: 'Remove it', edits }];
  const hasLimits = kept.value.kind === 'map' && kept.value.entries.length > 0;
  const { start } = kept.key.range;
  const end = hasLimits ? kept.key.range.end : Math.max(kept.value.range.end, kept.key.range.end + 1);
  const [quote = ''] = /^["']/.exec(text.slice(start)) ?? [];
  const written = { range: { start, end }, newText: `${quote}canary${quote}${hasLimits ? '' : ': {}'}` };
  const title = removed.length > 0 ? 'Remove `type`, and write `canary`' : 'Write `canary`';
  return [{ title, edits: [...edits, written] }];
}

interface FieldRule extends Pick<Rule, 'title' | 'docs'> {
  readonly id: KnownMistake;
  readonly check: (fields: readonly UnknownField[], context: RuleContext) => Iterable<Finding>;
}

/** About fields that the schema knows as a mistake of their own, by the id of the rule. */
function fieldRule(rule: FieldRule): Rule {
  return {
    ...rule,
    severity: 'error',
    kinds: ['Rollout'],
    needs: 'value',
    check(context) {
      const { structure, schema, schemas, root } = context;
      const fields = structure.flatMap(problem => {
        if (problem.code !== 'unknown-field' || !schema) return [];
        const found = classifyUnknownField(problem, { schema, schemas, root });
        return found.is === 'known' && found.mistake === rule.id ? [problem] : [];
      });
      return rule.check(fields, context);
    },
  };
}

/** Alone in its step it takes the step with it. */
function moveToCanary({ root, document }: RuleContext, { parentMap, entry, path }: UnknownField): readonly Fix[] {
  const { text } = document;
  const canary = valueAt(root, 'spec', 'strategy', 'canary');
  const index = path.at(-2);
  if (canary?.kind !== 'map' || typeof index !== 'number' || entryOf(canary, 'replicaProgressThreshold')) return [];
  const steps = entryOf(canary, 'steps');
  const place = canary.entries[steps ? canary.entries.indexOf(steps) - 1 : -1];
  const edits =
    parentMap.entries.length > 1
      ? moveEntry(text, parentMap, entry, canary, place)
      : both(
          removeItem(text, canary, 'steps', index),
          insertEntry(text, canary, thresholdSource(entry.value) ?? '', place),
        );
  const isWritable = parentMap.entries.length > 1 || thresholdSource(entry.value) !== undefined;
  const isWhole = parentMap.entries.length > 1 || (edits && keepsComments(text, edits));
  return edits && isWritable && isWhole ? [{ title: 'Move it to `canary`', edits }] : [];
}

function both(one: TextEdit | undefined, other: TextEdit | undefined): readonly TextEdit[] | undefined {
  return one && other ? [one, other] : undefined;
}

/** `Pod`, as the documentation of Argo Rollouts has it, is refused. */
function thresholdSource(value: UnknownField['entry']['value']): string | undefined {
  const type = scalarAt(value, 'type')?.text;
  const amount = scalarAt(value, 'value')?.text;
  const isWhole = value.kind === 'map' && value.entries.length === 2 && writtenEntry(value, 'value') !== undefined;
  if (!isWhole || type === undefined || amount === undefined || !/^[\w-]+$/.test(type + amount)) return undefined;
  return `replicaProgressThreshold:\n  type: ${type === 'Pod' ? 'Pods' : type}\n  value: ${amount}`;
}
