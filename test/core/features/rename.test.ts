import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../scripts/rules/apply-edits.ts';
import { newService } from '../../support/service.ts';

const TEMPLATE = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: rate
spec:
  args:
  - name: host
  metrics:
  - name: success
    provider:
      web:
        url: http://{{args.host}}/
`;
const EXPERIMENT = `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata:
  name: shop
spec:
  templates:
  - name: canary
  analyses:
  - name: a
    templateName: rate
    args:
    - name: host
      value: "{{templates.canary.replicaset.name}}"
`;
const REHEARSAL = `apiVersion: experiments.argo-experiments.dev/v1
kind: Rehearsal
metadata:
  name: slow
spec:
  experiment: shop
  pods:
  - template: canary
    neverReady: true
  metrics:
  - analysis: a
    metric: success
`;
const FILES = { 'app/t.yaml': TEMPLATE, 'app/e.yaml': EXPERIMENT, 'app/slow.rehearsal.yaml': REHEARSAL };

/** Renames what stands right behind `before` in a file; the texts that differ then, or why it is refused. */
function rename(
  [uri, before]: readonly [string, string],
  newName: string,
  files: Readonly<Record<string, string>> = FILES,
  isComplete = true,
): Readonly<Record<string, string>> | string | undefined {
  const service = newService(files);
  service.setComplete(isComplete);
  const result = service.rename(uri, (files[uri] ?? '').indexOf(before) + before.length, newName);
  if (result?.kind !== 'edits') return result?.message;
  const changed = [...new Set(result.places.map(place => place.uri))];
  return Object.fromEntries(
    changed.map(file => {
      const places = result.places.filter(place => place.uri === file);
      const edits = places.map(({ range }) => ({ range, newText: result.newName }));
      return [file, applyEdits(files[file] ?? '', edits)];
    }),
  );
}

const NAME = ['app/t.yaml', 'metadata:\n  name: '] as const;
const ARG = ['app/t.yaml', '- name: '] as const;
const METRIC = ['app/t.yaml', 'metrics:\n  - name: '] as const;
const POD_TEMPLATE = ['app/e.yaml', 'templates:\n  - name: '] as const;

describe('a rename changes every place', () => {
  it('of a template', () => {
    expect(rename(NAME, 'quota')).toEqual({
      'app/t.yaml': TEMPLATE.replace('  name: rate', '  name: quota'),
      'app/e.yaml': EXPERIMENT.replace('templateName: rate', 'templateName: quota'),
    });
  });

  it('of an arg', () => {
    expect(rename(ARG, 'address')).toEqual({
      'app/t.yaml': TEMPLATE.replaceAll('host', 'address'),
      'app/e.yaml': EXPERIMENT.replace('host', 'address'),
    });
  });

  it('of a metric and of a template of an experiment, in rehearsals too', () => {
    expect(rename(METRIC, 'errors')).toEqual({
      'app/t.yaml': TEMPLATE.replace('success', 'errors'),
      'app/slow.rehearsal.yaml': REHEARSAL.replace('success', 'errors'),
    });
    expect(rename(POD_TEMPLATE, 'next')).toEqual({
      'app/e.yaml': EXPERIMENT.replaceAll('canary', 'next'),
      'app/slow.rehearsal.yaml': REHEARSAL.replace('canary', 'next'),
    });
  });
});

describe('a rename is refused', () => {
  const refused = (
    more: Readonly<Record<string, string>>,
    what: readonly [string, string] = NAME,
    newName = 'other',
  ): unknown => rename(what, newName, { ...FILES, ...more });

  it('while not all files are known', () => {
    expect(rename(NAME, 'other', FILES, false)).toBe(
      'Not all files that may use it have been read, so not all uses are known. Open their folder, or try again in a moment.',
    );
    // What only its own folder speaks of is known.
    expect(rename(POD_TEMPLATE, 'next', FILES, false)).toBeTypeOf('object');
  });

  it('where a kustomization, a patch or a chart has the name in it', () => {
    const kustomization =
      'resources: [t.yaml]\npatches:\n- target: {kind: AnalysisTemplate, name: rate}\n  patch: "[]"\n';
    expect(refused({ 'app/kustomization.yaml': kustomization })).toBe(
      '`kustomization.yaml` is a kustomization and has this name in it; rename it by hand.',
    );
    expect(refused({ 'app/patches/t.yaml': TEMPLATE })).toBe(
      '`t.yaml` patches it and has this name in it; rename it by hand.',
    );
    const chart = `${EXPERIMENT.replace('name: shop', 'name: "{{ .Release.Name }}"')}`;
    expect(refused({ 'chart/templates/e.yaml': chart })).toBe(
      '`e.yaml` is a template of another tool; rename it by hand.',
    );
    expect(refused({ 'chart/templates/e.yaml': '# {{- include "rate" . }}\nkind: Service\n' })).toBe(
      '`e.yaml` is a template of another tool and has this name in it; rename it by hand.',
    );
    expect(refused({ 'chart/templates/e.yaml': '# {{- include "success-rate" . }}\nkind: Service\n' })).toBeTypeOf(
      'object',
    );
  });

  it('where nobody can tell which of several is meant', () => {
    const files = { 'dev/t.yaml': TEMPLATE, 'prod/t.yaml': TEMPLATE, 'e.yaml': EXPERIMENT };
    const message =
      'Several templates of this name fit as well for those who use it, so nobody can tell which is meant; rename it by hand.';
    expect(rename(['dev/t.yaml', 'metadata:\n  name: '], 'other', files)).toBe(message);
    expect(rename(['dev/t.yaml', '- name: '], 'other', files)).toBe(message);
  });

  it('where the name is taken, in another file too', () => {
    const other = TEMPLATE.replace('name: rate', 'name: other');
    expect(refused({ 'app/other.yaml': other })).toBe('`other` is taken already.');
  });

  it('where a rule matches the metric by a pattern', () => {
    const files = { 'app/e.yaml': `${EXPERIMENT}  dryRun:\n  - metricName: succ.*\n` };
    expect(refused(files, METRIC, 'errors')).toBe(
      'The rule `succ.*` matches it by a pattern, and would not mean the same any more; rename it by hand.',
    );
    expect(refused(files, METRIC, 'succession')).toBeTypeOf('object');
  });

  it('of an Experiment', () => {
    const service = newService(FILES);
    const offset = EXPERIMENT.indexOf('shop');
    expect(service.renamable('app/e.yaml', offset)).toBeUndefined();
    expect(service.rename('app/e.yaml', offset, 'other')).toEqual({
      kind: 'refused',
      message: 'An Experiment is known by its name on clusters too; rename it by hand.',
    });
  });
});

describe('a Rehearsal', () => {
  it.each([
    ['experiment: ', 'app/e.yaml:4'],
    ['template: ', 'app/e.yaml:7'],
    ['metric: ', 'app/t.yaml:9'],
  ])('leads to what it names: %s', (before, place) => {
    const service = newService(FILES);
    const found = service.define('app/slow.rehearsal.yaml', REHEARSAL.indexOf(before) + before.length);
    const files: Readonly<Record<string, string>> = FILES;
    expect(
      found.map(({ uri, range }) => `${uri}:${(files[uri] ?? '').slice(0, range.start).split('\n').length}`),
    ).toEqual([place]);
  });
});
