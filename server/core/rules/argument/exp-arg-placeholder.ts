import { type PlaceholderPlace, placeholdersOf, unclosedIn } from '../../args/places.ts';
import { experimentTags, nearestTag } from '../../args/tags.ts';
import { CALLER_KINDS } from '../../model/analysis.ts';
import { type ExperimentBody, literal, readBodies } from '../../model/experiment-body.ts';
import { fillEntry, insertEntry } from '../../yaml/edit.ts';
import { entryOf } from '../../yaml/node.ts';
import type { Fix, Rule, RuleContext } from '../engine/rule.ts';

const FINISHED_AT = 'experiment.finishedAt';
const ERROR = 'The run cannot be made, and the Experiment is Error as soon as its pods are available.';

/** A placeholder in an arg value of an experiment's analysis. */
interface ValuePlaceholder {
  readonly body: ExperimentBody;
  readonly placeholder: PlaceholderPlace;
}

export const expArgPlaceholderUnknown: Rule = {
  id: 'exp-arg-placeholder-unknown',
  title: 'Placeholder that the Experiment does not know',
  docs: 'The value of an arg of an experiment’s analysis may hold `{{templates.<name>.podTemplateHash}}`, `{{templates.<name>.replicaset.name}}`, `{{experiment.availableAt}}` and `{{experiment.finishedAt}}`, and nothing else: no `{{args.x}}`, no Service names. The controller cannot make the run otherwise, and the Experiment is Error as soon as its pods are available.',
  severity: 'error',
  kinds: CALLER_KINDS,
  needs: 'document',
  *check(context) {
    for (const { body, placeholder } of valuePlaceholders(context)) {
      const names = body.templates.map(({ name }) => literal(name));
      if (names.includes(undefined)) continue;
      const templates = names.flatMap(name => name ?? []);
      const known = experimentTags(templates);
      const { tag, range } = placeholder;
      if (known.includes(tag)) continue;
      const meant = nearestTag(tag, templates);
      const advice = meant === undefined ? `Known are ${listed(known)}.` : `Did you mean \`{{${meant}}}\`?`;
      yield {
        range,
        message: `The Experiment does not know \`{{${tag}}}\`. ${ERROR} ${advice}`,
        fixes:
          meant === undefined ? [] : [{ title: `Write \`{{${meant}}}\``, edits: [{ range, newText: `{{${meant}}}` }] }],
      };
    }
    for (const body of bodies(context)) {
      for (const { range } of body.analyses.flatMap(({ args }) =>
        args.flatMap(({ value }) => [...unclosedIn(value, context.document.text)]),
      )) {
        yield { range, message: `This \`{{\` has no \`}}\`. ${ERROR} Close it.` };
      }
    }
  },
};

export const expArgFinishedAtWithoutDuration: Rule = {
  id: 'exp-arg-finishedat-without-duration',
  title: '`experiment.finishedAt` without a duration',
  docs: '`{{experiment.finishedAt}}` stands for the time at which the pods were available, plus the `duration`. Without a duration the controller does not know it and cannot make the run, and the Experiment is Error as soon as its pods are available.',
  severity: 'error',
  kinds: CALLER_KINDS,
  needs: 'document',
  *check(context) {
    if (!context.isWhole) return;
    for (const { body, placeholder } of valuePlaceholders(context)) {
      if (placeholder.tag !== FINISHED_AT || (body.duration && body.duration.text !== '')) continue;
      yield {
        range: placeholder.range,
        message: `This experiment has no \`duration\`, so nobody knows when it finishes. ${ERROR} Set \`duration\`.`,
        fixes: setDuration(context.document.text, body),
      };
    }
  },
};

function bodies({ root, document }: RuleContext): readonly ExperimentBody[] {
  return readBodies(root, document.content.identity.kind);
}

function* valuePlaceholders(context: RuleContext): Iterable<ValuePlaceholder> {
  for (const body of bodies(context)) {
    for (const { value } of body.analyses.flatMap(({ args }) => args)) {
      if (typeof value?.value !== 'string') continue;
      for (const placeholder of placeholdersOf(value, context.document.text)) yield { body, placeholder };
    }
  }
}

function setDuration(text: string, { node }: ExperimentBody): readonly Fix[] {
  const empty = entryOf(node, 'duration');
  const source = 'duration: ${1:20m}';
  const edit = empty ? fillEntry(text, node, empty, source) : insertEntry(text, node, source);
  return edit ? [{ title: 'Set a duration', edits: [edit], snippet: true }] : [];
}

function listed(tags: readonly string[]): string {
  const shown = tags.slice(0, 6).map(tag => `\`{{${tag}}}\``);
  return tags.length > shown.length ? `${shown.join(', ')} and others` : shown.join(', ');
}
