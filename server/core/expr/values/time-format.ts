/** Go's layouts: how times print, and how durations do. */
import type { TimeValue } from './value.ts';

const SECOND = 1_000_000_000n;
const DAY = 86_400n;

export interface Clock {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanosecond: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly yearDay: number;
}

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

/** Days since 1970-01-01 of a day of the Gregorian calendar. */
export function daysFromCivil(year: number, month: number, day: number): bigint {
  const y = BigInt(month <= 2 ? year - 1 : year);
  const era = floorDivide(y, 400n);
  const yearOfEra = y - era * 400n;
  const shifted = BigInt((month + 9) % 12);
  const dayOfYear = (153n * shifted + 2n) / 5n + BigInt(day) - 1n;
  return era * 146_097n + yearOfEra * 365n + yearOfEra / 4n - yearOfEra / 100n + dayOfYear - 719_468n;
}

export function clockOf(time: TimeValue): Clock {
  const local = time.nanoseconds + BigInt(time.offset) * SECOND;
  const seconds = floorDivide(local, SECOND);
  const days = floorDivide(seconds, DAY);
  const inDay = Number(seconds - days * DAY);
  const shifted = days + 719_468n;
  const era = floorDivide(shifted, 146_097n);
  const dayOfEra = Number(shifted - era * 146_097n);
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + Number(era) * 400 + (month <= 2 ? 1 : 0);
  return {
    year,
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
    hour: Math.floor(inDay / 3600),
    minute: Math.floor(inDay / 60) % 60,
    second: inDay % 60,
    nanosecond: Number(local - seconds * SECOND),
    weekday: Number((((days + 4n) % 7n) + 7n) % 7n),
    yearDay: Number(days - daysFromCivil(year, 1, 1)) + 1,
  };
}

/** Pieces of a layout that stand for something, longest first where one begins another. */
const PIECES =
  /January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|2006|__2|002|01|02|03|04|05|06|_2(?!006)|15|-07:00:00|-070000|-07:00|-0700|-07|Z07:00:00|Z070000|Z07:00|Z0700|Z07|PM|pm|[.,](?:0+|9+)(?![0-9])|1|2|3|4|5/g;

export interface LayoutPiece {
  readonly text: string;
  readonly literal: boolean;
}

export function readLayout(layout: string): readonly LayoutPiece[] {
  const pieces: LayoutPiece[] = [];
  let at = 0;
  for (const match of layout.matchAll(PIECES)) {
    if (match.index > at) pieces.push({ text: layout.slice(at, match.index), literal: true });
    pieces.push({ text: match[0], literal: false });
    at = match.index + match[0].length;
  }
  if (at < layout.length) pieces.push({ text: layout.slice(at), literal: true });
  return pieces;
}

const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAY_NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

export function monthNumber(text: string, short: boolean): number {
  return MONTH_NAMES.findIndex(name => (short ? name.slice(0, 3) : name).toLowerCase() === text.toLowerCase()) + 1;
}

export function formatTime(time: TimeValue, layout: string): string {
  const clock = clockOf(time);
  return readLayout(layout)
    .map(({ text, literal }) => (literal ? text : formatPiece(text, clock, time)))
    .join('');
}

function pad(value: number, length = 2, fill = '0'): string {
  return String(Math.abs(value)).padStart(length, fill);
}

function formatPiece(piece: string, clock: Clock, time: TimeValue): string {
  const numbers: Readonly<Record<string, string>> = {
    '2006': (clock.year < 0 ? '-' : '') + pad(clock.year, 4),
    '06': pad(((clock.year % 100) + 100) % 100),
    January: MONTH_NAMES[clock.month - 1] ?? '',
    Jan: (MONTH_NAMES[clock.month - 1] ?? '').slice(0, 3),
    '01': pad(clock.month),
    '1': String(clock.month),
    Monday: DAY_NAMES[clock.weekday] ?? '',
    Mon: (DAY_NAMES[clock.weekday] ?? '').slice(0, 3),
    '02': pad(clock.day),
    _2: pad(clock.day, 2, ' '),
    '2': String(clock.day),
    '002': pad(clock.yearDay, 3),
    __2: pad(clock.yearDay, 3, ' '),
    '15': pad(clock.hour),
    '03': pad(clock.hour % 12 || 12),
    '3': String(clock.hour % 12 || 12),
    '04': pad(clock.minute),
    '4': String(clock.minute),
    '05': pad(clock.second),
    '5': String(clock.second),
    PM: clock.hour >= 12 ? 'PM' : 'AM',
    pm: clock.hour >= 12 ? 'pm' : 'am',
  };
  const number = Object.hasOwn(numbers, piece) ? numbers[piece] : undefined;
  if (number !== undefined) return number;
  if (piece === 'MST') return time.zone || formatOffset('-07', time.offset, true);
  return '.,'.includes(piece.charAt(0)) ? fraction(piece, clock.nanosecond) : formatOffset(piece, time.offset, false);
}

function fraction(piece: string, nanosecond: number): string {
  const digits = pad(nanosecond, 9).slice(0, piece.length - 1);
  if (piece.charAt(1) === '0') return piece.charAt(0) + digits;
  const trimmed = digits.replace(/0+$/, '');
  return trimmed === '' ? '' : piece.charAt(0) + trimmed;
}

function formatOffset(piece: string, offset: number, asZone: boolean): string {
  if (piece.startsWith('Z') && offset === 0) return 'Z';
  const sign = offset < 0 ? '-' : '+';
  const minutes = Math.floor(Math.abs(offset) / 60);
  const parts = [pad(Math.floor(minutes / 60)), pad(minutes % 60), pad(Math.abs(offset) % 60)];
  if (asZone) return sign + parts[0] + (minutes % 60 ? parts[1] : '');
  const colon = piece.includes(':') ? ':' : '';
  const length = piece.replace(/[^0-9]/g, '').length / 2;
  return sign + parts.slice(0, length).join(colon);
}

/** `1h30m0s`, as Go prints durations. */
export function formatDuration(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0s';
  const sign = nanoseconds < 0n ? '-' : '';
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (size < 1_000n) return `${sign}${size}ns`;
  if (size < 1_000_000n) return `${sign}${decimal(size, 1_000n)}µs`;
  if (size < SECOND) return `${sign}${decimal(size, 1_000_000n)}ms`;
  const minutes = size / (60n * SECOND);
  const seconds = `${decimal(size % (60n * SECOND), SECOND)}s`;
  if (minutes === 0n) return sign + seconds;
  if (minutes < 60n) return `${sign}${minutes}m${seconds}`;
  return `${sign}${minutes / 60n}h${minutes % 60n}m${seconds}`;
}

function decimal(value: bigint, unit: bigint): string {
  const rest = String(value % unit)
    .padStart(String(unit).length - 1, '0')
    .replace(/0+$/, '');
  return `${value / unit}${rest === '' ? '' : `.${rest}`}`;
}
