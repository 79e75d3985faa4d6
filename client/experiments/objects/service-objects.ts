/** The fields that are read of a Service. */
import { readMap, readTexts } from '../values/json.ts';
import { type ObjectIdentity, readIdentity, TEMPLATE_ANNOTATION } from './objects.ts';

export interface ServiceObject extends ObjectIdentity {
  /** Of the experiment. */
  readonly template: string;
}

/** `undefined`: it belongs to no experiment. */
export function readService(value: unknown): ServiceObject | undefined {
  const identity = readIdentity(value);
  if (identity?.owner?.kind !== 'Experiment') return undefined;
  const { annotations } = readMap(readMap(value).metadata);
  return { ...identity, template: readTexts(annotations)[TEMPLATE_ANNOTATION] ?? '' };
}
