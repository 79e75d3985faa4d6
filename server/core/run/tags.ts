/** The tags that an Experiment fills in in the args it passes, as a rehearsal has them. */
import { parseGoDuration } from '../kube/duration.ts';
import { EPOCH } from '../lifecycle/answers/classify.ts';
import { nameReplicaSet } from '../lifecycle/experiment/replica-set.ts';
import type { ExperimentSpec } from '../lifecycle/spec/experiment-spec.ts';

/** The clock of a rehearsal begins at a fixed time, which stands for that of availability, too. */
export function tagsOf({ name, duration = '', templates }: ExperimentSpec): ReadonlyMap<string, string> {
  const tags = new Map([['experiment.availableAt', formatTime(EPOCH)]]);
  const parsed = duration === '' ? undefined : parseGoDuration(duration);
  if (parsed?.ok === true) tags.set('experiment.finishedAt', formatTime(EPOCH + parsed.ms));
  for (const template of templates) {
    tags.set(`templates.${template.name}.podTemplateHash`, standInHash(template.name));
    tags.set(`templates.${template.name}.replicaset.name`, nameReplicaSet(name, template.name));
  }
  return tags;
}

/** RFC 3339, whole seconds; times beyond those that a date can have stay at its limit. */
function formatTime(ms: number): string {
  const limit = 8.64e15;
  return new Date(Math.max(-limit, Math.min(limit, ms))).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Looks like the hash of a pod template and is the same in every rehearsal. */
export function standInHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  const characters = 'bcdfghjklmnpqrstvwxz2456789';
  let out = '';
  for (let i = 0; i < 9; i++) {
    out += characters.charAt(hash % characters.length);
    hash = (Math.imul(hash, 0x01000193) + 0x9e3779b9) >>> 0;
  }
  return out;
}
