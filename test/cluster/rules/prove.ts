/** Stages the two texts of a rule, each on a stage of its own, and says what came of them. */
import { Seen } from '../seen.ts';
import { readPair } from './fixtures.ts';
import { isSettled, summary } from './outcomes.ts';
import type { Proof, Scene } from './proof.ts';
import { tryText } from './raw.ts';
import { type Ground, stageText } from './staging.ts';

/** Seconds for which a text is watched at least before it is told that nothing will come. */
const LEAST = 1;

/** What is not as the table says, with what was seen; empty when all is. */
export async function prove(ground: Ground, proof: Proof): Promise<readonly string[]> {
  const { rule, bad, same } = proof;
  const fixed = proof.fixed ?? (same === undefined ? undefined : bad);
  const pair = readPair(rule, proof.staging ?? {});
  const isRefuted = (scene: Scene) => scene.second >= LEAST && (bad.refuted ?? isSettled)(scene);
  const stageBad = () => stage(ground, proof, 'bad', pair.bad, bad.holds);
  const stageFixed = () =>
    stage(ground, proof, 'fixed', pair.fixed, scene => {
      if (fixed) return fixed.holds(scene);
      return bad.holds(scene) || isRefuted(scene);
    });
  const [after, before] = proof.staging?.endsController
    ? [await stageFixed(), await stageBad()]
    : await Promise.all([stageFixed(), stageBad()]);
  return [
    ...(bad.holds(before) ? [] : [`bad: not ${bad.says}, but ${summary(before)}`]),
    ...(same === undefined && bad.holds(after) ? [`fixed: also ${bad.says}, ${summary(after)}`] : []),
    ...(fixed === undefined || fixed.holds(after) ? [] : [`fixed: not ${fixed.says}, but ${summary(after)}`]),
  ];
}

async function stage(
  ground: Ground,
  { rule, staging = {} }: Proof,
  variant: string,
  text: string,
  until: (scene: Scene) => boolean,
): Promise<Scene> {
  if (!staging.raw) return stageText(ground, `${variant}-${rule}`, text, staging, until);
  const nothing = new Seen({ changes: [], objects: new Map(), begunAt: undefined });
  return { seen: nothing, refusals: await tryText(ground.client, text), second: 0, read: [], log: '' };
}
