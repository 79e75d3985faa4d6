/** Which placeholders mean something where (argo-semantics 4.1 to 4.3). */
import { nearest } from '../text/nearest.ts';

/** Tags of an Experiment's own times. */
export const EXPERIMENT_TIMES: readonly string[] = ['experiment.availableAt', 'experiment.finishedAt'];

/** Tags that the arg values of an experiment's analyses may hold. `experiment.finishedAt` needs a duration. */
export function experimentTags(templates: Iterable<string>): readonly string[] {
  const ofTemplates = [...templates].flatMap(name => [
    `templates.${name}.podTemplateHash`,
    `templates.${name}.replicaset.name`,
  ]);
  return [...ofTemplates, ...EXPERIMENT_TIMES];
}

/** Whether a tag is one of Argo's own, and so not meant for another tool. */
export function isArgoTag(tag: string): boolean {
  return /^(args|templates|experiment)\./.test(tag);
}

/** The known tag that was most likely meant. Of a tag with several parts, the parts before the last dot count by themselves. */
export function nearestTag(tag: string, known: readonly string[]): string | undefined {
  const whole = nearest(tag, known);
  if (whole !== undefined) return whole;
  const [, name] = /^templates?\.(.+?)\.(?:podTemplateHash|podHash|hash)$/i.exec(tag) ?? [];
  const [, service] = /^templates?\.(.+?)\.(?:replicaset(?:\.name)?|name|service(?:\.name)?)$/i.exec(tag) ?? [];
  if (name !== undefined) return known.find(each => each === `templates.${name}.podTemplateHash`);
  return service === undefined ? undefined : known.find(each => each === `templates.${service}.replicaset.name`);
}

/** The declared arg that a tag without the right prefix means: `x`, `arg.x`, `Args.x`, `inputs.parameters.x`. */
export function argOfWrongTag(tag: string, declared: ReadonlySet<string>): string | undefined {
  const bare = tag.replace(
    /^(?:\$|arg\.|args?(?=[A-Z])|(?:inputs\.)?(?:parameters|params)\.|inputs\.|ARGS\.|Args\.|Arg\.)/,
    '',
  );
  return declared.has(bare) ? bare : undefined;
}
