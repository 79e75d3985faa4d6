import { readBodies } from '../../model/experiment-body.ts';
import { canonicalText } from '../../yaml/canonical.ts';
import { entryOf, valueAt, type YamlMap, type YamlScalar } from '../../yaml/node.ts';
import { addField } from '../engine/fix.ts';
import type { Fix, Rule, RuleContext } from '../engine/rule.ts';

export const expTemplatesIdentical: Rule = {
  id: 'exp-templates-identical',
  title: 'Two templates with the same pods',
  docs: 'The pod hash is worked out of the pod template. Two templates whose pod templates are equal, labels included, get the same hash: each Service sends requests to the pods of both, and no query can tell them apart by it.',
  severity: 'warning',
  kinds: ['Experiment'],
  needs: 'document',
  *check(context) {
    const { root, isWhole } = context;
    if (!isWhole) return;
    const first = new Map<string, YamlScalar>();
    for (const { name, pods } of readBodies(root, 'Experiment').flatMap(body => body.templates)) {
      const text = canonicalText(pods);
      if (!name || text === undefined) continue;
      const before = first.get(text);
      if (!before) {
        first.set(text, name);
        continue;
      }
      yield {
        range: name.range,
        message: `The pods of \`${name.text}\` and \`${before.text}\` are the same to the last label. They get the same hash, so that each Service serves both and no query tells them apart. Give each a label of its own.`,
        related: [{ range: before.range, message: 'the other template' }],
        fixes: addLabel(context, name, pods, `template: ${name.text}`),
      };
    }
  },
};

/** The pods still fit their selector: it asks for no label less. */
function addLabel(context: RuleContext, name: YamlScalar, pods: YamlMap | undefined, source: string): readonly Fix[] {
  const labels = valueAt(pods, 'metadata', 'labels');
  const isPlain = /^[A-Za-z](?:[\w.-]*\w)?$/.test(name.text) && typeof name.value === 'string';
  const own = labels?.kind === 'map' && pods && entryOf(valueAt(pods, 'metadata'), 'labels')?.value === labels;
  return labels?.kind === 'map' && own && isPlain ? addField(context, [], labels, source) : [];
}
