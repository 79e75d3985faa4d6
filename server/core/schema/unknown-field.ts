/** What an unknown field most likely is: the right name in the wrong case, at the wrong level, misspelt, or none of it. */
import { nearest } from '../text/nearest.ts';
import type { Schema } from './schema.ts';
import type { PathStep, SchemaWalker } from './walk.ts';

export type UnknownField =
  | { readonly is: 'case'; readonly name: string }
  /** `path`: where it belongs, as the path of the object that takes it. */
  | { readonly is: 'level'; readonly path: readonly PathStep[] }
  /** `path`: the list whose items take it. */
  | { readonly is: 'item'; readonly path: readonly PathStep[] }
  | { readonly is: 'misspelt'; readonly name: string }
  /** A mistake that is common enough to have a rule of its own. */
  | { readonly is: 'known'; readonly mistake: KnownMistake }
  | { readonly is: 'unknown' };

/** The mistakes that have a rule each, under the same id. By the names in the path, joined by dots. */
const KNOWN = {
  'spec.strategy.canary.steps.experiment.measurementRetention': 'step-exp-retention',
  'spec.strategy.type': 'ro-deployment-strategy',
  'spec.strategy.rollingUpdate': 'ro-deployment-strategy',
  'spec.strategy.canary.steps.replicaProgressThreshold': 'step-threshold-as-step',
} as const;

export type KnownMistake = (typeof KNOWN)[keyof typeof KNOWN];

/** Fields of `metadata` that say which object it is. Where they are unknown the controller decides them. */
const IDENTITY = ['name', 'generateName', 'namespace'];

/** Levels up or down at which a field is looked for. */
const REACH = 3;

export function classifyUnknownField(root: Schema, path: readonly PathStep[], walker: SchemaWalker): UnknownField {
  const key = String(path.at(-1));
  const place = path.filter(step => typeof step === 'string').join('.');
  if (isKnown(place)) return { is: 'known', mistake: KNOWN[place] };
  const parentPath = path.slice(0, -1);
  const parent = walker.at(root, parentPath);
  const names = Object.keys(parent?.properties ?? {});
  const sameLetters = names.find(name => name.toLowerCase() === key.toLowerCase());
  if (sameLetters !== undefined) return { is: 'case', name: sameLetters };
  // What an object is called is never meant to be said of another one.
  const level =
    (isIdentity(path) ? undefined : above(root, parentPath, key, walker)) ??
    (parent && (inMetadata(parent, parentPath, key, walker) ?? below(parent, parentPath, key, walker, REACH)));
  if (level) return { is: 'level', path: level };
  const name = nearest(key, names);
  if (name !== undefined) return { is: 'misspelt', name };
  const list = parent && inItems(parent, parentPath, key, walker);
  return list ? { is: 'item', path: list } : { is: 'unknown' };
}

function isKnown(place: string): place is keyof typeof KNOWN {
  return Object.hasOwn(KNOWN, place);
}

function above(
  root: Schema,
  path: readonly PathStep[],
  key: string,
  walker: SchemaWalker,
): readonly PathStep[] | undefined {
  let levels = 0;
  for (let length = path.length - 1; length >= 0 && levels < REACH; length--) {
    const here = path.slice(0, length);
    const schema = walker.at(root, here);
    if (schema?.type !== 'object') continue;
    levels++;
    if (Object.hasOwn(schema.properties ?? {}, key)) return here;
  }
  return undefined;
}

function inMetadata(
  parent: Schema,
  path: readonly PathStep[],
  key: string,
  walker: SchemaWalker,
): readonly PathStep[] | undefined {
  const metadata = walker.property(parent, 'metadata');
  return Object.hasOwn(metadata?.properties ?? {}, key) ? [...path, 'metadata'] : undefined;
}

/** The one list here whose items have the field: a field that items of several lists have says nothing. */
function inItems(
  parent: Schema,
  path: readonly PathStep[],
  key: string,
  walker: SchemaWalker,
): readonly PathStep[] | undefined {
  const lists = Object.keys(parent.properties ?? {}).filter(name => {
    const list = walker.property(parent, name);
    return list && Object.hasOwn(walker.item(list)?.properties ?? {}, key);
  });
  const [only] = lists;
  return only !== undefined && lists.length === 1 ? [...path, only] : undefined;
}

/** Only into objects, never into lists: a field of one item among many has no one place. Labels are everywhere. */
function below(
  schema: Schema,
  path: readonly PathStep[],
  key: string,
  walker: SchemaWalker,
  reach: number,
): readonly PathStep[] | undefined {
  if (reach === 0 || key === 'labels' || key === 'annotations') return undefined;
  const children = Object.keys(schema.properties ?? {}).flatMap(name => {
    const child = walker.property(schema, name);
    return child?.type === 'object' && name !== 'status' && name !== 'metadata' ? [[name, child] as const] : [];
  });
  for (const [name, child] of children) if (Object.hasOwn(child.properties ?? {}, key)) return [...path, name];
  for (const [name, child] of children) {
    const deeper = below(child, [...path, name], key, walker, reach - 1);
    if (deeper) return deeper;
  }
  return undefined;
}

/** A field of some `metadata` that says which object it is. */
export function isIdentity(path: readonly PathStep[]): boolean {
  return path.at(-2) === 'metadata' && IDENTITY.includes(String(path.at(-1)));
}

/** A path as people write it: `spec.templates[0].name`. */
export function formatPath(path: readonly PathStep[]): string {
  return path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('');
}
