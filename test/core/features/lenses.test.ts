import { describe, expect, it } from 'vitest';
import { newService } from '../../support/service.ts';

const template = (name: string, more = ''): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata:\n  name: ${name}\n${more}spec:\n  metrics: []\n`;
const experiment = (...templates: readonly string[]): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nmetadata:\n  name: e\nspec:\n  analyses:\n${templates
    .map((name, i) => `  - name: a${i}\n    templateName: ${name}\n`)
    .join('')}`;

/** `name: where, where` for each lens; where: file and line. */
function lenses(files: Readonly<Record<string, string>>, uri = 'shop/t.yaml', isComplete = true): readonly string[] {
  const service = newService(files);
  service.setComplete(isComplete);
  return service.useLenses(uri).map(({ range, uses }) => {
    const places = uses.map(use => `${use.uri}:${(files[use.uri] ?? '').slice(0, use.range.start).split('\n').length}`);
    return `${(files[uri] ?? '').slice(range.start, range.end)}: ${places.toSorted().join(', ')}`;
  });
}

describe('a lens says who uses a template', () => {
  it('in all files, nested templates and Rollouts too', () => {
    const rollout =
      'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata:\n  name: r\nspec:\n  strategy:\n    canary:\n      analysis:\n        templates:\n        - templateName: rate\n';
    const nesting = `${template('all')}  templates:\n  - templateName: rate\n`;
    expect(
      lenses({
        'shop/t.yaml': `${template('rate')}---\n${template('unused')}`,
        'shop/e.yaml': experiment('rate', 'rate', 'other'),
        'shop/n.yaml': nesting,
        'shop/r.yaml': rollout,
      }),
    ).toEqual(['rate: shop/e.yaml:10, shop/e.yaml:8, shop/n.yaml:8, shop/r.yaml:10', 'unused: ']);
  });

  it('of its own namespace and scope only', () => {
    const cluster = template('rate').replace('AnalysisTemplate', 'ClusterAnalysisTemplate');
    const files = {
      'shop/t.yaml': `${template('rate', '  namespace: shop\n')}---\n${cluster}`,
      'shop/e.yaml': experiment('rate').replace('name: e\n', 'name: e\n  namespace: other\n'),
      'shop/f.yaml': experiment('rate').replace('    templateName', '    clusterScope: true\n    templateName'),
    };
    expect(lenses(files)).toEqual(['rate: ', 'rate: shop/f.yaml:9']);
  });

  it('the nearest of several of one name', () => {
    const files = {
      'dev/t.yaml': template('rate'),
      'dev/e.yaml': experiment('rate'),
      'prod/t.yaml': template('rate'),
      'prod/e.yaml': experiment('rate'),
      'e.yaml': experiment('rate'),
    };
    expect(lenses(files, 'dev/t.yaml')).toEqual(['rate: dev/e.yaml:8, e.yaml:8']);
    expect(lenses(files, 'prod/t.yaml')).toEqual(['rate: e.yaml:8, prod/e.yaml:8']);
  });

  it('and follows what is typed', () => {
    const files = { 'shop/t.yaml': template('rate'), 'shop/e.yaml': experiment('rate') };
    const service = newService(files);
    service.setComplete(true);
    const count = (): number | undefined => service.useLenses('shop/t.yaml')[0]?.uses.length;
    const names = service.templateNames('shop/e.yaml');
    service.update('shop/e.yaml', `# nothing new\n${experiment('rate')}`);
    expect([count(), service.templateNames('shop/e.yaml') === names]).toEqual([1, true]);
    service.update('shop/e.yaml', experiment('rate', 'rate'));
    expect([count(), service.templateNames('shop/e.yaml') === names]).toEqual([2, false]);
    service.remove('shop/e.yaml');
    expect(count()).toBe(0);
  });
});

describe('there is no lens', () => {
  const files = { 'shop/t.yaml': template('rate'), 'shop/e.yaml': experiment('rate') };
  const rollout = 'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: "{{ .Release.Name }}"}\n';

  it.each([
    ['while files are being read', files, false],
    ['where another tool makes the name', { 'shop/t.yaml': template('"{{ .Release.Name }}"') }, true],
    ['where a variable is in the name', { 'shop/t.yaml': template('${NAME}') }, true],
    ['beside a chart that may call it', { ...files, 'chart/templates/rollout.yaml': rollout }, true],
    ['where somebody calls a variable', { ...files, 'shop/f.yaml': experiment('${WHICH}') }, true],
    [
      'where a kustomization adds a prefix',
      { ...files, 'shop/kustomization.yaml': 'namePrefix: prod-\nresources: [t.yaml, e.yaml]\n' },
      true,
    ],
    ['on a patch', { ...files, 'shop/kustomization.yaml': 'resources: [e.yaml]\npatches: [{path: t.yaml}]\n' }, true],
  ])('%s', (_, given, isComplete) => {
    expect(lenses(given, 'shop/t.yaml', isComplete)).toEqual([]);
  });

  const operation = 'op: add\n      path: /spec/analyses/-\n      value: {name: b, templateName: rate}';
  it.each([
    ['an operation', `patches:\n- target: {kind: Experiment}\n  patch: |-\n    - ${operation}\n`],
    ['a file that is not read', 'patches:\n- {path: operations.yaml, target: {kind: "Exp.*"}}\n'],
    ['a file for any kind', 'patchesJson6902:\n- {path: operations.yaml, target: {name: e}}\n'],
    ['a replacement', 'replacements:\n- targets: [{fieldPaths: [spec.analyses.0.templateName]}]\n'],
  ])('where a kustomization may add a use: %s', (_, text) => {
    expect(lenses({ ...files, 'shop/kustomization.yaml': text })).toEqual([]);
  });

  it('but a use in a patch is counted, and patches of other things hide nothing', () => {
    const patch = experiment('rate').replaceAll('\n', '\n    ').trimEnd();
    const text = `patches:\n- patch: |-\n    ${patch}\n- {path: deployment.yaml, target: {kind: Deployment}}\n- path: deployment.yaml\n`;
    expect(lenses({ ...files, 'shop/kustomization.yaml': text })).toEqual([
      'rate: shop/e.yaml:8, shop/kustomization.yaml:10',
    ]);
  });

  it('but a chart of other things hides nothing', () => {
    const deployment = 'apiVersion: apps/v1\nkind: Service\nmetadata: {name: "{{ .Release.Name }}"}\n';
    expect(lenses({ ...files, 'chart/templates/service.yaml': deployment })).toEqual(['rate: shop/e.yaml:8']);
  });
});
