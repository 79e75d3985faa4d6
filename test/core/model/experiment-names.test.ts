import { expect, it } from 'vitest';
import { defaultScenario } from '../../../server/core/lifecycle/answers/ready-made-scenarios.ts';
import { rehearse } from '../../../server/core/lifecycle/experiment/rehearse.ts';
import { readExperiment } from '../../../server/core/model/experiment.ts';
import { parseDocument } from '../../../server/core/yaml/parse.ts';

it.each([
  ['name: shop', 'shop'],
  ['generateName: shop-', 'shop-xxxxx'],
  ['labels: {}', 'experiment'],
])('an Experiment with %s is rehearsed under a name that the API accepts', (metadata, name) => {
  const template = '{ name: a, selector: { matchLabels: { app: a } }, template: { metadata: { labels: { app: a } } } }';
  const text = `metadata:\n  ${metadata}\nspec:\n  duration: 5s\n  templates: [${template}]\n`;
  const spec = readExperiment(parseDocument(text).root);
  expect(spec.name).toBe(name);
  expect(rehearse(spec, defaultScenario(spec)).verdict).toMatchObject({ kind: 'finished', phase: 'Successful' });
});
