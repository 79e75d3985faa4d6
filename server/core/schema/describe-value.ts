/** What a value means, in words: enum values, durations, seconds, amounts of CPU and memory. */
import { formatDuration, parseGoDuration } from '../kube/duration.ts';
import { parseQuantity } from '../kube/quantity.ts';
import { inlineCode } from '../text/markdown.ts';
import type { YamlScalar } from '../yaml/node.ts';
import type { Schema } from './schema.ts';

/** Markdown; undefined: the value says all there is to say. `name` is the field's, or that of the list or map it is in. */
export function describeValue(name: string, node: YamlScalar, schema: Schema): string | undefined {
  const words = wordsOf(name, node, schema);
  return words === undefined ? undefined : `${inlineCode(node.text)}: ${words}`;
}

function wordsOf(name: string, node: YamlScalar, schema: Schema): string | undefined {
  const meaning = Object.hasOwn(schema.values ?? {}, node.text) ? schema.values?.[node.text] : undefined;
  if (meaning !== undefined) return meaning;
  switch (schema.format) {
    case 'go-duration':
      return typeof node.value === 'string' ? goDuration(node.text) : undefined;
    case 'pause-duration':
      return seconds(node) ?? (typeof node.value === 'string' ? goDuration(node.text) : undefined);
    case 'quantity':
      return amount(name, node.text);
    default:
      return isSeconds(name, schema) ? seconds(node) : undefined;
  }
}

function isSeconds(name: string, { unit, type }: Schema): boolean {
  return unit === 'seconds' || (type === 'integer' && /(^s|S)econds/.test(name));
}

/** Whole seconds, also as text. A length below 0 is none. */
function seconds({ value }: YamlScalar): string | undefined {
  const number = typeof value === 'string' && /^\+?\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0
    ? formatDuration(number * 1000)
    : undefined;
}

function goDuration(text: string): string | undefined {
  const parsed = parseGoDuration(text);
  return parsed.ok ? formatDuration(parsed.ms) : undefined;
}

const BYTE_UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/** `m` behind memory is the slip to see here: `400m` is less than one byte. */
function amount(name: string, text: string): string | undefined {
  const value = parseQuantity(text);
  if (value === undefined || value < 0) return undefined;
  if (name === 'cpu') return value === 1 ? '1 CPU core' : `${round(value)} CPU cores`;
  if (!/^(memory|ephemeral-storage|storage|sizeLimit|hugepages-.+)$/.test(name)) return undefined;
  const power = Math.min(BYTE_UNITS.length - 1, value < 1024 ? 0 : Math.floor(Math.log2(value) / 10));
  const short = `${round(value / 1024 ** power)} ${BYTE_UNITS[power]}`;
  return power === 0 ? short : `${short} (${Math.round(value).toLocaleString('en-US')} bytes)`;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
