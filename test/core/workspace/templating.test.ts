/** Files that other tools fill in or merge: what they make is not judged, and what stands there anyway still is. */
import { describe, expect, it } from 'vitest';
import { variablesIn } from '../../../server/core/templating/tokens.ts';
import { newService } from '../../support/service.ts';

function experiment(spec: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata:
  name: shop
spec:
${spec}  templates:
    - name: a
      selector: { matchLabels: { app: shop } }
      template:
        metadata: { labels: { app: shop } }
        spec: { containers: [{ name: c, image: "nginx:1.29" }] }
`;
}

function errors(text: string, uri = 'app/experiment.yaml', others: Readonly<Record<string, string>> = {}): string[] {
  const found = newService({ ...others, [uri]: text }).diagnose(uri);
  return found
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, range }) => `${rule}: ${text.slice(range.start, range.end)}`);
}

describe('variables of envsubst', () => {
  it('are found with their defaults, and no others', () => {
    const text = 'a ${B} $C ${d:-1h} ${E:=x y} {$.json} $(F) $lower $__interval ${__range} $1 {{args.x}} $GH_i';
    expect(variablesIn(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      '${B}',
      '$C',
      '${d:-1h}',
      '${E:=x y}',
    ]);
  });

  it('hide what is said of their value, and nothing else', () => {
    expect(errors(experiment('  duration: ${DURATION}\n  progressDeadlineSeconds: "${DEADLINE}"\n'))).toEqual([]);
    expect(errors(experiment('  durration: ${DURATION}\n  progressDeadlineSeconds: soon\n'))).toEqual([
      'unknown-field: durration',
      'wrong-type: soon',
    ]);
  });
});

describe('a kustomize patch', () => {
  const patch = `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata:
  name: shop
spec:
  templates:
    - $patch: delete
      name: a
  analysis: []
`;
  const kustomization = { 'app/kustomization.yaml': 'patches:\n  - path: longer.yaml\n' };

  it('may be a part, with words of kustomize; what is unknown in it is told', () => {
    expect(errors(patch, 'app/longer.yaml', kustomization)).toEqual(['unknown-field: analysis']);
    expect(errors(patch, 'app/patches/a.yaml')).toEqual(['unknown-field: analysis']);
  });

  it('may be what a test waits for, with expressions as fields', () => {
    const expected = `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata:
  name: shop
status:
  (phase == 'Successful'): true
  phas: Running
`;
    for (const uri of ['e2e/01-assert.yaml', 'e2e/02-errors.yaml', 'e2e/assertions/over.yaml', 'e2e/assert.yaml'])
      expect(errors(expected, uri)).toEqual(['unknown-field: phas']);
    expect(errors(expected, 'e2e/asserted.yaml')).toContain("unknown-field: (phase == 'Successful')");
  });

  it('is one because a kustomization says so', () => {
    expect(errors(patch, 'app/longer.yaml')).toContain('unknown-field: $patch');
  });
});

describe('a list as the API server writes it', () => {
  const list = `apiVersion: argoproj.io/v1alpha1
kind: ExperimentList
items:
${experiment('  durration: 5m\n').replace(/^/gm, '    ').replace('    a', '  - a').trimEnd()}
`;

  it('is taken apart like any List', () => {
    expect(errors(list)).toEqual(['unknown-field: durration']);
  });
});
