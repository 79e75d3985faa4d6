import { itemsAt, scalarAt, valueAt, type YamlNode } from '../../yaml/node.ts';
import type { Finding, Rule } from '../rule.ts';

export const argEmptyValue: Rule = {
  id: 'arg-empty-value',
  title: 'Arg with an empty value',
  docs: 'An empty text counts as a value: the run starts without an error, with a hole in the URL or query where the placeholder stood. In a caller it also overrides the default of the template.',
  severity: 'warning',
  kinds: ['Experiment', 'AnalysisTemplate', 'ClusterAnalysisTemplate', 'AnalysisRun', 'Rollout'],
  needs: 'document',
  *check({ root, document }) {
    const isTemplate = document.content.identity.kind.endsWith('Template');
    for (const list of argLists(root, document.content.identity.kind)) {
      for (const item of list) {
        const value = scalarAt(item, 'value');
        if (value?.value !== '' || valueAt(item, 'valueFrom')) continue;
        const name = scalarAt(item, 'name')?.text ?? '';
        const finding: Finding = {
          range: value.range,
          message: isTemplate
            ? `The default of arg \`${name}\` is empty, and that counts as a value: a caller that forgets it gets no error, but a hole where \`{{args.${name}}}\` stands. Give a real default, or remove \`value\` so that callers must give one.`
            : `Arg \`${name}\` is passed as an empty text, which counts as a value and overrides the template's default: the metric gets a hole where \`{{args.${name}}}\` stands. Give a real value, or remove the arg.`,
        };
        yield finding;
      }
    }
  },
};

/** Every list of args in a document of that kind. */
function argLists(root: YamlNode | undefined, kind: string): readonly (readonly YamlNode[])[] {
  if (kind === 'Experiment') return itemsAt(root, 'spec', 'analyses').map(analysis => itemsAt(analysis, 'args'));
  if (kind !== 'Rollout') return [itemsAt(root, 'spec', 'args')];
  const canary = valueAt(root, 'spec', 'strategy', 'canary');
  const blueGreen = valueAt(root, 'spec', 'strategy', 'blueGreen');
  const steps = itemsAt(canary, 'steps').flatMap(step => [
    itemsAt(step, 'analysis', 'args'),
    ...itemsAt(step, 'experiment', 'analyses').map(analysis => itemsAt(analysis, 'args')),
  ]);
  const others = [
    itemsAt(canary, 'analysis', 'args'),
    itemsAt(blueGreen, 'prePromotionAnalysis', 'args'),
    itemsAt(blueGreen, 'postPromotionAnalysis', 'args'),
  ];
  return [...others, ...steps];
}
