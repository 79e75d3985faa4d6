import { describe, expect, it } from 'vitest';
import { LineMap } from '../../../server/core/text/line-map.ts';
import { escapeMarkdown, inlineCode } from '../../../server/core/text/markdown.ts';
import { nearest } from '../../../server/core/text/nearest.ts';
import { fc } from '../../support/properties.ts';

describe('LineMap', () => {
  it('knows all three line ends', () => {
    const lines = new LineMap('ab\r\nc\rd\ne');
    expect([0, 2, 4, 6, 8, 9].map(offset => lines.position(offset))).toEqual([
      { line: 0, character: 0 },
      { line: 0, character: 2 },
      { line: 1, character: 0 },
      { line: 2, character: 0 },
      { line: 3, character: 0 },
      { line: 3, character: 1 },
    ]);
    expect(lines.offset({ line: 0, character: 99 })).toBe(2);
    expect(lines.offset({ line: 99, character: 0 })).toBe(9);
  });

  it('turns every offset that is not inside a line break into a position and back', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r', 'é', '😀') }), text => {
        const lines = new LineMap(text);
        for (let offset = 0; offset <= text.length; offset++) {
          const inBreak = text[offset - 1] === '\r' && text[offset] === '\n';
          if (!inBreak) expect(lines.offset(lines.position(offset))).toBe(offset);
        }
      }),
    );
  });
});

describe('nearest', () => {
  it.each([
    ['templatename', 'templateName'],
    ['durration', 'duration'],
    ['analisys', 'analyses'],
    ['xyz', undefined],
    ['', undefined],
  ])('%s -> %s', (word, found) => {
    expect(nearest(word, ['templates', 'templateName', 'duration', 'analyses'])).toBe(found);
  });
});

describe('Markdown', () => {
  it('shows names as they are', () => {
    expect(inlineCode('a`b')).toBe('``a`b``');
    expect(inlineCode('`')).toBe('`` ` ``');
    expect(escapeMarkdown('[x](command:y) <b>')).toBe('\\[x\\]\\(command\\:y\\) \\<b\\>');
  });
});
