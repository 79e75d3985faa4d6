import { entryOf, scalarAt, valueAt } from '../../yaml/node.ts';
import { addField } from '../engine/fix.ts';
import type { Rule } from '../engine/rule.ts';

export const expGenerateNameApply: Rule = {
  id: 'exp-generate-name-apply',
  title: '`generateName` cannot be applied',
  docs: '`metadata.generateName` without a name works with `kubectl create`, which makes a new object each time. `kubectl apply`, and the tools that apply, refuse it.',
  severity: 'hint',
  kinds: ['Experiment', 'AnalysisRun'],
  needs: 'document',
  *check(context) {
    const { root } = context;
    const metadata = valueAt(root, 'metadata');
    const entry = entryOf(metadata, 'generateName');
    if (!entry || !scalarAt(metadata, 'generateName') || entryOf(metadata, 'name')) return;
    const stem = scalarAt(metadata, 'generateName')?.text.replace(/[^a-z0-9]+$/, '') || 'experiment';
    yield {
      range: entry.key.range,
      message:
        '`kubectl apply` refuses an object that has `generateName` and no name. Run `kubectl create` instead, or write `name`.',
      fixes: metadata?.kind === 'map' ? addField(context, ['metadata'], metadata, `name: \${1:${stem}}`, true) : [],
    };
  },
};
