import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../scripts/rules/apply-edits.ts';
import { expandSnippet } from '../../../server/core/text/snippet.ts';
import { readCursor } from '../../support/marked.ts';
import { newService } from '../../support/service.ts';

const URI = 'file:///shop/a.yaml';

/** A template whose one metric has the condition, written in whatever style. */
const template = (condition: string, provider = 'prometheus: {address: "http://p", query: sum(up)}'): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata: {name: t}\nspec:\n  args:\n  - name: limit\n  metrics:\n  - name: m\n    successCondition: ${condition}\n    provider: {${provider}}\n`;

function open(marked: string) {
  const { text, offset } = readCursor(marked);
  return { text, offset, service: newService({ [URI]: text }) };
}

const STYLES: readonly (readonly [string, (condition: string) => string])[] = [
  ['plain', condition => condition],
  ['single quotes', condition => `'${condition.replaceAll("'", "''")}'`],
  ['double quotes', condition => `"${condition.replaceAll('"', '\\"')}"`],
  ['literal', condition => `|-\n      ${condition}`],
  ['folded', condition => `>-\n      ${condition.replace(' && ', ' &&\n      ')}`],
];

describe.each(STYLES)('in %s', (_, write) => {
  it('a problem stands at its exact part, and its fix repairs the whole text', () => {
    const before = template(write("len(result) > 0 && result >= 0.95 && 'x' != ''"));
    const service = newService({ [URI]: before });
    const problem = service.diagnose(URI).find(({ rule }) => rule === 'cond-list-without-index');
    if (!problem) throw new Error('no problem');
    expect(before.slice(problem.range.start, problem.range.end)).toBe('result');
    const [fix] = problem.fixes;
    expect(applyEdits(before, fix?.edits ?? [])).toBe(
      template(write("len(result) > 0 && result[0] >= 0.95 && 'x' != ''")),
    );
  });

  it('completion offers functions and writes them there', () => {
    const { text, offset, service } = open(template(write('len(result) > 0 && isN<|>')));
    const item = service.complete(URI, offset).find(({ label }) => label === 'isNaN');
    if (!item) throw new Error('no isNaN');
    const after = applyEdits(text, [{ range: item.edit.range, newText: expandSnippet(item.edit.newText) }]);
    expect(after.replace(/isNaN\([^)]*\)/, 'isNaN()')).toBe(template(write('len(result) > 0 && isNaN()')));
  });

  it('hover knows the part under the cursor', () => {
    const { offset, service } = open(template(write('len(result) > 0 && resu<|>lt[0] < 1')));
    expect(service.hover(URI, offset)?.markdown).toMatch(
      /^`result`: a list of numbers \(Prometheus answers a vector\)/,
    );
  });
});

describe('completion', () => {
  const labels = (marked: string): readonly string[] => {
    const { offset, service } = open(marked);
    return service.complete(URI, offset).map(({ label }) => label);
  };

  it('offers result where nothing is written yet', () => {
    expect(labels(template('<|>'))).toContain('result');
    expect(labels(template('result[0] <|>'))).toContain('>=');
  });

  it('offers functions before the provider is written', () => {
    const written = template('len(result) > 0 && isN<|>');
    const { offset, service } = open(written.slice(0, written.indexOf('    provider:')));
    expect(service.complete(URI, offset).map(({ label }) => label)).toEqual(['isNaN', 'isNil']);
  });

  it('writes the blank that is missing behind the colon', () => {
    const { text, offset, service } = open(template('<|>').replace('successCondition: ', 'successCondition:'));
    const item = service.complete(URI, offset).find(({ label }) => label === 'result');
    if (!item) throw new Error('no result');
    expect(applyEdits(text, [{ range: item.edit.range, newText: item.edit.newText }])).toContain(
      'successCondition: result\n',
    );
  });

  it('offers the args behind braces', () => {
    expect(labels(template('"result[0] < {{<|>}}"'))).toEqual(['args.limit']);
  });
});

describe('while a call is written', () => {
  it('its signature and argument are shown', () => {
    const { text, offset, service } = open(template('"a<|>ll(result, # < 1)"'));
    const place = service.hover(URI, offset);
    expect(place && text.slice(place.range.start, place.range.end)).toBe('all');
    expect(service.hover(URI, offset)?.markdown).toContain('all(');
  });
});

describe('a bracket', () => {
  it('has its partner, also through quotes and folds', () => {
    const { text, offset, service } = open(template("'all(result, # < (1 + <|>(2)))'"));
    const starts = service
      .matchBrackets(URI, offset)
      .map(({ start, end }) => `${text.slice(start, end)}${text.slice(start - 1, start)}`);
    expect(starts).toEqual(['( ', ')2']);
    expect(service.matchBrackets(URI, text.indexOf('result,') + 2)).toEqual([]);
  });
});

describe('colours', () => {
  it('tell the pieces of conditions, and placeholders everywhere', () => {
    const text = template('"result[0] < {{args.limit}}"', 'web: {url: "http://{{args.limit}}/x"}');
    const found = newService({ [URI]: text }).colours(URI);
    expect(found.map(({ range, kind }) => `${text.slice(range.start, range.end)} ${kind}`)).toEqual([
      'result variable',
      '0 number',
      '< operator',
      '{{args.limit}} placeholder',
      '{{args.limit}} placeholder',
    ]);
  });
});
