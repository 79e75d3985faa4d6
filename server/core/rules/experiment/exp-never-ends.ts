import { booleanAt } from '../../model/reading.ts';
import { fillEntry, insertEntry } from '../../yaml/edit.ts';
import { entryOf, itemsAt, scalarAt, valueAt, type YamlMap } from '../../yaml/node.ts';
import type { Fix, Rule } from '../engine/rule.ts';

export const expNeverEnds: Rule = {
  id: 'exp-never-ends',
  title: 'Experiment without an end',
  docs: 'Without a `duration`, only required analyses end an Experiment. Analyses that are not required do not: when all of them have succeeded it goes on running, until one fails or you terminate it. That is a way to keep a preview, so this is only advice.',
  severity: 'info',
  kinds: ['Experiment'],
  needs: 'workspace',
  *check({ root, document, isWhole, calls }) {
    const spec = valueAt(root, 'spec');
    const entry = entryOf(root, 'spec');
    // What is left out or half typed may be the duration.
    if (!isWhole || spec?.kind !== 'map' || !entry) return;
    if (scalarAt(spec, 'duration') || itemsAt(spec, 'templates').length === 0) return;
    const analyses = itemsAt(spec, 'analyses');
    if (analyses.some(item => booleanAt(item, 'requiredForCompletion') !== false)) return;
    // An endless analysis is told by a rule of its own.
    if (calls().some(call => call.endlessMetric)) return;
    const told = analyses.length > 0 ? 'no required analysis' : 'no analyses';
    const cure =
      analyses.length > 0 ? 'add a `duration`, or `requiredForCompletion: true` to every analysis' : 'add a `duration`';
    yield {
      range: entry.key.range,
      message: `This experiment has no \`duration\` and ${told}: it runs until you terminate it. To end it by itself, ${cure}.`,
      fixes: addDuration(document.text, spec),
    };
  },
};

function addDuration(text: string, spec: YamlMap): readonly Fix[] {
  const source = 'duration: 20m';
  const empty = entryOf(spec, 'duration');
  const edit = empty ? fillEntry(text, spec, empty, source) : insertEntry(text, spec, source);
  return edit ? [{ title: `Add \`${source}\``, edits: [edit] }] : [];
}
