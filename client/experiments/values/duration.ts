/** Lengths of time as people say them. */
import type { L10n } from './l10n.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** To the second, in the two largest units: `1 h 30 min`, `4 min 30 s`, `12 s`. */
export function formatDuration(ms: number, l10n: L10n): string {
  const whole = Math.max(0, Math.round(ms / SECOND)) * SECOND;
  if (whole >= DAY) {
    const hours = Math.floor((whole % DAY) / HOUR);
    const days = Math.floor(whole / DAY);
    return hours === 0 ? l10n.t('{0} d', days) : l10n.t('{0} d {1} h', days, hours);
  }
  if (whole >= HOUR) {
    const minutes = Math.floor((whole % HOUR) / MINUTE);
    const hours = Math.floor(whole / HOUR);
    return minutes === 0 ? l10n.t('{0} h', hours) : l10n.t('{0} h {1} min', hours, minutes);
  }
  if (whole >= MINUTE) {
    const seconds = (whole % MINUTE) / SECOND;
    const minutes = Math.floor(whole / MINUTE);
    return seconds === 0 ? l10n.t('{0} min', minutes) : l10n.t('{0} min {1} s', minutes, seconds);
  }
  return l10n.t('{0} s', whole / SECOND);
}

/** In one unit where that says enough, rounded up so that the last second still counts: `12 min`, `18 s`. */
export function formatCountdown(ms: number, l10n: L10n): string {
  if (ms > MINUTE) {
    const minutes = Math.ceil(ms / MINUTE) * MINUTE;
    return formatDuration(minutes, l10n);
  }
  return formatDuration(Math.ceil(Math.max(0, ms) / SECOND) * SECOND, l10n);
}

/** In one unit where that says enough, rounded down: time that has gone by. */
export function formatElapsed(ms: number, l10n: L10n): string {
  const unit = ms >= MINUTE ? MINUTE : SECOND;
  return formatDuration(Math.floor(Math.max(0, ms) / unit) * unit, l10n);
}

/** Time since a beginning, as a clock that began at 0 shows it: `6:12`, `1:02:03`. */
export function formatOffset(ms: number): string {
  const whole = Math.max(0, Math.round(ms / SECOND));
  const [seconds, minutes, hours] = [whole % 60, Math.floor(whole / 60) % 60, Math.floor(whole / 3600)];
  return hours === 0 ? `${minutes}:${twoDigits(seconds)}` : `${hours}:${twoDigits(minutes)}:${twoDigits(seconds)}`;
}

/** The local time of day: `14:02:31`. */
export function formatTimeOfDay(epochMs: number): string {
  const date = new Date(epochMs);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
