import { describe, expect, it } from 'vitest';
import { applyEdits, expandSnippet } from '../../support/apply-edits.ts';
import { readCursor } from '../../support/marked.ts';
import { newService } from '../../support/service.ts';

const URI = 'file:///shop/a.yaml';

function labels(marked: string): readonly string[] {
  const { text, offset } = readCursor(marked);
  const items = newService({ [URI]: text }).complete(URI, offset);
  return items.toSorted((a, b) => a.sortText.localeCompare(b.sortText)).map(({ label }) => label);
}

/** The whole text after accepting the item with that label. */
function accept(marked: string, label: string): string {
  const { text, offset } = readCursor(marked);
  const item = newService({ [URI]: text })
    .complete(URI, offset)
    .find(each => each.label === label);
  if (!item) throw new Error(`no item ${label}; there are: ${labels(marked).join(', ')}`);
  const newText = item.snippet ? expandSnippet(item.edit.newText) : item.edit.newText;
  return applyEdits(text, [{ range: item.edit.range, newText }]);
}

const experiment = (spec: string): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nmetadata:\n  name: e\nspec:\n${spec}`;
const template = (spec: string): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata:\n  name: t\nspec:\n${spec}`;

describe('fields', () => {
  it('are those not yet there, required ones first', () => {
    const found = labels(experiment('  duration: 5m\n  <|>\n'));
    expect(found[0]).toBe('templates');
    expect(found).toContain('analyses');
    expect(found).not.toContain('duration');
    expect(found).not.toContain('status');
  });

  it.each([
    ['a half-typed word', '  dur<|>\n', 'duration', '  duration: \n'],
    [
      'a half-typed word above other fields',
      '  dur<|>\n  templates:\n  - name: a\n',
      'duration',
      '  duration: \n  templates:\n  - name: a\n',
    ],
    ['in the middle of a word', '  du<|>ra\n', 'duration', '  duration: \n'],
    [
      'a name whose colon is there',
      '  templates:\n  - name: a\n    serv<|>: {}\n',
      'service',
      '  templates:\n  - name: a\n    service: {}\n',
    ],
    [
      'a blank line of a list item',
      '  templates:\n  - name: a\n    <|>\n',
      'replicas',
      '  templates:\n  - name: a\n    replicas: 1\n',
    ],
    [
      'a blank line at the list name column',
      '  templates:\n  - name: a\n  <|>\n',
      'duration',
      '  templates:\n  - name: a\n  duration: \n',
    ],
    [
      'a line indented too deep',
      '  templates:\n  - name: a\n        <|>\n',
      'replicas',
      '  templates:\n  - name: a\n    replicas: 1\n',
    ],
    ['behind a dash', '  analyses:\n  - <|>\n', 'name', '  analyses:\n  - name: \n'],
    ['behind a dash without a blank', '  analyses:\n  -<|>\n', 'name', '  analyses:\n  - name: \n'],
    ['with a broken line above', '  oops\n  dur<|>\n', 'duration', '  oops\n  duration: \n'],
    ['with an unclosed bracket below', '  dur<|>\n  templates: [\n', 'duration', '  duration: \n  templates: [\n'],
    ['with a comment behind', '  dur<|> # how long\n', 'duration', '  duration:  # how long\n'],
  ])('in block style: %s', (_, before, label, after) => {
    expect(accept(experiment(before), label)).toBe(experiment(after));
  });

  it('in flow style', () => {
    expect(accept(template('  metrics: [{name: a, pro<|>}]\n'), 'provider')).toBe(
      template('  metrics: [{name: a, provider: {}}]\n'),
    );
    expect(accept(template('  metrics:\n  - {name: a, int<|>\n'), 'interval')).toBe(
      template('  metrics:\n  - {name: a, interval: \n'),
    );
  });

  it('in JSON', () => {
    const json = (spec: string): string =>
      `{"apiVersion": "argoproj.io/v1alpha1", "kind": "AnalysisTemplate", "spec": {${spec}}}`;
    expect(accept(json('"met<|>"'), 'metrics')).toBe(json('"metrics": [{"name": "", "provider": {}}]'));
    expect(accept(json('<|>'), 'args')).toBe(json('"args": [{"name": ""}]'));
  });

  it('write lists as the document does', () => {
    expect(accept(experiment('  templates:\n  - name: a\n  anal<|>\n'), 'analyses')).toContain(
      '\n  analyses:\n  - name: ',
    );
    expect(accept(experiment('  templates:\n    - name: a\n  anal<|>\n'), 'analyses')).toContain(
      '\n  analyses:\n    - name: ',
    );
  });

  it('keep the line breaks of the file', () => {
    const after = accept(experiment('  anal<|>\n').replaceAll('\n', '\r\n'), 'analyses');
    expect(after.replaceAll('\r\n', '')).not.toContain('\n');
    expect(after).toContain('  analyses:\r\n    - name: ');
  });

  it('of the neighbouring document do not count', () => {
    const found = labels(`${experiment('  <|>\n')}---\n${experiment('  duration: 5m\n')}`);
    expect(found).toContain('duration');
  });

  it('merged in by an anchor count as there', () => {
    const found = labels(experiment('  templates:\n  - &base\n    name: a\n    replicas: 2\n  - <<: *base\n    <|>\n'));
    expect(found).not.toContain('replicas');
    expect(found).toContain('minReadySeconds');
  });

  it('newer than the target release are left out', () => {
    const { text, offset } = readCursor(template('  metrics:\n  - name: a\n    <|>\n'));
    const service = newService({ [URI]: text });
    const at = (argoVersion: '1.7' | '1.8') =>
      service.complete(URI, offset, { argoVersion, severities: {} }).map(({ label }) => label);
    expect(at('1.8')).toContain('consecutiveSuccessLimit');
    expect(at('1.7')).not.toContain('consecutiveSuccessLimit');
  });
});

