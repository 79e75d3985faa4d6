/** Placeholders that were written without quotes, and so are maps to YAML. */
import type { Range } from '../text/range.ts';
import type { YamlNode } from '../yaml/node.ts';

/** Whether a node is what YAML makes of `{{ args.x }}`. */
export function isPlaceholderMap(node: YamlNode, text: string): boolean {
  return node.kind === 'map' && node.flow && /^\{\{[^{}\n]*\}\}$/.test(text.slice(node.range.start, node.range.end));
}

/** Whether something at this place only follows from a placeholder without quotes before it on its line. */
export function isBehindPlaceholder(text: string, { start }: Range): boolean {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return /(?:^|[-:,[{]\s+)\s*\{\{[^{}]*\}\}/.test(before);
}
