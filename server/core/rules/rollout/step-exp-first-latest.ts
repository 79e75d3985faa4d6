import { readCalls } from '../../model/analysis-call.ts';
import { literal, readBodies } from '../../model/experiment-body.ts';
import { numberAt } from '../../model/reading.ts';
import { type Rollout, writtenEntry } from '../../model/rollout.ts';
import { entryOf, scalarAt, type YamlEntry, type YamlNode, type YamlScalar } from '../../yaml/node.ts';
import { writeText } from '../../yaml/scalar.ts';
import { keepsComments } from '../engine/fix.ts';
import { rolloutRule } from '../engine/rollout-rule.ts';
import type { Fix } from '../engine/rule.ts';

export const stepExpFirstLatest = rolloutRule({
  id: 'step-exp-first-latest',
  title: 'Hash of pods that do not run yet',
  docs: 'Before the first `setWeight` the new version has no pods of its own, so a query with its hash (`podTemplateHashValue: Latest`) finds nothing. The pods of an experiment have hashes of their own: `{{templates.<template>.podTemplateHash}}`.',
  severity: 'info',
  *check(rollout, context) {
    for (const { place, step, args } of readCalls(context.root, 'Rollout')) {
      if (step === undefined || hasPodsBefore(rollout, step)) continue;
      for (const { node, valueFrom } of args) {
        const hash = scalarAt(valueFrom, 'podTemplateHashValue');
        if (hash?.text !== 'Latest') continue;
        const template = place === 'experiment-step' ? canaryTemplate(context.root, step) : undefined;
        yield {
          range: hash.range,
          message: `No step before this one gives the new version pods, so a query with their hash finds nothing. ${place === 'experiment-step' ? `Write the hash of the pods of the experiment: \`{{templates.${template ?? '<template>'}.podTemplateHash}}\`.` : 'Write a `setWeight` before it.'}`,
          fixes:
            template === undefined
              ? []
              : useTemplateHash(context.document.text, entryOf(node, 'valueFrom'), hash, template),
        };
      }
    }
  },
});

function hasPodsBefore({ steps }: Rollout, step: number): boolean {
  return steps.some(
    ({ index, node }) =>
      index < step && ((numberAt(node, 'setWeight') ?? 0) > 0 || writtenEntry(node, 'setCanaryScale') !== undefined),
  );
}

/** The name of the one template with the pods of the new version. */
function canaryTemplate(root: YamlNode | undefined, step: number): string | undefined {
  const body = readBodies(root, 'Rollout').find(each => each.step === step);
  const names = (body?.templates ?? []).flatMap(({ node, name }): readonly (YamlScalar | undefined)[] =>
    scalarAt(node, 'specRef')?.text === 'canary' ? [name] : [],
  );
  return names.length === 1 ? literal(names[0]) : undefined;
}

function useTemplateHash(
  text: string,
  source: YamlEntry | undefined,
  hash: YamlScalar,
  template: string,
): readonly Fix[] {
  if (source?.value.kind !== 'map' || source.value.entries.length > 1) return [];
  const value = `{{templates.${template}.podTemplateHash}}`;
  const end = source.value.flow ? source.value.range.end : hash.range.end;
  const edit = { range: { start: source.key.range.start, end }, newText: `value: ${writeText(value)}` };
  return keepsComments(text, [edit]) ? [{ title: `Write \`${value}\``, edits: [edit] }] : [];
}
