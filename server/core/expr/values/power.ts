/** Powers, rounded as Go rounds them. */
import { toFloat } from './arithmetic.ts';
import type { Value } from './value.ts';

/** Step by step as in Go's library, whose roundings differ from JavaScript's. */
export function power(left: Value, right: Value): number {
  const base = toFloat(left);
  const exponent = toFloat(right);
  if (exponent === 0 || base === 1) return 1;
  if (exponent === 1) return base;
  if (exponent === 0.5) return Math.sqrt(base === Number.NEGATIVE_INFINITY ? Number.POSITIVE_INFINITY : base);
  if (exponent === -0.5) return 1 / Math.sqrt(base === Number.NEGATIVE_INFINITY ? Number.POSITIVE_INFINITY : base);
  if (base === -1 && !Number.isFinite(exponent) && !Number.isNaN(exponent)) return 1;
  const regular = base !== 0 && Number.isFinite(base) && Number.isFinite(exponent) && Math.abs(exponent) < 2 ** 53;
  if (!regular || (base < 0 && !Number.isInteger(exponent))) return base ** exponent;
  return regularPower(base, exponent);
}

/** The whole part of the exponent bit by bit, the rest by logarithm. */
function regularPower(base: number, exponent: number): number {
  let whole = Math.floor(Math.abs(exponent));
  let rest = Math.abs(exponent) - whole;
  if (rest > 0.5) {
    rest--;
    whole++;
  }
  let result = rest === 0 ? 1 : Math.exp(rest * Math.log(base));
  let resultBinary = 0;
  let [fraction, binary] = split(base);
  for (; whole > 0; whole = Math.floor(whole / 2)) {
    if (binary < -4096 || binary > 4096) {
      resultBinary += binary;
      break;
    }
    if (whole % 2 === 1) {
      result *= fraction;
      resultBinary += binary;
    }
    fraction *= fraction;
    binary *= 2;
    if (fraction < 0.5) {
      fraction += fraction;
      binary--;
    }
  }
  return exponent < 0 ? scale(1 / result, -resultBinary) : scale(result, resultBinary);
}

/** A number as a fraction in [0.5, 1) and a power of two. */
function split(value: number): [number, number] {
  let fraction = value;
  let binary = 0;
  while (Math.abs(fraction) >= 1) {
    fraction /= 2;
    binary++;
  }
  while (Math.abs(fraction) < 0.5) {
    fraction *= 2;
    binary--;
  }
  return [fraction, binary];
}

function scale(fraction: number, binary: number): number {
  if (binary > 1100) return fraction * Number.POSITIVE_INFINITY;
  if (binary < -1200) return fraction * 0;
  // In two steps, so that neither power leaves the range of floats.
  const half = Math.trunc(binary / 2);
  return fraction * 2 ** half * 2 ** (binary - half);
}
