import { ANALYSIS_KINDS } from '../../model/analysis.ts';
import { EMPTY_HOST } from '../../run/hosts.ts';
import { itemsAt, scalarAt, valueAt, type YamlNode } from '../../yaml/node.ts';
import { nodesIn } from '../../yaml/scalars.ts';
import type { Fix, Rule } from '../engine/rule.ts';

export const urlHostEmpty: Rule = {
  id: 'url-host-empty',
  title: 'URL without a host',
  docs: 'A URL such as `http://:8080` names no host: every request fails, and the measurement is Error (or the Job Failed). Mostly a placeholder such as `{{args.host}}` got lost on the way.',
  severity: 'warning',
  kinds: ANALYSIS_KINDS,
  needs: 'document',
  *check({ root, document }) {
    const metrics = valueAt(root, 'spec', 'metrics');
    if (!metrics) return;
    const arg = hostArg(root);
    for (const { node: scalar, isInFlow } of nodesIn(metrics)) {
      if (scalar.kind !== 'scalar') continue;
      const source = document.text.slice(scalar.range.start, scalar.range.end);
      for (const match of source.matchAll(EMPTY_HOST)) {
        const start = scalar.range.start + match.index;
        // In a plain scalar of flow style the braces would open a map.
        const canInsert = arg !== undefined && !(isInFlow && scalar.style === 'plain');
        yield {
          range: { start, end: start + match[0].length },
          message: `\`${match[0]}\` names no host: every request to it fails. Write the host, for example \`http://{{args.host}}${/:\d+$/.exec(match[0])?.[0] ?? ''}\`.`,
          fixes: canInsert ? insertHost(arg, start + match[0].indexOf('//') + 2) : [],
        };
      }
    }
  },
};

function insertHost(arg: string, at: number): readonly Fix[] {
  const newText = `{{args.${arg}}}`;
  return [{ title: `Insert \`${newText}\``, edits: [{ range: { start: at, end: at }, newText }] }];
}

/** The declared arg that is the host: the one of that name, or the only one there is. */
function hostArg(root: YamlNode | undefined): string | undefined {
  const names = itemsAt(root, 'spec', 'args').flatMap(arg => scalarAt(arg, 'name')?.text ?? []);
  return names.includes('host') || names.length === 1 ? (names.find(name => name === 'host') ?? names[0]) : undefined;
}
