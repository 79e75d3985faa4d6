import type { Range } from '../../text/range.ts';
import type { YamlAlias, YamlNode, YamlProblem } from '../node.ts';

/** What an anchor stands for; nothing yet while its own value is read. */
interface Anchor {
  node?: YamlNode;
}

/** The anchors of a document as far as it is read: of one name the last counts. */
export class Anchors {
  readonly #byName = new Map<string, Anchor>();

  /** Its value begins. */
  open(name: string): { close(node: YamlNode): void } {
    const anchor: Anchor = {};
    this.#byName.set(name, anchor);
    return {
      close: node => {
        anchor.node = node;
      },
    };
  }

  alias(name: string, range: Range, problems: YamlProblem[]): YamlAlias {
    const anchor = this.#byName.get(name);
    if (!anchor?.node) problems.push({ code: anchor ? 'SELF_ALIAS' : 'UNKNOWN_ALIAS', range });
    return { kind: 'alias', name, range, ...(anchor?.node ? { target: anchor.node } : {}) };
  }
}
