/** Placeholders that were written without quotes, and so are maps to YAML. */
import type { Range } from '../text/range.ts';
import type { YamlNode } from '../yaml/node.ts';

/** Whether a node is what YAML makes of `{{ args.x }}`. */
export function isPlaceholderMap(node: YamlNode, text: string): boolean {
  return node.kind === 'map' && node.flow && /^\{\{[^{}\n]*\}\}$/.test(text.slice(node.range.start, node.range.end));
}

/** Whether something at this place only follows from a placeholder without quotes there, or before it on its line. */
export function isBehindPlaceholder(text: string, { start }: Range): boolean {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const end = text.indexOf('\n', start);
  const line = text.slice(from, end < 0 ? text.length : end);
  for (const { 0: found, index } of line.matchAll(/(?:^|[-:,[{]\s+)\s*\{\{[^{}]*\}\}/g)) {
    const opens = from + index + found.indexOf('{{');
    if (opens <= start) return true;
  }
  return false;
}
