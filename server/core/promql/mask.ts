/** Takes the placeholders out of a query, so that the grammar sees something of the same length in their place. */
import { type Placeholder, scanPlaceholders } from '../args/scan.ts';
import type { Range } from '../text/range.ts';

export interface Masked {
  /** As long as the query; the first reading that a parser accepts counts. Several, because what stands there may be anything. */
  readonly readings: readonly string[];
  readonly placeholders: readonly Range[];
  /** A placeholder stands outside quotes and windows, where it may be a whole expression. */
  readonly hasBare: boolean;
}

type Place = 'quoted' | 'window' | 'bare';

const FILL: Readonly<Record<Exclude<Place, 'bare'>, string>> = { quoted: 'x', window: '1' };
/** A name, a number, or nothing at all: the end of a longer name, a whole matcher. */
const BARE_FILLS: readonly string[] = ['x', '1', ' '];

export function maskPlaceholders(query: string): Masked {
  const found = scanPlaceholders(query);
  const places = placesOf(query, found);
  const hasBare = places.includes('bare');
  const readings = (hasBare ? BARE_FILLS : [' ']).map(bare => {
    let text = '';
    let end = 0;
    for (const [index, { range }] of found.entries()) {
      const place = places[index] ?? 'bare';
      const fill = place === 'bare' ? bare : FILL[place];
      text += query.slice(end, range.start) + fill.repeat(range.end - range.start);
      end = range.end;
    }
    return text + query.slice(end);
  });
  return { readings, placeholders: found.map(({ range }) => range), hasBare };
}

/** What surrounds each placeholder: walked once, over quotes, comments and brackets. */
function placesOf(query: string, found: readonly Placeholder[]): readonly Place[] {
  const places: Place[] = [];
  let quote = '';
  let isWindow = false;
  for (let i = 0; i < query.length; i++) {
    const next = found[places.length];
    if (next && i === next.range.start) {
      places.push(quote ? 'quoted' : isWindow ? 'window' : 'bare');
      i = next.range.end - 1;
      continue;
    }
    const char = query.charAt(i);
    if (quote) {
      if (char === '\\' && quote !== '`') i++;
      else if (char === quote || (quote === '#' && char === '\n')) quote = '';
    } else if (char === '"' || char === "'" || char === '`' || char === '#') quote = char;
    else if (char === '[') isWindow = true;
    else if (char === ']') isWindow = false;
  }
  return places;
}
