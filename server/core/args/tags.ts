/** Which placeholders mean something where (docs/controller/args.md). */
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

/** The tag that was most likely meant: of a template with a name like it, or of the experiment. */
export function nearestTag(tag: string, templates: readonly string[]): string | undefined {
  const [, written, attribute = ''] = /^templates?\.(.+?)\.([\w.]+)$/i.exec(tag) ?? [];
  if (written === undefined) return nearest(tag, EXPERIMENT_TIMES);
  const name = templates.includes(written) ? written : nearest(written, templates);
  if (name === undefined) return undefined;
  if (/hash/i.test(attribute)) return `templates.${name}.podTemplateHash`;
  return /name|replicaset|service|host/i.test(attribute) ? `templates.${name}.replicaset.name` : undefined;
}

/** The declared arg that a tag without the right prefix means: `x`, `arg.x`, `Args.x`, `inputs.parameters.x`. */
export function argOfWrongTag(tag: string, declared: ReadonlySet<string>): string | undefined {
  const bare = tag.replace(
    /^(?:\$|arg\.|args?(?=[A-Z])|(?:inputs\.)?(?:parameters|params)\.|inputs\.|ARGS\.|Args\.|Arg\.)/,
    '',
  );
  return declared.has(bare) ? bare : undefined;
}
