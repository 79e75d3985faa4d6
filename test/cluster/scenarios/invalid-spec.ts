import { expect } from 'vitest';
import { experiment as experimentOf, file, pods } from '../documents.ts';
import { experiment, type Scenario } from '../scenario.ts';

/** A scenario whose spec the controller refuses without a phase. */
function invalidSpec(name: string, title: string, templates: readonly object[], message: string): Scenario {
  return {
    name,
    title,
    async play({ stage, seen }) {
      expect(await stage.apply(file(experimentOf({ templates })))).toEqual([]);
      const condition = (field: string) => seen.value(experiment, `status.conditions[InvalidSpec].${field}`);
      await stage.until('the condition is set', () => condition('status') === 'True');
      await stage.stays(
        'nothing else happens',
        () => seen.names('ReplicaSet').length === 0 && seen.events(experiment).length === 0,
        4,
      );
      expect(condition('message')).toBe(message);
      expect(seen.phases(experiment)).toEqual([]);
    },
  };
}

const withTemplate = (template: object) => [pods('a', { template })];

/** A scenario whose document the API server refuses. */
function refused(name: string, title: string, spec: object, message: string): Scenario {
  return {
    name,
    title,
    async play({ stage, seen }) {
      const refusals = await stage.apply(file(experimentOf(spec)));
      expect(refusals.map(({ code }) => code)).toEqual([422]);
      expect(refusals[0]?.message).toContain(message);
      expect(seen.changes).toEqual([]);
    },
  };
}

/** Specs that nobody can run: refused by the API server, or answered by an empty phase. */
export const invalidSpecs: readonly Scenario[] = [
  invalidSpec(
    'invalid-selector-empty',
    'an empty selector: a condition, no phase, no event',
    withTemplate({ selector: {} }),
    'This experiment is selecting all pods at index 0. A non-empty selector is required.',
  ),
  invalidSpec(
    'invalid-min-ready-exceeds-deadline',
    'minReadySeconds above the default deadline: a condition, no phase',
    withTemplate({ minReadySeconds: 601 }),
    'MinReadySeconds cannot be longer than ProgressDeadlineSeconds. Check template index 0',
  ),
  invalidSpec(
    'invalid-name-empty',
    'a template without a name: a condition, no phase',
    withTemplate({ name: '' }),
    'Experiment e has empty template name at index 0',
  ),
  invalidSpec(
    'invalid-name-twice',
    'two templates of one name: a condition, no phase',
    [pods('a'), pods('a')],
    `Experiment e has repeated template name 'a' in templates`,
  ),
  {
    name: 'invalid-then-corrected',
    title: 'an invalid spec that is corrected runs as if nothing had been',
    async play({ stage, seen }) {
      await stage.apply(file(experimentOf({ duration: '1s', templates: withTemplate({ selector: {} }) })));
      await stage.until(
        'the condition is set',
        () => seen.value(experiment, 'status.conditions[InvalidSpec].status') === 'True',
      );
      await stage.patch(experiment, { spec: { templates: [pods('a')] } });
      await stage.until('it has ended', () => seen.phase(experiment) === 'Successful');
      expect(seen.phases(experiment)).toEqual(['Pending', 'Running', 'Successful']);
      expect(seen.value(experiment, 'status.conditions[InvalidSpec].status')).toBe(null);
    },
  },
  refused(
    'refused-selector-missing',
    'no selector: refused when applied',
    { templates: [{ name: 'a', template: { metadata: { labels: { app: 'a' } } } }] },
    'spec.templates[0].selector: Required value',
  ),
  refused(
    'refused-templates-missing',
    'no templates: refused when applied',
    { templates: undefined },
    'spec.templates: Required value',
  ),
  refused(
    'refused-analysis-without-template',
    'an analysis without templateName: refused when applied',
    { analyses: [{ name: 'x' }] },
    'spec.analyses[0].templateName: Required value',
  ),
];
