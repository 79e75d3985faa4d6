import { writtenEntry } from '../../model/rollout.ts';
import { classifyUnknownField } from '../../schema/unknown-field.ts';
import type { SchemaProblem } from '../../schema/validate.ts';
import type { TextEdit } from '../../text/range.ts';
import { insertEntry, moveEntry, removeEntry, removeItem } from '../../yaml/edit.ts';
import { entryOf, scalarAt, valueAt } from '../../yaml/node.ts';
import { keepsComments } from '../fix.ts';
import type { Fix, Rule, RuleContext } from '../rule.ts';

type UnknownField = SchemaProblem & { readonly code: 'unknown-field' };

export const stepExpRetention: Rule = {
  id: 'step-exp-retention',
  title: 'Retention in an experiment step',
  docs: 'An Experiment has `measurementRetention`, the experiment of a step has not: kubectl refuses it, other tools drop it without a word. It can stand in the template of the analysis.',
  severity: 'error',
  kinds: ['Rollout'],
  needs: 'document',
  *check(context) {
    for (const { range, parentMap, entry } of unknownFields(context, 'step-exp-retention')) {
      const edit = removeEntry(context.document.text, parentMap, entry);
      yield {
        range,
        message:
          'The experiment of a step has no `measurementRetention`. kubectl refuses it, other tools drop it without a word. Write it in the template of the analysis.',
        fixes: edit ? [{ title: 'Remove `measurementRetention`', edits: [edit] }] : [],
      };
    }
  },
};

export const stepThresholdAsStep: Rule = {
  id: 'step-threshold-as-step',
  title: '`replicaProgressThreshold` as a step',
  docs: '`replicaProgressThreshold` counts for all steps and is a field of `canary`. As a step it is an unknown field: kubectl refuses it, other tools drop it and leave an empty step, with which the controller refuses the Rollout (InvalidSpec).',
  severity: 'error',
  kinds: ['Rollout'],
  needs: 'document',
  *check(context) {
    for (const problem of unknownFields(context, 'step-threshold-as-step')) {
      yield {
        range: problem.range,
        message:
          '`replicaProgressThreshold` is a field of `canary` and no step. kubectl refuses it, other tools drop it and leave an empty step. Move it to `canary`.',
        fixes: moveToCanary(context, problem),
      };
    }
  },
};

function unknownFields({ structure, schema, schemas }: RuleContext, rule: string): readonly UnknownField[] {
  return structure.flatMap(problem => {
    if (problem.code !== 'unknown-field' || !schema) return [];
    const found = classifyUnknownField(schema, problem.path, schemas);
    return found.is === 'known' && found.rule === rule ? [problem] : [];
  });
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
