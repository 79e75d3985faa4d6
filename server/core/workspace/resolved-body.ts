/** The experiments of a document together with what their analyses come to. */
import { type ExperimentBody, readBodies } from '../model/experiment-body.ts';
import type { YamlMap, YamlNode } from '../yaml/node.ts';
import type { ResolvedCall } from './resolved-call.ts';

export interface ResolvedBody<C extends ResolvedCall = ResolvedCall> extends ExperimentBody {
  /** Its analyses, in their order. */
  readonly calls: readonly C[];
}

/** `calls`: those of the whole document. Each is looked at once, however many experiments and analyses there are. */
export function resolveBodies<C extends ResolvedCall>(
  root: YamlNode | undefined,
  kind: string,
  calls: readonly C[],
): readonly ResolvedBody<C>[] {
  const byNode = new Map<YamlMap, C[]>();
  for (const each of calls) {
    const sharing = byNode.get(each.call.node);
    if (sharing) sharing.push(each);
    else byNode.set(each.call.node, [each]);
  }
  return readBodies(root, kind).map(body => {
    const nodes = new Set(body.analyses.map(({ node }) => node));
    return { ...body, calls: [...nodes].flatMap(node => byNode.get(node) ?? []) };
  });
}
