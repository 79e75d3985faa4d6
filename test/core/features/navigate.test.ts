import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../scripts/rules/apply-edits.ts';
import { readCursor } from '../../support/marked.ts';
import { newService } from '../../support/service.ts';

const EXPERIMENT = 'file:///shop/experiment.yaml';
const TEMPLATES = 'file:///shop/templates.yaml';

const experiment = `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata:
  name: e
spec:
  templates:
  - name: canary
    selector: {matchLabels: {app: a}}
    template: {}
  analyses:
  - name: rate
    templateName: success-rate
    args:
    - name: host
      value: "{{templates.canary.replicaset.name}}"
  dryRun:
  - metricName: rate
`;
const templates = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: success-rate
spec:
  args:
  - name: host
  - name: "port"
    value: "80"
  metrics:
  - name: rate
    provider:
      web:
        url: http://{{ args.host }}:{{args.port}}/
  dryRun:
  - metricName: rate
---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: other
spec:
  args:
  - name: host
  metrics: []
`;

/** Puts the cursor into `file` before the given text. */
function at(uri: string, before: string) {
  const files: Readonly<Record<string, string>> = { [EXPERIMENT]: experiment, [TEMPLATES]: templates };
  const { offset } = readCursor((files[uri] ?? '').replace(before, `<|>${before}`));
  const service = newService(files);
  service.setComplete(true);
  const show = (
    places: readonly { readonly uri: string; readonly range: { readonly start: number; readonly end: number } }[],
  ) =>
    places.map(({ uri: found, range }) => {
      const text = files[found] ?? '';
      const line = text.slice(0, range.start).split('\n').length;
      return `${found.split('/').at(-1)}:${line} ${text.slice(range.start, range.end)}`;
    });
  return { service, offset, files, show };
}

describe('definition', () => {
  it.each([
    ['of a template', EXPERIMENT, 'success-rate', ['templates.yaml:4 success-rate']],
    ['of an arg at the call', EXPERIMENT, 'host\n      value', ['templates.yaml:7 host']],
    ['of an arg in a placeholder', TEMPLATES, 'args.port', ['templates.yaml:8 port']],
    ['of a template of the experiment', EXPERIMENT, 'canary.replicaset', ['experiment.yaml:7 canary']],
    ['of a metric that a rule names', TEMPLATES, 'rate\n---', ['templates.yaml:11 rate']],
    ['of a metric of another file', EXPERIMENT, 'rate\n', ['templates.yaml:11 rate']],
    ['of nothing', EXPERIMENT, 'matchLabels', []],
  ])('%s', (_, uri, before, expected) => {
    // `args.port`: the cursor stands before the tag, so step into its name.
    const { service, offset, show } = at(uri, before);
    const inside = before.startsWith('args.') ? offset + 'args.'.length : offset;
    const real = before === 'rate\n' ? experiment.lastIndexOf('rate') : inside;
    expect(show(service.define(uri, real))).toEqual(expected);
  });
});

describe('references', () => {
  it('of an arg are those of its own template only', () => {
    const { service, offset, show } = at(TEMPLATES, 'host\n  - name: "port"');
    expect(show(service.refer(TEMPLATES, offset)).sort()).toEqual([
      'experiment.yaml:14 host',
      'templates.yaml:14 host',
      'templates.yaml:7 host',
    ]);
  });

  it('of a metric are the rules that name it, callers included', () => {
    const { service, offset, show } = at(TEMPLATES, 'rate\n    provider');
    expect(show(service.refer(TEMPLATES, offset)).sort()).toEqual([
      'experiment.yaml:17 rate',
      'templates.yaml:11 rate',
      'templates.yaml:16 rate',
    ]);
  });
});

describe('rename', () => {
  it('changes every place, inside quotes and braces too', () => {
    const { service, offset, files } = at(TEMPLATES, 'port"');
    const result = service.rename(TEMPLATES, offset, 'target-port');
    if (result?.kind !== 'edits') throw new Error(JSON.stringify(result));
    const edits = result.places.map(({ range }) => ({ range, newText: result.newName }));
    expect(applyEdits(files[TEMPLATES] ?? '', edits)).toBe(
      templates.replace('"port"', '"target-port"').replace('{{args.port}}', '{{args.target-port}}'),
    );
  });

  it.each([
    ['a name that is taken', 'port"', 'host', '`host` is taken already.'],
    ['an empty name', 'port"', '', 'A name cannot be empty.'],
    [
      'a name that Kubernetes refuses',
      'success-rate\nspec',
      'Success Rate',
      '`Success Rate` is no name that Kubernetes takes: small letters, digits, `-` and `.` only.',
    ],
  ])('refuses %s', (_, before, newName, message) => {
    const { service, offset } = at(TEMPLATES, before);
    expect(service.rename(TEMPLATES, offset, newName)).toEqual({ kind: 'refused', message });
  });
});

describe('outline', () => {
  it('names items by their name', () => {
    const service = newService({ [EXPERIMENT]: experiment });
    const [document] = service.outline(EXPERIMENT);
    const spec = document?.children.find(({ name }) => name === 'spec');
    const list = spec?.children.find(({ name }) => name === 'templates');
    expect([document?.name, document?.detail, list?.children.map(({ name }) => name)]).toEqual([
      'e',
      'Experiment',
      ['canary'],
    ]);
  });
});

describe('selection', () => {
  it('grows from the value to the document', () => {
    const { service, offset } = at(EXPERIMENT, 'success-rate');
    const texts = service
      .selections(EXPERIMENT, offset)
      .map(({ start, end }) => experiment.slice(start, end).split('\n')[0]);
    expect(texts.slice(0, 4)).toEqual(['success-rate', 'templateName: success-rate', 'name: rate', '- name: rate']);
  });
});
