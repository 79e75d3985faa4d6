import { resolveAlias, valueAt, type YamlNode, type YamlScalar } from '../../yaml/node.ts';
import type { Rule } from '../rule.ts';

export const urlHostEmpty: Rule = {
  id: 'url-host-empty',
  title: 'URL without a host',
  docs: 'A URL such as `http://:8080` names no host: every request fails, and the measurement is Error (or the Job Failed). Mostly a placeholder such as `{{args.host}}` got lost on the way.',
  severity: 'warning',
  kinds: ['AnalysisTemplate', 'ClusterAnalysisTemplate', 'AnalysisRun'],
  needs: 'document',
  *check({ root, document }) {
    const metrics = valueAt(root, 'spec', 'metrics');
    if (!metrics) return;
    for (const scalar of scalars(metrics)) {
      const source = document.text.slice(scalar.range.start, scalar.range.end);
      // `http:///path` and `http://:8080`, but not `http://$HOST` or `http://{{args.host}}`.
      for (const match of source.matchAll(/\bhttps?:\/\/(?=:\d|\/)(?::\d+)?/g)) {
        const start = scalar.range.start + match.index;
        yield {
          range: { start, end: start + match[0].length },
          message: `\`${match[0]}\` names no host: every request to it fails. Write the host, for example \`http://{{args.host}}${/:\d+$/.exec(match[0])?.[0] ?? ''}\`.`,
        };
      }
    }
  },
};

function* scalars(root: YamlNode): Iterable<YamlScalar> {
  const pending: YamlNode[] = [root];
  const seen = new Set<YamlNode>();
  for (let node = pending.pop(); node; node = pending.pop()) {
    const resolved = resolveAlias(node);
    if (!resolved || seen.has(resolved)) continue;
    seen.add(resolved);
    if (resolved.kind === 'scalar') yield resolved;
    else if (resolved.kind === 'seq') pending.push(...resolved.items.toReversed());
    else pending.push(...resolved.entries.map(entry => entry.value).toReversed());
  }
}
