import { describe, expect, it } from 'vitest';
import { URI } from 'vscode-uri';
import { decodePart, encodePart } from '../../../server/core/text/uri.ts';
import { fc } from '../../support/properties.ts';

const part = fc.string({ unit: 'grapheme' }).filter(text => !/[/\\?#]/.test(text));

/** The path `/part` as the library writes it. */
const written = (text: string): string =>
  URI.from({ scheme: 'x', path: `/${text}` })
    .toString()
    .slice('x:/'.length);

describe('a part of a URI', () => {
  it('is encoded as editors encode it', () => {
    const holds = fc.property(part, text => {
      expect(encodePart(text)).toBe(written(text));
    });
    fc.assert(holds);
  });

  it('is the same text when it is decoded', () => {
    const holds = fc.property(part, text => {
      expect(decodePart(encodePart(text))).toBe(text);
    });
    fc.assert(holds);
  });

  it('has an encoded form whatever is in it, and a text whatever its form is', () => {
    expect(encodePart('a\ud800b\udfff')).toBe('a%EF%BF%BDb%EF%BF%BD');
    const others = ['%', '%zz', '%ED%A0%80', 'a b', '\ud800'];
    expect(others.map(decodePart)).toEqual(others);
    const holds = fc.property(fc.string({ unit: 'binary' }), text => {
      expect(encodePart(decodePart(text))).toMatch(/^[\w.~%-]*$/);
    });
    fc.assert(holds);
  });
});