describe('list items', () => {
  it('come with their dash under the name of the list', () => {
    const found = labels(template('  args:\n    <|>\n'));
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(label => label.startsWith('- '))).toBe(true);
  });

  it('of scalars have no fields', () => {
    expect(
      labels(
        template(
          '  metrics:\n  - name: a\n    provider:\n      job:\n        spec:\n          template:\n            spec:\n              containers:\n              - name: c\n                command: [<|>]\n',
        ),
      ),
    ).toEqual([]);
  });
});

describe('values', () => {
  it.each([
    ['a boolean', '  terminate: <|>\n', 'true', '  terminate: true\n'],
    ['a boolean, half typed', '  terminate: f<|>\n', 'false', '  terminate: false\n'],
    ['a duration', '  duration: <|>\n', '20m', '  duration: 20m\n'],
    ['directly behind the colon', '  duration:<|>\n', '20m', '  duration: 20m\n'],
    ['in quotes', '  duration: "2<|>"\n', '20m', '  duration: "20m"\n'],
  ])('%s', (_, before, label, after) => {
    expect(accept(experiment(before), label)).toBe(experiment(after));
  });

  it('of apiVersion and kind', () => {
    expect(accept('apiVersion: <|>\n', 'argoproj.io/v1alpha1')).toBe('apiVersion: argoproj.io/v1alpha1\n');
    expect(labels('apiVersion: argoproj.io/v1alpha1\nkind: <|>\n')[0]).toBe('Experiment');
  });

  it('open an object or a list behind its colon', () => {
    expect(accept(experiment('  analyses: <|>\n'), '[list]')).toMatch(/\n {2}analyses: \n {4}- name: /);
  });
});

describe('documents', () => {
  it('are offered where nothing is written', () => {
    expect(labels('<|>')).toEqual([
      'Experiment',
      'AnalysisTemplate',
      'ClusterAnalysisTemplate',
      'AnalysisRun',
      'Rollout',
      'Rehearsal',
    ]);
    expect(labels('a: 1\n---\n<|>\n---\nb: 2\n')).toContain('Experiment');
  });

  it('hold all that is required', () => {
    const text = accept('# mine\nExp<|>', 'Experiment');
    expect(text).toMatch(
      /^# mine\napiVersion: argoproj\.io\/v1alpha1\nkind: Experiment\nmetadata:\n {2}name: \nspec:\n/,
    );
    expect(text).toMatch(/\n {2}templates:\n {4}- name: /);
    expect(
      newService({ [URI]: text.replace('name: \n', 'name: e\n') })
        .diagnose(URI)
        .filter(({ severity }) => severity === 'error'),
    ).toEqual([]);
  });
});

describe('silence', () => {
  it.each([
    ['in other kinds', 'apiVersion: v1\nkind: Pod\nspec:\n  <|>\n'],
    ['in other files', 'foo: bar\n<|>'],
    ['in a comment', experiment('  # a <|>comment\n')],
    ['behind a quoted value', experiment('  duration: "5m" <|>\n')],
    ['under an unknown field', experiment('  nothing:\n    <|>\n')],
  ])('%s', (_, marked) => {
    expect(labels(marked)).toEqual([]);
  });
});
