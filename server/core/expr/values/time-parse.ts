/** Times and durations from text, as Go reads them. */
import { daysFromCivil, monthNumber, readLayout } from './time-format.ts';
import { type DurationValue, GoError, type TimeValue } from './value.ts';

/** Tried one after the other by `date` without a layout. */
export const DATE_LAYOUTS = [
  '2006-01-02',
  '15:04:05',
  '2006-01-02 15:04:05',
  '2006-01-02T15:04:05Z07:00',
  '02 Jan 06 15:04 MST',
  'Monday, 02-Jan-06 15:04:05 MST',
  'Mon, 02 Jan 2006 15:04:05 MST',
];

interface Fields {
  year: number;
  month: number;
  day: number;
  yearDay: number;
  hour: number;
  minute: number;
  second: number;
  nanosecond: number;
  afternoon: boolean | undefined;
  offset: number | undefined;
  zone: string;
}

class LayoutError extends Error {}

/** Undefined when the text does not have the layout. */
export function parseTime(layout: string, text: string): TimeValue | undefined {
  try {
    return read(layout, text);
  } catch (error) {
    if (error instanceof LayoutError) return undefined;
    throw error;
  }
}

function read(layout: string, text: string): TimeValue {
  const fields: Fields = {
    year: 0,
    month: -1,
    day: -1,
    yearDay: -1,
    hour: 0,
    minute: 0,
    second: 0,
    nanosecond: 0,
    afternoon: undefined,
    offset: undefined,
    zone: 'UTC',
  };
  let rest = text;
  const pieces = readLayout(layout);
  for (const [index, piece] of pieces.entries()) {
    if (piece.literal) rest = skipLiteral(rest, piece.text);
    else rest = readPiece(piece.text, rest, fields, pieces[index + 1]?.text ?? '');
  }
  if (rest !== '') throw new LayoutError();
  return assemble(fields);
}

/** White space in the layout stands for any amount of it. */
function skipLiteral(text: string, literal: string): string {
  let rest = text;
  for (let at = 0; at < literal.length; at++) {
    if (literal.charAt(at) === ' ') {
      if (rest !== '' && rest.charAt(0) !== ' ') throw new LayoutError();
      while (literal.charAt(at + 1) === ' ') at++;
      rest = rest.replace(/^ +/, '');
    } else {
      if (rest.charAt(0) !== literal.charAt(at)) throw new LayoutError();
      rest = rest.slice(1);
    }
  }
  return rest;
}

const NUMBERS: Readonly<Record<string, readonly [keyof Fields, RegExp, number, number]>> = {
  '01': ['month', /^\d\d/, 1, 12],
  '1': ['month', /^\d\d?/, 1, 12],
  '02': ['day', /^\d\d/, 0, 99],
  _2: ['day', /^ ?\d\d?/, 0, 99],
  '2': ['day', /^\d\d?/, 0, 99],
  '002': ['yearDay', /^\d\d\d/, 1, 366],
  __2: ['yearDay', /^ {0,2}\d{1,3}/, 1, 366],
  '15': ['hour', /^\d\d?/, 0, 23],
  '03': ['hour', /^\d\d/, 0, 12],
  '3': ['hour', /^\d\d?/, 0, 12],
  '04': ['minute', /^\d\d/, 0, 59],
  '4': ['minute', /^\d\d?/, 0, 59],
};

function readPiece(piece: string, text: string, fields: Fields, following: string): string {
  const number = Object.hasOwn(NUMBERS, piece) ? NUMBERS[piece] : undefined;
  if (number) {
    const [field, form, least, most] = number;
    const digits = take(text, form);
    const value = Number(digits.trim());
    if (value < least || value > most) throw new LayoutError();
    Object.assign(fields, { [field]: value });
    return text.slice(digits.length);
  }
  switch (piece) {
    case '2006':
      return keep(text, /^\d{4}/, digits => {
        fields.year = Number(digits);
      });
    case '06':
      return keep(text, /^\d\d/, digits => {
        fields.year = Number(digits) + (Number(digits) >= 69 ? 1900 : 2000);
      });
    case 'January':
    case 'Jan':
      return keep(text, piece === 'Jan' ? /^[a-z]{3}/i : /^[a-z]{3,9}/i, name => {
        fields.month = monthNumber(name, piece === 'Jan');
        if (fields.month === 0) throw new LayoutError();
      });
    case 'Monday':
      return keep(text, /^(?:sun|mon|tues|wednes|thurs|fri|satur)day/i, () => undefined);
    case 'Mon':
      return keep(text, /^(?:sun|mon|tue|wed|thu|fri|sat)/i, () => undefined);
    case 'PM':
    case 'pm':
      return keep(text, piece === 'PM' ? /^[AP]M/ : /^[ap]m/, half => {
        fields.afternoon = half.toLowerCase() === 'pm';
      });
    case '05':
    case '5':
      return readSeconds(piece, text, fields, following);
    case 'MST':
      return readZone(text, fields);
    default:
      return '.,'.includes(piece.charAt(0)) ? readFraction(piece, text, fields) : readOffset(piece, text, fields);
  }
}

function take(text: string, form: RegExp): string {
  const match = form.exec(text);
  if (!match) throw new LayoutError();
  return match[0];
}

