import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { scalarAt } from '../../../server/core/yaml/node.ts';
import { parseDocument } from '../../../server/core/yaml/parse.ts';
import { mapScalar } from '../../../server/core/yaml/scalar-source.ts';
import { fc } from '../../support/properties.ts';

/** What the document has written where `word` stands in the scalar's text. */
function written(document: string, word: string): string | undefined {
  const scalar = scalarAt(parseDocument(document).root, 'c');
  if (!scalar) throw new Error('no scalar');
  const start = scalar.text.indexOf(word);
  if (start < 0) throw new Error(`${word} is not in ${JSON.stringify(scalar.text)}`);
  const range = mapScalar(document, scalar)?.toSource({ start, end: start + word.length });
  return range && document.slice(range.start, range.end);
}

describe('a word of a scalar is found where it is written', () => {
  it.each([
    ['plain', 'c: result[0] >= 0.95 # ok\n', '>= 0.95', '>= 0.95'],
    ['plain over lines', 'c: result[0]\n  >= 0.95\n', '] >=', ']\n  >='],
    ['plain over lines, a word', 'c: result[0]\n  >= 0.95\n', '0.95', '0.95'],
    ['single quotes', "c: 'a == ''x'' || b'\n", "'x' ||", "''x'' ||"],
    ['double quotes', 'c: "a == \\"x\\" && b"\n', '"x" &', '\\"x\\" &'],
    ['double quotes, unicode', 'c: "\\u0061b \\x63d"\n', 'b c', 'b \\x63'],
    ['double quotes, continued line', 'c: "ab\\\n    cd"\n', 'bc', 'b\\\n    c'],
    ['literal', 'c: |\n  a\n    b\n  c d\n', 'c d', 'c d'],
    ['literal, stripped', 'c: |-\n    result > 1\n', '> 1', '> 1'],
    ['literal with a comment in its header', 'c: | # why\n  xy z\n', 'z', 'z'],
    ['folded', 'c: >-\n  result[0] > 1 &&\n  result[0] < 2\n', '< 2', '< 2'],
    ['folded, over the fold', 'c: >-\n  a &&\n  b\n', '&& b', '&&\n  b'],
    ['with CRLF', 'c: |\r\n  a\r\n  b > 1\r\n', 'b >', 'b >'],
  ])('%s', (_, document, word, expected) => {
    expect(written(document, word)).toBe(expected);
  });

  it('and back', () => {
    const document = 'c: "x\\"y"\n';
    const scalar = scalarAt(parseDocument(document).root, 'c');
    const map = scalar && mapScalar(document, scalar);
    expect([3, 4, 5, 6, 7, 8].map(offset => map?.toText(offset))).toEqual([undefined, 0, 1, 1, 2, 3]);
  });
});

describe('every text', () => {
  const texts = fc.string({
    unit: fc.constantFrom('a', 'b', ' ', '\n', '"', "'", '\\', '#', ':', '>', '😀', '\t', '-'),
    maxLength: 30,
  });
  it.each(['PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'] as const)(
    'can be followed in style %s',
    style => {
      fc.assert(
        fc.property(texts, fc.integer({ min: 20, max: 60 }), (text, lineWidth) => {
          const document = stringify({ c: text, d: 1 }, { defaultStringType: style, lineWidth, minContentWidth: 0 });
          const scalar = scalarAt(parseDocument(document).root, 'c');
          if (!scalar || scalar.text !== text) return;
          const map = mapScalar(document, scalar);
          expect(map, document).toBeDefined();
          for (let i = 0; i < text.length; i++) {
            const range = map?.toSource({ start: i, end: i + 1 });
            const source = range && document.slice(range.start, range.end);
            if (/[ab😀-]/u.test(text.charAt(i))) expect(source).toBe(text.charAt(i));
          }
        }),
        { numRuns: 400 },
      );
    },
  );
});
