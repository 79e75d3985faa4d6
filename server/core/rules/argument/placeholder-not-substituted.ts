import { placeholdersOf } from '../../args/places.ts';
import { isArgoTag } from '../../args/tags.ts';
import { ANALYSIS_KINDS, ARGO_KINDS, readArgs } from '../../model/analysis.ts';
import { readCalls } from '../../model/analysis-call.ts';
import { valueAt, type YamlNode } from '../../yaml/node.ts';
import { scalarsIn } from '../../yaml/scalars.ts';
import type { Rule } from '../engine/rule.ts';

export const placeholderNotSubstituted: Rule = {
  id: 'placeholder-not-substituted',
  title: 'Placeholder where none is filled in',
  docs: 'Placeholders are filled in in the metrics of an AnalysisTemplate, ClusterAnalysisTemplate or AnalysisRun, and in the arg values of an Experiment’s analyses. Everywhere else (pod templates, dry-run rules, selectors, durations, labels) they stay in the text as they are, or break the field.',
  severity: 'warning',
  kinds: ARGO_KINDS,
  needs: 'document',
  *check({ root, document }) {
    if (!document.text.includes('{{')) return;
    const { kind } = document.content.identity;
    const place = ANALYSIS_KINDS.includes(kind) ? 'in `metrics`' : 'in the args of analyses';
    const others = new Set<unknown>(substituted(root, kind));
    for (const scalar of scalarsIn(valueAt(root, 'spec'))) {
      if (others.has(scalar) || !scalar.text.includes('{{')) continue;
      for (const { tag, range } of placeholdersOf(scalar, document.text)) {
        if (!isArgoTag(tag)) continue;
        yield {
          range,
          message: `\`{{${tag}}}\` is not filled in here and stays as it is written; placeholders work ${place} only. Write the value itself.`,
        };
      }
    }
  },
};

/** Scalars in which placeholders are filled in, or which have a rule of their own. */
function* substituted(root: YamlNode | undefined, kind: string): Iterable<unknown> {
  const isAnalysis = ANALYSIS_KINDS.includes(kind);
  if (isAnalysis) yield* scalarsIn(valueAt(root, 'spec', 'metrics'));
  const args = isAnalysis ? readArgs(valueAt(root, 'spec')) : readCalls(root, kind).flatMap(call => call.args);
  for (const { value } of args) if (value) yield value;
}
