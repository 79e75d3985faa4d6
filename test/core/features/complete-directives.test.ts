import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../scripts/rules/apply-edits.ts';
import { RULES } from '../../../server/core/index.ts';
import { readCursor } from '../../support/marked.ts';
import { newService } from '../../support/service.ts';

const URI = 'file:///a.yaml';

function items(marked: string) {
  const { text, offset } = readCursor(marked);
  const service = newService({ [URI]: text });
  return { text, found: service.complete(URI, offset).toSorted((a, b) => (a.sortText < b.sortText ? -1 : 1)) };
}

function accept(marked: string, label: string): string {
  const { text, found } = items(marked);
  const item = found.find(each => each.label === label);
  if (!item) throw new Error(`no ${label} among ${found.length}`);
  return applyEdits(text, [item.edit]);
}

/** An experiment with two mistakes: in `duration`, and further down in `replica`. */
const experiment = (above: string, behind = ''): string =>
  `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata: {name: e}
spec:
${above}  duration: 20 minutes${behind}
  templates:
    - name: canary
      replica: 2
      selector: {matchLabels: {app: a}}
      template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: "a:1"}]}}
`;

const reported = (marked: string): readonly string[] =>
  items(marked)
    .found.filter(({ detail }) => detail?.startsWith('reported here'))
    .map(({ label }) => label);

describe('in a comment that silences rules', () => {
  it('stand all rules, first those that are reported in its line, or in the next', () => {
    const above = experiment('  # argo-experiments-ignore <|>\n');
    expect(items(above).found.map(({ label }) => label)[0]).toBe('exp-duration-invalid');
    expect(items(above).found).toHaveLength(RULES.length);
    expect(reported(above)).toEqual(['exp-duration-invalid']);
    expect(reported(experiment('', ' # argo-experiments-ignore <|>'))).toEqual(['exp-duration-invalid']);
    expect(reported(experiment('  # argo-experiments-ignore-file <|>\n'))).toEqual([
      'exp-duration-invalid',
      'unknown-field',
    ]);
  });

  it('half a word is replaced, and what is named already is not offered again', () => {
    expect(accept(experiment('  # argo-experiments-ignore exp-dur<|>ation\n'), 'exp-duration-invalid')).toBe(
      experiment('  # argo-experiments-ignore exp-duration-invalid\n'),
    );
    const second = '  # argo-experiments-ignore exp-duration-invalid, un<|>\n';
    expect(accept(experiment(second), 'unknown-field')).toBe(
      experiment('  # argo-experiments-ignore exp-duration-invalid, unknown-field\n'),
    );
    expect(items(experiment(second)).found.map(({ label }) => label)).not.toContain('exp-duration-invalid');
  });

  it('stands nothing behind the reason', () => {
    expect(items(experiment('  # argo-experiments-ignore exp-duration-invalid -- because <|>\n')).found).toEqual([]);
  });
});

it('the comment itself is offered where it is begun, and only there', () => {
  expect(accept(experiment('  # argo-exp<|>\n'), 'argo-experiments-ignore-file')).toBe(
    experiment('  # argo-experiments-ignore-file\n'),
  );
  expect(items(experiment('  # note<|>\n')).found).toEqual([]);
  expect(items('a: 1 # argo<|>\n').found).toEqual([]);
  expect(items('a: 1 # argo-experiments-ignore <|>\n').found).toEqual([]);
});
