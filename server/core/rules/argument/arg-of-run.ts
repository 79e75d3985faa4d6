import { ANALYSIS_KINDS, readArgs } from '../../model/analysis.ts';
import { entryOf, valueAt } from '../../yaml/node.ts';
import { addField, removeField } from '../engine/fix.ts';
import type { Rule } from '../engine/rule.ts';

export const argNotSupplied: Rule = {
  id: 'arg-not-supplied',
  title: 'Arg of a run without a value',
  docs: 'Nobody passes args to an AnalysisRun that is created by itself, so each needs a value or a Secret. The run is Error before anything is measured otherwise, also when no metric uses the arg.',
  severity: 'error',
  kinds: ['AnalysisRun'],
  needs: 'document',
  *check(context) {
    const { root, isWhole } = context;
    if (!isWhole) return;
    const args = readArgs(valueAt(root, 'spec'));
    for (const { name, node, value, valueFrom } of args) {
      // Of two with one name the last one counts.
      const isLast = args.findLast(each => each.name?.text === name?.text)?.node === node;
      if (!name || !isLast || value || valueFrom) continue;
      yield {
        range: name.range,
        message: `Arg \`${name.text}\` has no value, and nobody passes one to a run. It is Error before anything is measured (argument "${name.text}" was not supplied). Give it a \`value\`.`,
        fixes: addField(context, [], node, 'value: "${1:value}"', true),
      };
    }
  },
};

export const argFieldRefUnsupported: Rule = {
  id: 'arg-fieldref-unsupported',
  title: '`fieldRef` is never read here',
  docs: 'Only the args of a Rollout can take a value from a field. In an AnalysisTemplate or AnalysisRun `fieldRef` is accepted and never read: the run ends in Error ("argument was not supplied") unless a caller passes a value, which nobody can do for an AnalysisRun.',
  severity: 'error',
  kinds: ANALYSIS_KINDS,
  needs: 'document',
  *check(context) {
    for (const { name, node, value, valueFrom } of readArgs(valueAt(context.root, 'spec'))) {
      const entry = entryOf(valueFrom, 'fieldRef');
      if (!name || value || !entry || valueAt(valueFrom, 'secretKeyRef')) continue;
      const isRun = context.document.content.identity.kind === 'AnalysisRun';
      const effect = isRun ? ', and the run ends in Error' : ' unless the caller passes one';
      yield {
        range: entry.key.range,
        ...(isRun ? {} : { severity: 'warning' }),
        message: `The controller does not read \`fieldRef\` here: arg \`${name.text}\` has no value${effect}. Use it in the args of the Rollout, and declare the arg here without it.`,
        fixes: removeField(context, node, 'valueFrom'),
      };
    }
  },
};
