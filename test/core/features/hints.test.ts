import { expect, it } from 'vitest';
import { newService } from '../../support/service.ts';

const URI = 'file:///shop/a.yaml';

/** The text with its hints in it, as an editor shows them. */
function shown(text: string): string {
  const service = newService({ [URI]: text });
  return service
    .hints(URI, { start: 0, end: text.length })
    .toSorted((a, b) => b.offset - a.offset)
    .reduce((result, hint) => `${result.slice(0, hint.offset)}⟶${hint.text}${result.slice(hint.offset)}`, text);
}

it('says what an experiment leaves out, and durations in words', () => {
  const text =
    'apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nspec:\n  duration: 90m\n  templates:\n  - name: a\n  - name: b\n    replicas: 2\n';
  expect(shown(text).split('\n').slice(3, 8)).toEqual([
    '  duration: 90m⟶1 h 30 min',
    '  templates:',
    '  - name: a⟶replicas: 1',
    '  - name: b',
    '    replicas: 2',
  ]);
  expect(shown(text.replace('90m', '20m'))).toContain('duration: 20m\n');
});

it('finds names in all files', () => {
  const service = newService({
    [URI]:
      'apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata: {name: success-rate}\nspec:\n  args: [{name: host}]\n  metrics: [{name: rate}]\n',
  });
  expect(service.findNames('RATE').map(({ name, type, container }) => [name, type, container])).toEqual([
    ['success-rate', 'AnalysisTemplate', undefined],
    ['rate', 'metric', 'success-rate'],
  ]);
});
