/** What Enter does in VS Code while a value, a name or a condition is typed: the list as the editor shows it. */
import { describe, expect, it } from 'vitest';
import { accepted, completionAt } from '../../support/completion.ts';
import { suggestions } from '../../support/editor/suggest-list.ts';
import { readCursor } from '../../support/marked.ts';
import { newService } from '../../support/service.ts';

const URI = 'file:///shop/a.yaml';
const TEMPLATE = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: {name: success-rate}
spec:
  args: [{name: host}, {name: path, value: /health}]
  metrics: [{name: rate, provider: {web: {url: "http://{{args.host}}"}}}]
`;
const FILES = {
  'file:///shop/rate.yaml': TEMPLATE,
  'file:///shop/slow.yaml': TEMPLATE.replace('name: success-rate', 'name: success-rate-slow'),
};
const experiment = (spec: string): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nmetadata:\n  name: e\nspec:\n${spec}`;
const metric = (rest: string): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata:\n  name: t\nspec:\n  metrics:\n    - name: m\n      provider: {prometheus: {query: up}}\n      ${rest}`;

/** The list, best first, at the cursor; `trigger`: the typed character that opened it. */
function listed(marked: string, trigger?: string) {
  const { text, offset } = readCursor(marked);
  const items = newService({ ...FILES, [URI]: text }).complete(URI, offset, undefined, trigger);
  return { text, items, list: suggestions({ items, at: offset }, text, offset) };
}

describe('a value that is typed', () => {
  it.each([
    ['a duration', experiment('  duration: 10m<|>\n')],
    ['seconds', experiment('  progressDeadlineSeconds: 60<|>\n')],
    ['the first digit of seconds', experiment('  scaleDownDelaySeconds: 3<|>\n')],
    [
      'an enum in full',
      experiment('  templates: [{template: {spec: {containers: [{imagePullPolicy: Always<|>}]}}}]\n'),
    ],
    ['a boolean in full', experiment('  terminate: true<|>\n')],
    [
      'the name of a template of which another has a longer one',
      experiment('  analyses:\n    - templateName: success-rate<|>\n'),
    ],
    ['a name that is new', experiment('  analyses:\n    - name: succ<|>\n')],
    ['an image', experiment('  templates: [{template: {spec: {containers: [{image: shop/job<|>}]}}}]\n')],
    [
      'a line of a shell script',
      experiment(
        '  templates:\n    - template:\n        spec:\n          containers:\n            - args:\n                - |\n                  echo an<|>\n',
      ),
    ],
    [
      'an item of a flow list',
      experiment('  templates: [{template: {spec: {containers: [{args: [run, experiment<|>]}]}}}]\n'),
    ],
    [
      'a line of a query',
      metric('provider:\n        prometheus:\n          query: |\n            exp<|>\n').replace(
        '      provider: {prometheus: {query: up}}\n',
        '',
      ),
    ],
    ['a number of a condition', metric('successCondition: result[0] > 0.9<|>\n')],
    ['a field without its value', experiment('  analyses:<|>\n')],
  ])('keeps the list closed, and words of the file away: %s', (_, marked) => {
    const typed = marked.charAt(marked.indexOf('<|>') - 1);
    const { items, list } = listed(marked, /\d/.test(typed) ? typed : undefined);
    expect(list).toEqual([]);
    expect(items).not.toEqual([]);
  });

  it('leaves the list at the key that leads away, before any answer', () => {
    const { text, offset } = readCursor(experiment('  analyses:\n    - templateName: su<|>\n'));
    const items = newService({ ...FILES, [URI]: text }).complete(URI, offset);
    const later = (typed: string) =>
      suggestions({ items, at: offset }, text.slice(0, offset) + typed + text.slice(offset), offset + typed.length).map(
        ({ label }) => label,
      );
    expect(later('')).toEqual([
      'success-rate',
      'success-rate with args',
      'success-rate-slow',
      'success-rate-slow with args',
    ]);
    for (const typed of ['c', 'm', 'ccess-rate']) expect([typed, later(typed)]).toEqual([typed, []]);
  });

  it('shows examples only while nothing is typed', () => {
    const { text, items, list } = listed(experiment('  duration: <|>\n'), ' ');
    expect(list.length).toBeGreaterThan(3);
    const [at, typed] = [text.indexOf('duration: ') + 10, text.replace('duration: ', 'duration: 1')];
    expect(suggestions({ items, at }, typed, at + 1)).toEqual([]);
  });

  it.each([
    ['a duration without a unit', experiment('  duration: 10<|>\n'), ['10s', '10m', '10h']],
    ['minutes behind hours', experiment('  duration: 1h30<|>\n'), ['1h30s', '1h30m']],
    [
      'a duration that is a number of seconds',
      'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec: {strategy: {canary: {steps: [{pause: {duration: 10<|>}}]}}}\n',
      [],
    ],
    ['seconds', experiment('  progressDeadlineSeconds: 3<|>\n'), []],
  ])('offers units to %s', (_, marked, expected) => {
    expect(listed(marked, marked.charAt(marked.indexOf('<|>') - 1)).list.map(({ label }) => label)).toEqual(expected);
  });

  it('offers units to a pause when a person asks', () => {
    const pause =
      'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec: {strategy: {canary: {steps: [{pause: {duration: 10<|>}}]}}}\n';
    expect(listed(pause).list.map(({ label }) => label)).toEqual(['10s', '10m', '10h']);
  });
});

describe('a condition that is typed', () => {
  it.each([
    ['isN', ['isNaN', 'isNil']],
    ['is', ['isNaN', 'isInf', 'isNil']],
    ['find', ['find', 'findIndex', 'findLast', 'findLastIndex']],
  ])('offers what begins with the word: %s', (word, expected) => {
    expect(listed(metric(`successCondition: result[0] > 0.9 && ${word}<|>\n`)).list.map(({ label }) => label)).toEqual(
      expected,
    );
  });

  it('is completed before the metric has a provider', () => {
    const typed = metric('successCondition: result[0] > 0.9 && isN<|>\n').replace(/ +provider: .*\n/, '');
    expect(listed(typed).list.map(({ label }) => label)).toEqual(['isNaN', 'isNil']);
  });

  it('comes into quotes apart from the word', () => {
    const { text, list } = listed(metric('successCondition: result[0] > 0.9 && any<|>\n'));
    const [any] = list;
    expect(any?.edit.newText).toBe('any(${1:list}, # ${2:> 0})"');
    expect(any?.additionalEdits?.map(({ newText }) => newText)).toEqual(['"']);
    expect(any && accepted(text, any)).toBe(metric('successCondition: "result[0] > 0.9 && any(list, # > 0)"\n'));
  });

  it.each([
    ['double quotes in it', 'result.a == "x" && any<|>', `'result.a == "x" && any(list, # > 0)'`],
    [
      'both quotes in it',
      `result.a == "x" && result.b == 'y' && any<|>`,
      `"result.a == \\"x\\" && result.b == 'y' && any(list, # > 0)"`,
    ],
    ['text behind it', 'any<|> || result.b == "y"', `'any(list, # > 0) || result.b == "y"'`],
  ])('comes into quotes that it does not need to escape: %s', (_, condition, expected) => {
    const { text, list } = listed(
      metric(`successCondition: ${condition}\n`).replace('prometheus: {query: up}', 'web: {url: "http://x"}'),
    );
    const any = list.find(({ label }) => label === 'any');
    expect(any && accepted(text, any)).toContain(`successCondition: ${expected}\n`);
  });
});

describe('at an outer column', () => {
  const { accept, items } = completionAt(URI, FILES);
  const shown = (marked: string) =>
    items(marked).map(({ label, origin }) => (origin === undefined ? label : `${label} ${origin}`));

  it('fields of that level come first, then those of the object above', () => {
    const found = shown('apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nspec:\n<|>');
    expect(found[0]).toBe('metadata');
    expect(found).toContain('duration in spec');
    expect(accept(experiment('<|>'), 'duration')).toBe(experiment('  duration: '));
    expect(accept(experiment('an<|>'), 'analyses')).toBe(experiment('  analyses:\n    - name: \n      templateName: '));
  });

  it('the next item of a list comes before the fields of the last one', () => {
    const marked = experiment('  analyses:\n    - name: a\n    <|>\n');
    expect(shown(marked)[0]).toBe('- like a');
    expect(accept(marked, 'templateName')).toBe(experiment('  analyses:\n    - name: a\n      templateName: \n'));
  });

  it('fields of the object above are away when what is typed leads to the level of its own', () => {
    expect(shown(experiment('  templates:\n    - name: a\n  an<|>\n')).every(label => !label.includes(' in '))).toBe(
      true,
    );
  });
});

describe('an item like one that is there', () => {
  const { accept, labels } = completionAt(URI, FILES);
  const sibling =
    '    - name: baseline # the old one\n      selector: {matchLabels: {app: shop, version: baseline}}\n      template:\n        # pods\n        metadata: {labels: {app: shop, version: "baseline"}}\n        spec: {containers: [{name: shop, image: shop:1}]}\n';

  it('has the other name in all places', () => {
    const copied = sibling.replaceAll('baseline', 'canary').replace('        # pods\n', '');
    expect(accept(experiment(`  templates:\n${sibling}    - <|>`), 'like baseline')).toBe(
      experiment(`  templates:\n${sibling}${copied.trimEnd()}`),
    );
  });

  it('counts on where no opposite is known or left', () => {
    const twice = `${sibling}${sibling.replaceAll('baseline', 'canary')}`;
    expect(accept(experiment(`  templates:\n${twice}    - <|>`), 'like canary')).toContain('version: canary-2}');
    expect(labels(experiment(`  templates:\n${twice}    - <|>`)).slice(0, 2)).toEqual(['like canary', 'like baseline']);
  });
});

it('an item of a list is not taken by the dash of another', () => {
  const { text, offset } = readCursor(
    experiment(
      '  templates:\n    - template:\n        spec:\n          containers:\n            - args:\n                - run\n                <|>\n',
    ),
  );
  const items = newService({ [URI]: text }).complete(URI, offset);
  const later = (typed: string) =>
    suggestions({ items, at: offset }, text.slice(0, offset) + typed, offset + typed.length).map(({ label }) => label);
  expect(later('')).toContain('- (string)');
  for (const typed of ['-', '- ', '- s', 's']) expect([typed, later(typed)]).toEqual([typed, []]);
});

describe('args of a call', () => {
  const { accept, labels } = completionAt(URI, FILES);
  const call = '  analyses:\n    - name: a\n      templateName: success-rate\n';

  it('are those of its template', () => {
    expect(accept(experiment(`${call}      ar<|>\n`), 'args')).toBe(
      experiment(`${call}      args:\n        - name: host\n          value: \n`),
    );
    expect(accept(experiment(`${call}      ar<|>\n`), 'args with all that is usual')).toBe(
      experiment(
        `${call}      args:\n        - name: host\n          value: \n        - name: path\n          value: /health\n`,
      ),
    );
    expect(accept(experiment('  analyses: [{name: a, templateName: success-rate, ar<|>}]\n'), 'args')).toBe(
      experiment('  analyses: [{name: a, templateName: success-rate, args: [{name: host, value: }]}]\n'),
    );
    expect(labels(experiment(`${call}      args:\n        - <|>\n`)).slice(0, 2)).toEqual(['host', 'path']);
  });
});

describe('texts that people repeat', () => {
  const { labels } = completionAt(URI, {
    'file:///shop/other.yaml': experiment(
      '  templates: [{template: {metadata: {labels: {app: shop}}, spec: {containers: [{image: "shop:1"}]}}}]\n',
    ).replace('name: e\n', 'name: e\n  namespace: trials\n'),
  });

  it('come from other documents', () => {
    expect(labels(experiment('  templates: [{template: {spec: {containers: [{image: <|>}]}}}]\n'))[0]).toBe('shop:1');
    expect(labels(experiment('').replace('name: e\n', 'name: e\n  namespace: tr<|>\n'))).toEqual(['trials']);
    // It may be the whole image.
    expect(labels(experiment('  templates: [{template: {spec: {containers: [{image: shop<|>}]}}}]\n'))).toEqual([]);
    expect(labels(experiment('  templates: [{selector: {matchLabels: {app: <|>}}}]\n'))).toEqual(['shop']);
  });
});

describe("other people's YAML", () => {
  const { labels } = completionAt(URI);

  it.each([
    ['kind: Deployment\n<|>'],
    ['kind: Deployment\napiVersion: <|>\n'],
    ['apiVersion: apps/v1\nkind: <|>\n'],
    ['services:\n  <|>'],
    ['name: ci\n<|>'],
    ['res<|>'],
  ])('has nothing from us: %j', marked => {
    expect(labels(marked)).toEqual([]);
  });

  it('is that of kustomize by the name of its file', () => {
    expect(completionAt('file:///shop/kustomization.yaml').labels('<|>')).toEqual([]);
  });

  it.each([
    [
      'a workflow',
      'name: ci\non: [push]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - name: analyse\n        run: |\n          echo experiment\n',
    ],
    ['a composition', 'services:\n  experiment:\n    image: analysis\n    ports: ["80:80"]\n'],
    [
      'a Deployment',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: experiment\nspec:\n  replicas: 1\n  template:\n    spec:\n      containers:\n        - name: job\n          image: rollout\n',
    ],
    [
      'a Workflow of Argo',
      'apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata:\n  name: experiment\nspec:\n  templates:\n    - name: analysis\n',
    ],
  ])('gets not one item: %s', (_, text) => {
    const head = text.indexOf('\n', text.indexOf('kind:')) + 1;
    for (let offset = Math.max(head, text.indexOf('\n') + 1); offset <= text.length; offset++)
      for (const written of [text, text.slice(0, offset)])
        expect([written.slice(0, offset), newService({ ...FILES, [URI]: written }).complete(URI, offset)]).toEqual([
          written.slice(0, offset),
          [],
        ]);
  });
});