function keep(text: string, form: RegExp, store: (found: string) => void): string {
  const found = take(text, form);
  store(found);
  return text.slice(found.length);
}

/** A fraction may follow the seconds even when the layout has none. */
function readSeconds(piece: string, text: string, fields: Fields, following: string): string {
  const rest = keep(text, piece === '05' ? /^\d\d/ : /^\d\d?/, digits => {
    fields.second = Number(digits);
    if (fields.second > 59) throw new LayoutError();
  });
  if (/^[.,][09]/.test(following) || !/^[.,]\d/.test(rest)) return rest;
  return keep(rest, /^[.,]\d+/, digits => {
    fields.nanosecond = Number(digits.slice(1, 10).padEnd(9, '0'));
  });
}

function readFraction(piece: string, text: string, fields: Fields): string {
  const optional = piece.charAt(1) === '9';
  if (optional && !/^[.,]\d/.test(text)) return text;
  const form = optional ? /^[.,]\d+/ : new RegExp(`^[.,]\\d{${piece.length - 1}}`);
  return keep(text, form, digits => {
    fields.nanosecond = Number(digits.slice(1, 10).padEnd(9, '0'));
  });
}

function readOffset(piece: string, text: string, fields: Fields): string {
  if (piece.startsWith('Z') && text.startsWith('Z')) {
    fields.offset = 0;
    return text.slice(1);
  }
  const colon = piece.includes(':') ? ':' : '';
  const groups = piece.replace(/[^0-9]/g, '').length / 2;
  const match = new RegExp(
    `^([+-])(\\d\\d)${groups > 1 ? `${colon}(\\d\\d)` : ''}${groups > 2 ? `${colon}(\\d\\d)` : ''}`,
  ).exec(text);
  if (!match) throw new LayoutError();
  const [all, sign, hours = '0', minutes = '0', seconds = '0'] = match;
  if (Number(hours) > 24 || Number(minutes) > 60 || Number(seconds) > 60) throw new LayoutError();
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  fields.offset = sign === '-' ? -size : size;
  fields.zone = fields.offset === 0 ? 'UTC' : '';
  return text.slice(all.length);
}

/** An abbreviation says nothing about the offset, but for UTC and `GMT+2`. */
function readZone(text: string, fields: Fields): string {
  if (text.startsWith('UTC')) return text.slice(3);
  const gmt = /^GMT([+-]\d{1,2})/.exec(text);
  if (gmt && Math.abs(Number(gmt[1])) <= 23) {
    fields.zone = gmt[0];
    fields.offset = Number(gmt[1]) * 3600;
    return text.slice(gmt[0].length);
  }
  const name = take(text, /^(?:GMT|ChST|MeST|WITA|[A-Z]{4}T|[A-Z]{3}T|[A-Z]{3})(?![A-Z])/);
  fields.zone = name;
  return text.slice(name.length);
}

function assemble(fields: Fields): TimeValue {
  let { year, month, day, hour } = fields;
  if (fields.afternoon === true && hour < 12) hour += 12;
  if (fields.afternoon === false && hour === 12) hour = 0;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (fields.yearDay >= 0) {
    if (fields.yearDay === 366 && !leap) throw new LayoutError();
    const first = daysFromCivil(year, 1, 1) + BigInt(fields.yearDay - 1);
    return build(first, hour, fields);
  }
  month = month < 0 ? 1 : month;
  day = day < 0 ? 1 : day;
  const length = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  if (day < 1 || day > length) throw new LayoutError();
  return build(daysFromCivil(year, month, day), hour, fields);
}

function build(days: bigint, hour: number, fields: Fields): TimeValue {
  const offset = fields.offset ?? 0;
  const seconds = days * 86_400n + BigInt(hour * 3600 + fields.minute * 60 + fields.second - offset);
  return { type: 'time', nanoseconds: seconds * 1_000_000_000n + BigInt(fields.nanosecond), offset, zone: fields.zone };
}

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

/** Go's `time.ParseDuration`. */
export function parseDuration(text: string): DurationValue {
  const refuse = (): never => {
    throw new GoError(`time: invalid duration ${JSON.stringify(text)}`);
  };
  const [, sign = '', body = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  if (body === '0') return { type: 'duration', nanoseconds: 0n };
  if (!/^(?:(?:\d+\.?\d*|\.\d+)[^\d.]+)+$/.test(body)) {
    if (/^(?:\d+\.?\d*|\.\d+)$/.test(body)) throw new GoError(`time: missing unit in duration ${JSON.stringify(text)}`);
    return refuse();
  }
  let total = 0n;
  for (const [, number = '', unit = ''] of body.matchAll(/(\d+\.?\d*|\.\d+)([^\d.]+)/g)) {
    const scale = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
    if (scale === undefined)
      throw new GoError(`time: unknown unit ${JSON.stringify(unit)} in duration ${JSON.stringify(text)}`);
    const [whole = '', decimals = ''] = number.split('.');
    total += BigInt(whole || '0') * scale;
    if (decimals !== '')
      total += (BigInt(decimals.slice(0, 18)) * scale) / 10n ** BigInt(Math.min(decimals.length, 18));
  }
  const most = 2n ** 63n;
  if (total > most || (total === most && sign !== '-')) return refuse();
  return { type: 'duration', nanoseconds: sign === '-' ? -total : total };
}
