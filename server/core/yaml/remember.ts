/**
 * What was worked out of a node is kept with it. Trees never change, so it stays true; it goes when the tree goes. Many rules read
 * the same things of the same document.
 */
import type { YamlNode } from './node.ts';

/** By the function that worked it out. */
const kept = new WeakMap<YamlNode, Map<unknown, unknown>>();

/** `work(node)`, worked out once for each node. `work` is a function of a module: a new function would be a new question. */
export function remember<N extends YamlNode, T>(node: N, work: (node: N) => T): T {
  let answers = kept.get(node);
  if (!answers) {
    answers = new Map();
    kept.set(node, answers);
  }
  // Only this function puts something under `work`, and what it puts there is `work`'s own.
  if (answers.has(work)) return answers.get(work) as T;
  const answer = work(node);
  answers.set(work, answer);
  return answer;
}
