/** The whole tree as lines of text, two spaces per level: what a person would read with everything opened. */
import { joinParts, type Node } from './nodes/row.ts';

export function outline(nodes: readonly Node[], indent = ''): readonly string[] {
  return nodes.flatMap(node => {
    const { label, description } = node.row();
    const line = [label, joinParts(description)].filter(part => part !== '').join('   ');
    return [indent + line, ...outline(node.children(), `${indent}  `)];
  });
}
