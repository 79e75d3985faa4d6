/** Work follows the size of a document: what is asked is counted, not how long it takes. */
import { describe, expect, it } from 'vitest';
import { buildLanguage } from '../../../schemas/build.ts';
import { DEFAULT_SETTINGS } from '../../../server/core/env.ts';
import { RuleRunner } from '../../../server/core/rules/engine/run.ts';
import { RULES, RULES_OF_METRICS } from '../../../server/core/rules/registry.ts';
import { SchemaWalker } from '../../../server/core/schema/walk.ts';
import { isKubeDocument, readFile } from '../../../server/core/workspace/file.ts';
import { resolveBodies } from '../../../server/core/workspace/resolved-body.ts';
import { resolveCalls } from '../../../server/core/workspace/resolved-call.ts';
import { SymbolIndex } from '../../../server/core/workspace/symbols.ts';
import { FileStore, type Placed, type Workspace } from '../../../server/core/workspace/workspace.ts';

const TEMPLATE = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: {name: rate}
spec:
  args: [{name: host}]
  metrics:
  - name: rate
    interval: 10s
    count: 3
    successCondition: result > 0
    provider: {web: {url: "http://{{args.host}}:80/"}}
`;

const repeat = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('');

/** An experiment with so many analyses, half of them required, and a tenth as many rules. */
const experiment = (count: number): string => `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata: {name: e}
spec:
  duration: 10s
  templates:
  - name: canary
    selector: {matchLabels: {app: a}}
    template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: "a:1"}]}}
  analyses:
${repeat(
  count,
  i =>
    `  - name: a${i}\n    templateName: rate\n    requiredForCompletion: ${i % 2 === 0}\n    args: [{name: host, value: canary}]\n`,
)}  dryRun:
${repeat(count / 10, i => `  - metricName: rate${i}\n`)}`;

/** A workspace that counts what is asked of it. */
function countingWorkspace(count: number): { workspace: Workspace; at: Placed; asked: () => number } {
  const store = new FileStore();
  store.isComplete = true;
  store.set(readFile('t.yaml', TEMPLATE));
  const file = readFile('e.yaml', experiment(count));
  store.set(file);
  let asked = 0;
  const workspace = new Proxy<Workspace>(store, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      asked += 1;
      return value.bind(target);
    },
  });
  const [document] = file.documents;
  if (!document || !isKubeDocument(document)) throw new Error('no experiment');
  return { workspace, at: { file, document }, asked: () => asked };
}

describe('of an experiment with many analyses', () => {
  it('the workspace is asked in proportion to their number, by all rules together', () => {
    const schemas = new SchemaWalker(buildLanguage());
    const count = (analyses: number): number => {
      const { workspace, at, asked } = countingWorkspace(analyses);
      const rules = new RuleRunner({
        rules: RULES,
        metricRules: RULES_OF_METRICS,
        schemas,
        workspace,
        log: (_, message) => expect.unreachable(message),
      });
      expect(rules.run(at.file, at.document, DEFAULT_SETTINGS).length).toBeGreaterThan(analyses);
      return asked();
    };
    expect(count(400)).toBeLessThanOrEqual(10 * count(40));
  });

  it('a template is looked up once for all who call it', () => {
    const { workspace, at } = countingWorkspace(1000);
    const calls = resolveCalls(at, workspace);
    expect(calls).toHaveLength(1000);
    expect(new Set(calls.map(({ analysis }) => analysis)).size).toBe(1);
  });

  it('each call is looked at once', () => {
    const { workspace, at } = countingWorkspace(1000);
    const calls = resolveCalls(at, workspace);
    let looks = 0;
    const counted = new Proxy(calls, {
      get(target, key) {
        if (typeof key === 'string' && /^\d+$/.test(key)) looks += 1;
        return Reflect.get(target, key, target);
      },
    });
    const { root } = at.document.content.yaml;
    expect(resolveBodies(root, 'Experiment', counted).map(body => body.calls.length)).toEqual([1000]);
    expect(looks).toBe(1000);
  });

  it('the names of rules are followed once for all analyses that share them', () => {
    const count = (analyses: number): number => {
      const { workspace, at, asked } = countingWorkspace(analyses);
      const symbols = new SymbolIndex(workspace);
      const rule = symbols.of(at).find(({ kind }) => kind === 'metric');
      if (!rule) throw new Error('no rule');
      const before = asked();
      symbols.resolve(rule, at);
      return asked() - before;
    };
    expect(count(400)).toBe(count(40));
  });
});
