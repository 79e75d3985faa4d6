import { parseGoDuration } from './duration.ts';

const UNITS: Readonly<Record<string, readonly [factor: number, unit: string]>> = {
  d: [24, 'h'],
  w: [168, 'h'],
  s: [1, 's'],
  m: [1, 'm'],
  h: [1, 'h'],
  '': [1, 's'],
};

/**
 * What was most likely meant by a text that Go does not read as a duration: days and weeks in hours, a bare number as
 * seconds, words as units, without blanks. Undefined: it cannot be guessed.
 */
export function adviseGoDuration(text: string): string | undefined {
  const compact = text.trim().toLowerCase().replaceAll(/\s+/g, '');
  const parts = [...compact.matchAll(/(\d+(?:\.\d+)?)([a-z]*)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== compact) return undefined;
  const advised = parts.map(([, number = '', word = '']) => {
    const [factor, unit] = UNITS[shortUnit(word)] ?? [];
    return factor === undefined ? undefined : `${Number((Number(number) * factor).toFixed(6))}${unit}`;
  });
  if (advised.includes(undefined)) return undefined;
  const joined = advised.join('');
  const isOrdered = parts.length < 2 || !/^(\d+h){2,}/.test(joined);
  return isOrdered && parseGoDuration(joined).ok ? joined : undefined;
}

function shortUnit(word: string): string {
  if (/^(sec|secs|second|seconds)$/.test(word)) return 's';
  if (/^(min|mins|minute|minutes)$/.test(word)) return 'm';
  if (/^(hr|hrs|hour|hours)$/.test(word)) return 'h';
  if (/^(day|days)$/.test(word)) return 'd';
  return /^(week|weeks)$/.test(word) ? 'w' : word;
}
