import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../scripts/rules/apply-edits.ts';
import type { TextEdit } from '../../../server/core/index.ts';
import {
  fillEntry,
  insertEntry,
  insertItem,
  moveEntry,
  removeEntry,
  removeItem,
} from '../../../server/core/yaml/edit.ts';
import {
  entryOf,
  resolveAlias,
  valueAt,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
} from '../../../server/core/yaml/node.ts';
import { parseDocument } from '../../../server/core/yaml/parse.ts';
import { splitDocuments } from '../../../server/core/yaml/split.ts';

type Path = readonly (string | number)[];

function mapAt(text: string, path: Path): YamlMap {
  const node = valueAt(parseDocument(text).root, ...path);
  if (node?.kind !== 'map') throw new Error(`no map at ${path.join('.')} of:\n${text}`);
  return node;
}

function entryAt(map: YamlMap, key: string): YamlEntry {
  const entry = entryOf(map, key);
  if (!entry) throw new Error(`no ${key}`);
  return entry;
}

const apply = (text: string, edits: readonly (TextEdit | undefined)[] | undefined): string | undefined =>
  edits?.every(edit => edit !== undefined) ? applyEdits(text, edits) : undefined;

function remove(text: string, path: Path, key: string): string | undefined {
  const map = mapAt(text, path);
  return apply(text, [removeEntry(text, map, entryAt(map, key))]);
}

function removeAt(text: string, path: Path, key: string, index: number): string | undefined {
  return apply(text, [removeItem(text, mapAt(text, path), key, index)]);
}

function insert(text: string, path: Path, source: string, after?: string): string | undefined {
  const map = mapAt(text, path);
  return apply(text, [insertEntry(text, map, source, after === undefined ? undefined : entryAt(map, after))]);
}

function move(text: string, from: Path, key: string, to: Path, after?: string): string | undefined {
  const { root } = parseDocument(text);
  const source = valueAt(root, ...from);
  const target = valueAt(root, ...to);
  if (source?.kind !== 'map' || target?.kind !== 'map') throw new Error('no maps');
  const behind = after === undefined ? undefined : entryAt(target, after);
  return apply(text, moveEntry(text, source, entryAt(source, key), target, behind));
}

function fill(text: string, path: Path, key: string, source: string): string | undefined {
  const map = mapAt(text, path);
  return apply(text, [fillEntry(text, map, entryAt(map, key), source)]);
}

describe('removing a field', () => {
  it('takes its lines, with the comment behind it and those indented below it', () => {
    const text = 'a: 1\n# above b\nb: # of b\n  c: 1\n  # below c\n# above d\nd: 2\n';
    expect(remove(text, [], 'b')).toBe('a: 1\n# above b\n# above d\nd: 2\n');
  });

  it('takes a block scalar whole, and leaves the blank line behind it', () => {
    expect(remove('a: |\n  x: 1\n  # text\n\nb: 2\n', [], 'a')).toBe('\nb: 2\n');
  });

  it('keeps the line breaks of the text', () => {
    expect(remove('a: 1\r\nb:\r\n  c: 1\r\nd: 2\r\n', [], 'b')).toBe('a: 1\r\nd: 2\r\n');
  });

  it('leaves no line break behind at the end of a text without one', () => {
    expect(remove('a: 1\nb: 2', [], 'b')).toBe('a: 1');
  });

  it('lets the next field take the place behind a dash', () => {
    expect(remove('- a: 1\n  b: 2\n', [0], 'a')).toBe('- b: 2\n');
    expect(remove('- a: 1\n  b: 2\n', [0], 'b')).toBe('- a: 1\n');
  });

  it('keeps a comment between a dash and the next field', () => {
    expect(remove('- a: 1 # of a\n  # of b\n  b: 2\n', [0], 'a')).toBe('-\n  # of b\n  b: 2\n');
  });

  it('leaves an empty object where it was the only one', () => {
    expect(remove('x:\n  a: 1\ny: 2\n', ['x'], 'a')).toBe('x: {}\ny: 2\n');
    expect(remove('- a: 1\n- b: 2\n', [0], 'a')).toBe('- {}\n- b: 2\n');
    expect(remove('x: # why\n  a: 1\n', ['x'], 'a')).toBe('x: # why\n   {}\n');
  });

  it('takes one comma with it in flow style', () => {
    expect(remove('{a: 1, b: 2, c: 3}', [], 'a')).toBe('{b: 2, c: 3}');
    expect(remove('{a: 1, b: 2, c: 3}', [], 'c')).toBe('{a: 1, b: 2}');
    expect(remove('{a: 1}', [], 'a')).toBe('{}');
    expect(remove('{\n  "a": 1,\n  "b": 2\n}\n', [], 'b')).toBe('{\n  "a": 1\n}\n');
  });

  it('answers nothing where an anchor would go, a comment stands between, or the field is merged in', () => {
    expect(remove('a: &x 1\nb: *x\n', [], 'a')).toBeUndefined();
    expect(remove('{a: 1, # of a\n b: 2}', [], 'a')).toBeUndefined();
    expect(remove('base: &b\n  a: 1\nx:\n  <<: *b\n', ['x'], 'a')).toBeUndefined();
    expect(remove('? a\n: 1\n? b\n: 2\n', [], 'a')).toBeUndefined();
  });
});

