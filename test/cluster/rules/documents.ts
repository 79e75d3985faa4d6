/** Makes of a file what can be staged within seconds: times are shortened, providers are played, and something starts it. */
import { parseAllDocuments } from 'yaml';
import type { Document } from '../api.ts';
import { aids } from './aids.ts';
import { type Fields, isRecord, recordAt, textAt } from './fields-of.ts';
import { playProviders } from './play-providers.ts';
import type { Staging } from './proof.ts';
import { starters } from './starters.ts';

/** The documents in the order in which they are applied. */
export function makeDocuments(text: string, staging: Staging): readonly Document[] {
  const home = namespaceOf(readYaml(text));
  const own = readYaml(text).map(document => {
    const moved = moveTo(document, home);
    return isArgo(moved) ? (playProviders(shorten(moved, staging.minute ?? 1), staging) as Fields) : moved;
  });
  const written = [...(staging.also === undefined ? [] : readYaml(staging.also)), ...own];
  const all = [...(staging.unaided ? [] : aids(written)), ...written, ...starters(written, staging)];
  return ownClusterTemplates([...all.filter(each => !isStarter(each)), ...all.filter(isStarter)]);
}

/** The namespace of what starts something. */
function namespaceOf(documents: readonly Fields[]): string | undefined {
  return textAt(documents.find(isStarter), 'metadata', 'namespace');
}

/** As kubectl reads it: YAML 1.1. */
export function readYaml(text: string): Fields[] {
  return parseAllDocuments(text, { version: '1.1', merge: true }).flatMap(document => {
    if (document.errors[0]) throw document.errors[0];
    const value: unknown = document.toJS();
    return isRecord(value) ? [value] : [];
  });
}

function isArgo(document: Fields): boolean {
  return String(document.apiVersion).startsWith('argoproj.io/');
}

/** What starts something is applied last: the controller does not wait for what comes later. */
function isStarter({ kind }: Fields): boolean {
  return kind === 'Experiment' || kind === 'Rollout' || kind === 'AnalysisRun';
}

/** Into the namespace of the stage; what the file has in another namespace keeps one, to be put beside. */
function moveTo(document: Fields, home: string | undefined): Fields {
  const { namespace, ...rest } = recordAt(document, 'metadata') ?? {};
  if (namespace === undefined) return document;
  const isElsewhere = home !== undefined && namespace !== home;
  return { ...document, metadata: isElsewhere ? { ...rest, namespace } : rest };
}

const TIMES = new Set(['duration', 'interval', 'initialDelay']);
/** What is inside is nobody's schedule: pods, and what a provider is asked. */
const UNTOUCHED = new Set(['provider', 'template', 'pod']);
const UNITS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** Every duration of the file, so much shorter; what cannot be read stays as it is. */
function shorten(value: Fields, minute: number): Fields;
function shorten(value: unknown, minute: number): unknown;
function shorten(value: unknown, minute: number): unknown {
  if (Array.isArray(value)) return value.map(item => shorten(item, minute));
  if (!isRecord(value)) return value;
  const parts = Object.entries(value).map(([key, part]) => {
    if (UNTOUCHED.has(key)) return [key, part] as const;
    if (TIMES.has(key) && typeof part === 'string') return [key, shorter(part, minute)] as const;
    return [key, shorten(part, minute)] as const;
  });
  return Object.fromEntries(parts);
}

function shorter(duration: string, minute: number): string {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== duration) return duration;
  const seconds = parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (UNITS[unit] ?? 0), 0);
  return `${Math.round((seconds / 60) * minute * 1000)}ms`;
}

/** ClusterAnalysisTemplates are one for all stagings: each gets the namespace into its name, and so does what refers to it. */
function ownClusterTemplates(documents: readonly Fields[]): readonly Fields[] {
  const own = (name: unknown) => `${String(name)}-$NAMESPACE`;
  const rename = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rename);
    if (!isRecord(value)) return value;
    const parts = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, rename(part)]));
    return parts.clusterScope === true && 'templateName' in parts
      ? { ...parts, templateName: own(parts.templateName) }
      : parts;
  };
  return documents.map(document => {
    const renamed = rename(document) as Fields; // a map stays a map
    if (document.kind !== 'ClusterAnalysisTemplate') return renamed;
    const metadata = recordAt(renamed, 'metadata');
    return { ...renamed, metadata: { ...metadata, name: own(metadata?.name) } };
  });
}
