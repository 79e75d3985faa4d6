/** A tree that was read from a part of a text, with offsets of the whole. */
import { shiftRange } from '../text/range.ts';
import type { YamlDocument, YamlEntry, YamlNode, YamlScalar } from './node.ts';

export function shiftDocument({ root, problems, ellipses }: YamlDocument, by: number): YamlDocument {
  const shifter = new Shifter(by);
  return {
    ...(root ? { root: shifter.node(root) } : {}),
    problems: problems.map(problem => ({ ...problem, range: shiftRange(problem.range, by) })),
    ellipses: ellipses.map(range => shiftRange(range, by)),
  };
}

class Shifter {
  readonly #by: number;
  /** An alias leads to the new place of what it names, which stands before it. */
  readonly #anchors = new Map<YamlNode, YamlNode>();

  constructor(by: number) {
    this.#by = by;
  }

  node(node: YamlNode): YamlNode {
    const shifted = this.#shift(node);
    if (node.anchor !== undefined) this.#anchors.set(node, shifted);
    return shifted;
  }

  #shift(node: YamlNode): YamlNode {
    const range = shiftRange(node.range, this.#by);
    switch (node.kind) {
      case 'scalar':
        return { ...node, range };
      case 'seq':
        return { ...node, range, items: node.items.map(item => this.node(item)) };
      case 'map':
        return { ...node, range, entries: node.entries.map(entry => this.#entry(entry)) };
      case 'alias': {
        const target = node.target && this.#anchors.get(node.target);
        return { kind: 'alias', name: node.name, range, ...(target ? { target } : {}) };
      }
    }
  }

  #entry({ key, value, range }: YamlEntry): YamlEntry {
    const shifted: YamlScalar = { ...key, range: shiftRange(key.range, this.#by) };
    if (key.anchor !== undefined) this.#anchors.set(key, shifted);
    return { key: shifted, value: this.node(value), range: shiftRange(range, this.#by) };
  }
}