describe('removing an item', () => {
  it('takes its lines from the dash on', () => {
    const text = 'x:\n  # of 1\n  - a: 1\n    # in 1\n  # of 2\n  - a: 2\ny: 1\n';
    expect(removeAt(text, [], 'x', 0)).toBe('x:\n  # of 1\n  # of 2\n  - a: 2\ny: 1\n');
    expect(removeAt(text, [], 'x', 1)).toBe('x:\n  # of 1\n  - a: 1\n    # in 1\n  # of 2\ny: 1\n');
  });

  it('takes the list with it when it is the only one', () => {
    expect(removeAt('x:\n- a: 1\ny: 1\n', [], 'x', 0)).toBe('y: 1\n');
  });

  it('takes one comma with it in flow style', () => {
    expect(removeAt('x: [1, 2, 3]', [], 'x', 1)).toBe('x: [1, 3]');
    expect(removeAt('x: [1, 2, 3]', [], 'x', 2)).toBe('x: [1, 2]');
  });

  it('takes an empty one', () => {
    expect(removeAt('x:\n  - a\n  -\n  - b\n', [], 'x', 1)).toBe('x:\n  - a\n  - b\n');
  });
});

describe('adding an item', () => {
  const add = (text: string, index: number): string | undefined => {
    const list = valueAt(parseDocument(text).root, 'a');
    const after = list?.kind === 'seq' ? list.items[index] : undefined;
    if (list?.kind !== 'seq' || !after) throw new Error('no such item');
    return apply(text, [insertItem(text, list, after, 'new')]);
  };

  it('goes below the other one and its comments, with the same indentation', () => {
    expect(add('a:\n- x # of x\n  # below x\n- y\n', 0)).toBe('a:\n- x # of x\n  # below x\n- new\n- y\n');
    expect(add('a:\r\n  -  x\r\n  -  y', 1)).toBe('a:\r\n  -  x\r\n  -  y\r\n  -  new');
    expect(add('a:\n  - b: 1\n    c: |\n      text\n', 0)).toBe('a:\n  - b: 1\n    c: |\n      text\n  - new\n');
  });

  it('stays on the line of a flow list', () => {
    expect(add('a: [x, "y"] # all\n', 1)).toBe('a: [x, "y", new] # all\n');
  });

  it('is refused where an item does not open its line', () => {
    expect(add('a:\n  - &x\n    y\n', 0)).toBeUndefined();
  });
});

