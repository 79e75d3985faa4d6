/** A tree with other offsets: it was read from a part of a text, or from one with repairs in it. */
import { type Range, shiftRange } from '../text/range.ts';
import type { YamlDocument, YamlEntry, YamlNode, YamlScalar } from './node.ts';

export function shiftDocument({ root, problems, ellipses }: YamlDocument, by: number): YamlDocument {
  return {
    ...(root ? { root: moveNode(root, offset => offset + by) } : {}),
    problems: problems.map(problem => ({
      ...problem,
      range: shiftRange(problem.range, by),
      ...(problem.guessed ? { guessed: shiftRange(problem.guessed, by) } : {}),
      ...(problem.fix ? { fix: problem.fix.map(edit => ({ ...edit, range: shiftRange(edit.range, by) })) } : {}),
    })),
    ellipses: ellipses.map(range => shiftRange(range, by)),
  };
}

/** A copy of a tree with other offsets, and other scalars if `scalar` says so: it is given each in its new place. */
export function moveNode(
  root: YamlNode,
  to: (offset: number) => number,
  scalar: (moved: YamlScalar) => YamlScalar = moved => moved,
): YamlNode {
  return new Mover(to, scalar).node(root);
}

class Mover {
  readonly #to: (offset: number) => number;
  readonly #scalar: (moved: YamlScalar) => YamlScalar;
  /** An alias leads to the new place of what it names, which stands before it. */
  readonly #anchors = new Map<YamlNode, YamlNode>();

  constructor(to: (offset: number) => number, scalar: (moved: YamlScalar) => YamlScalar) {
    this.#to = to;
    this.#scalar = scalar;
  }

  node(node: YamlNode): YamlNode {
    const moved = this.#move(node);
    if (node.anchor !== undefined) this.#anchors.set(node, moved);
    return moved;
  }

  #move(node: YamlNode): YamlNode {
    const range = this.#range(node.range);
    switch (node.kind) {
      case 'scalar':
        return this.#scalar({ ...node, range });
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
    const moved = this.#scalar({ ...key, range: this.#range(key.range) });
    if (key.anchor !== undefined) this.#anchors.set(key, moved);
    return { key: moved, value: this.node(value), range: this.#range(range) };
  }

  #range({ start, end }: Range): Range {
    const from = this.#to(start);
    return { start: from, end: Math.max(from, this.#to(end)) };
  }
}
