/** What an unknown field most likely is: another name, the right one in another place, or nothing that exists. */
import { nearest } from '../text/nearest.ts';
import type { YamlNode } from '../yaml/node.ts';
import { hasShapeOf } from './fits.ts';
import type { Schema, UnavailableField } from './schema.ts';
import type { SchemaProblem } from './validate.ts';
import type { PathStep, SchemaWalker } from './walk.ts';
import { findItem, findLevel } from './wrong-level.ts';

export type UnknownFieldProblem = SchemaProblem & { readonly code: 'unknown-field' };

export type UnknownField =
  /** `why`: it differs in case or signs between its words, is a usual other name of it, or is misspelt. */
  | { readonly is: 'name'; readonly name: string; readonly why: 'case' | 'alias' | 'misspelt' }
  /** There is no such field, and something else does what is wanted. */
  | { readonly is: 'unavailable'; readonly field: UnavailableField }
  /** `path`: where it belongs, as the path of the object that takes it. */
  | { readonly is: 'level'; readonly path: readonly PathStep[] }
  /** It belongs into an object of this name, which is not there yet. */
  | { readonly is: 'within'; readonly name: string }
  /** `path`: the list whose items take it. */
  | { readonly is: 'item'; readonly path: readonly PathStep[] }
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

export const KNOWN_MISTAKES: ReadonlySet<string> = new Set(Object.values(KNOWN));

export type KnownMistake = (typeof KNOWN)[keyof typeof KNOWN];

/** Fields of `metadata` that say which object it is. Where they are unknown the controller decides them. */
const IDENTITY = ['name', 'generateName', 'namespace'];

/** Where the field was found: the language of its kind, and the document. */
export interface FieldPlace {
  readonly schema: Schema;
  readonly schemas: SchemaWalker;
  readonly root: YamlNode | undefined;
}

const classified = new WeakMap<UnknownFieldProblem, UnknownField>();

/** Several rules ask it of each problem: it is answered once. */
export function classifyUnknownField(problem: UnknownFieldProblem, place: FieldPlace): UnknownField {
  let found = classified.get(problem);
  if (!found) {
    found = classify(problem, place);
    classified.set(problem, found);
  }
  return found;
}

function classify(problem: UnknownFieldProblem, { schema, schemas, root }: FieldPlace): UnknownField {
  const { path, parent, entry } = problem;
  const key = entry.key.text;
  const names = path.filter(step => typeof step === 'string').join('.');
  if (isKnown(names)) return { is: 'known', mistake: KNOWN[names] };
  const { properties = {}, unavailable = {} } = schemas.resolve(parent);
  const known = Object.keys(properties);
  const sameLetters = known.find(name => lettersOf(name) === lettersOf(key));
  if (sameLetters !== undefined) return { is: 'name', name: sameLetters, why: 'case' };
  const wished = Object.entries(unavailable).find(([name]) => lettersOf(name) === lettersOf(key));
  if (wished) return { is: 'unavailable', field: wished[1] };
  const alias = known.find(name => {
    const { aliases = [] } = schemas.property(parent, name) ?? {};
    return aliases.some(each => lettersOf(each) === lettersOf(key));
  });
  if (alias !== undefined) return { is: 'name', name: alias, why: 'alias' };
  // The name of an object is never meant to be another one's.
  const level = isIdentity(path) ? undefined : findLevel(problem, schema, schemas, root);
  if (level) return level;
  const name = nearest(
    key,
    known.filter(each => hasShapeOf(entry.value, schemas.property(parent, each))),
  );
  if (name !== undefined) return { is: 'name', name, why: 'misspelt' };
  return findItem(problem, schemas) ?? { is: 'unknown' };
}

/** The name of the field that is meant, where it is one of the same object. */
export function meantSibling(found: UnknownField): string | undefined {
  switch (found.is) {
    case 'name':
    case 'within':
      return found.name;
    case 'unavailable':
      return found.field.instead;
    case 'item':
      return typeof found.path.at(-1) === 'string' ? String(found.path.at(-1)) : undefined;
    default:
      return undefined;
  }
}

/** Words are compared by their letters: `success_condition` and `SuccessCondition` are `successCondition`. */
function lettersOf(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}

function isKnown(place: string): place is keyof typeof KNOWN {
  return Object.hasOwn(KNOWN, place);
}

/** A field of some `metadata` that says which object it is. */
export function isIdentity(path: readonly PathStep[]): boolean {
  return path.at(-2) === 'metadata' && IDENTITY.includes(String(path.at(-1)));
}