describe('adding a field', () => {
  it('indents it like its neighbours, in front or behind one of them', () => {
    const text = 'x:\n    a: 1 # of a\n    # below\n    b:\n        c: 1\ny: 1\n';
    expect(insert(text, ['x'], 'n:\n  m: 1')).toBe(text.replace('    a:', '    n:\n      m: 1\n    a:'));
    expect(insert(text, ['x'], 'n: 1', 'a')).toBe(text.replace('# of a\n', '# of a\n    n: 1\n'));
    expect(insert(text, ['x'], 'n: 1', 'b')).toBe(text.replace('y: 1', '    n: 1\ny: 1'));
  });

  it('goes behind the dash where it comes first', () => {
    expect(insert('- b: 1\n  c: 2\n', [0], 'a: 0')).toBe('- a: 0\n  b: 1\n  c: 2\n');
  });

  it('writes the line breaks of the text, and none at the end of a text without one', () => {
    expect(insert('x:\r\n  a: 1\r\n', ['x'], 'n:\n  m: 1', 'a')).toBe('x:\r\n  a: 1\r\n  n:\r\n    m: 1\r\n');
    expect(insert('x:\n  a: 1', ['x'], 'n: 1', 'a')).toBe('x:\n  a: 1\n  n: 1');
  });

  it('writes commas in flow style, quotes in JSON, and lines where its neighbours have lines', () => {
    expect(insert('{a: 1}', [], 'n: 1')).toBe('{n: 1, a: 1}');
    expect(insert('{a: 1}', [], 'n: x', 'a')).toBe('{a: 1, n: x}');
    expect(insert('x: {}', ['x'], 'n: 1')).toBe('x: {n: 1}');
    expect(insert('{"a": 1}', [], 'n: x', 'a')).toBe('{"a": 1, "n": "x"}');
    expect(insert('{\n  "a": 1\n}', [], 'n: true', 'a')).toBe('{\n  "a": 1,\n  "n": true\n}');
    expect(insert('{\n  "a": 1\n}', [], 'n: 5')).toBe('{\n  "n": 5,\n  "a": 1\n}');
  });

  it('writes several lines as one in flow style', () => {
    expect(insert('{a: 1}', [], 'n:\n  m: 1\n  l:\n    - x: "5"\n      y: a, b', 'a')).toBe(
      '{a: 1, n: { m: 1, l: [{ x: "5", y: "a, b" }] }}',
    );
    expect(insert('{"a": 1}', [], 'n:\n  m: 1\n  l:\n    - x: "5"\n      y: a, b', 'a')).toBe(
      '{"a": 1, "n": {"m": 1, "l": [{"x": "5", "y": "a, b"}]}}',
    );
    expect(insert('{a: 1}', [], 'n: 1 # why')).toBeUndefined();
  });
});

describe('filling in a value', () => {
  it('writes it behind the colon, and its lines below', () => {
    expect(fill('x:\n  a:\n  b: 1\n', ['x'], 'a', 'a: 1')).toBe('x:\n  a: 1\n  b: 1\n');
    expect(fill('x:\n  a: # why\n', ['x'], 'a', 'a: 1')).toBe('x:\n  a: 1 # why\n');
    expect(fill('x:\n  a:  \n', ['x'], 'a', 'a:\n  - b: 1')).toBe('x:\n  a:\n    - b: 1\n');
    expect(fill('{a: , b: 1}', [], 'a', 'a: 1')).toBe('{a: 1 , b: 1}');
  });

  it('answers nothing where lines would push a comment away', () => {
    expect(fill('a: # why\n', [], 'a', 'a:\n  - b: 1')).toBeUndefined();
  });
});

describe('moving a field', () => {
  it('takes its comments along and fits its lines in', () => {
    const text = 'x:\n  v:\n    k: # of k\n      - 1\n      # below 1\n    z: 1\n  w: 1\n';
    expect(move(text, ['x', 'v'], 'k', ['x'])).toBe(
      'x:\n  k: # of k\n    - 1\n    # below 1\n  v:\n    z: 1\n  w: 1\n',
    );
    expect(move(text, ['x', 'v'], 'k', ['x'], 'w')).toBe(
      'x:\n  v:\n    z: 1\n  w: 1\n  k: # of k\n    - 1\n    # below 1\n',
    );
  });

  it('moves into deeper maps, to the end of the text too', () => {
    const text = 'spec:\n  a: 1\nk:\n  l: |\n    text\n      deeper';
    expect(move(text, [], 'k', ['spec'], 'a')).toBe('spec:\n  a: 1\n  k:\n    l: |\n      text\n        deeper');
  });

  it('answers nothing where the place has the field already, or an alias would be torn off', () => {
    expect(move('k: 1\nx:\n  k: 2\n', [], 'k', ['x'])).toBeUndefined();
    expect(move('a: &a 1\nk: *a\nx:\n  b: 2\n', [], 'k', ['x'])).toBeUndefined();
  });
});

