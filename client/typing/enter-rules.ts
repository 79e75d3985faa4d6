/**
 * Where the cursor goes on Enter at the end of a line of block YAML: one level deeper behind `key:` and `key: |`, under the first field of a
 * list item behind `- name: x`. Everywhere else the editor's own rule holds: the column of the line above.
 */

export interface EnterRule {
  /** What the line holds up to the cursor; nothing but blanks may follow it. */
  readonly before: RegExp;
  /** One level deeper, as wide as the editor indents. */
  readonly opensLevel: boolean;
  /** Columns that the dashes before the field take. */
  readonly dashes: number;
}

const PLAIN_KEY = /(?:[^\s"'#&*!|>%@`{}[\],?:-]|[-?:](?=\S))(?:[^:#]|:(?=\S)|(?<=\S)#)*/.source;
const KEY = `(?:${PLAIN_KEY}|${/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/.source})`;
/** Anchors and tags. */
const PROPERTIES = /(?:[ \t]+[&!]\S*)*/.source;
const END = /[ \t]*(?:[ \t]#.*)?$/.source;
const BLOCK_SCALAR = /[|>][-+0-9]{0,2}/.source;
/** A value of this line alone: behind an open bracket the editor's rule for brackets holds. */
const VALUE = /[ \t]+(?:\S.*)?[^\s{[(][ \t]*$/.source;

/** Dashes with the blanks behind them: a regular expression, and how many columns it is wide. */
const DASHES: readonly (readonly [pattern: string, width: number])[] = [
  ['', 0],
  ['- ', 2],
  ['- {2}', 3],
  ['- {3}', 4],
  ['- - ', 4],
];

/** In the order in which they are tried. */
export const ENTER_RULES: readonly EnterRule[] = [
  ...DASHES.flatMap(([pattern, dashes]): readonly EnterRule[] => [
    rule(`${pattern}${KEY}[ \\t]*:${PROPERTIES}(?:[ \\t]+${BLOCK_SCALAR})?${END}`, true, dashes),
    ...(dashes === 0
      ? []
      : [
          rule(`${pattern}${KEY}[ \\t]*:${VALUE}`, false, dashes),
          rule(`${pattern}(?:[&!]\\S*[ \\t]+)*${BLOCK_SCALAR}${END}`, false, dashes),
        ]),
  ]),
  rule(`-${PROPERTIES}${END}`, false, 2),
];

function rule(line: string, opensLevel: boolean, dashes: number): EnterRule {
  return { before: new RegExp(`^[ \\t]*${line}`), opensLevel, dashes };
}

/**
 * The column of the cursor on the new line.
 *
 * @param before the line up to where Enter was pressed, at its end
 * @param level columns that one level is wide
 */
export function columnAfterEnter(before: string, level: number): number {
  const indent = /^[ \t]*/.exec(before)?.[0].length ?? 0;
  const found = ENTER_RULES.find(each => each.before.test(before));
  if (!found) return indent;
  const opened = found.opensLevel ? indent - (indent % level) + level : indent;
  return opened + found.dashes;
}