/** A tree as plain values, keys in order. */
function plain(node: YamlNode | undefined): unknown {
  const value = resolveAlias(node);
  if (!value) return undefined;
  if (value.kind === 'scalar') return value.value;
  if (value.kind === 'seq') return value.items.map(plain);
  return Object.fromEntries(value.entries.map(entry => [entry.key.text, plain(entry.value)]));
}

interface Place {
  readonly map: YamlMap;
  readonly path: Path;
}

function* maps(node: YamlNode | undefined, path: Path): Iterable<Place> {
  if (node?.kind === 'map') {
    yield { map: node, path };
    for (const entry of node.entries) yield* maps(entry.value, [...path, entry.key.text]);
  } else if (node?.kind === 'seq')
    for (const [index, item] of node.items.entries()) yield* maps(item, [...path, index]);
}

/** The plain tree with the map at `path` changed. */
function changed(
  tree: unknown,
  path: Path,
  change: (map: Record<string, unknown>) => Record<string, unknown>,
): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return change(tree as Record<string, unknown>);
  if (typeof step === 'number')
    return (tree as unknown[]).map((each, i) => (i === step ? changed(each, rest, change) : each));
  const map = tree as Record<string, unknown>;
  return { ...map, [step]: changed(map[step], rest, change) };
}

const EXAMPLES = path.join(import.meta.dirname, '../../../examples');
const examples = readdirSync(EXAMPLES)
  .filter(name => name.endsWith('.yaml'))
  .flatMap(name => splitDocuments(readFileSync(path.join(EXAMPLES, name), 'utf8')).map(({ text }) => text));
const asJson = (text: string): string => JSON.stringify(plain(parseDocument(text).root), null, 2);

describe.each([
  ['as they are', (text: string) => text],
  ['with CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
  ['without a line break at the end', (text: string) => text.trimEnd()],
  ['as JSON', asJson],
  ['as JSON on one line', (text: string) => JSON.stringify(JSON.parse(asJson(text)))],
])('every field of the examples, %s', (_, change) => {
  const texts = examples.map(change);

  it('can be removed, and nothing else goes', () => {
    for (const text of texts) {
      const { root } = parseDocument(text);
      for (const { map, path: at } of maps(root, [])) {
        for (const entry of map.entries) {
          const result = apply(text, [removeEntry(text, map, entry)]);
          const parsed = parseDocument(result ?? '');
          const expected = changed(plain(root), at, ({ [entry.key.text]: _gone, ...others }) => others);
          expect([parsed.problems, plain(parsed.root)], `${at.join('.')}.${entry.key.text}`).toEqual([[], expected]);
        }
      }
    }
  });

  it('can get a neighbour before and behind it, and nothing else changes', () => {
    for (const text of texts) {
      const { root } = parseDocument(text);
      for (const { map, path: at } of maps(root, [])) {
        for (const after of [undefined, ...map.entries]) {
          if (after && map.flow && after.value.kind === 'scalar' && after.value.style === 'empty') continue;
          const edit = insertEntry(text, map, 'added: here', after);
          const result = edit && applyEdits(text, [edit]);
          const expected = changed(plain(root), at, each => ({ ...each, added: 'here' }));
          expect(plain(parseDocument(result ?? '').root), `${at.join('.')} behind ${after?.key.text}`).toEqual(
            expected,
          );
          expect(edit?.range.start).toBe(edit?.range.end);
        }
      }
    }
  });
});
