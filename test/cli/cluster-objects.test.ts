/** `lint --cluster-objects FILE`: rules that need a cluster, without contact to one. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'cli-cluster-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const run = (...args: readonly string[]) => runCli(folder, args);

const ROLLOUT = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: shop
spec:
  selector: { matchLabels: { app: shop } }
  template: { metadata: { labels: { app: shop } }, spec: { containers: [{ name: shop, image: "shop:1" }] } }
  strategy:
    canary:
      stableService: shop-stabel
      analysis:
        templates:
          - templateName: latency
`;
const DUMP = `apiVersion: v1
kind: List
items:
  - apiVersion: argoproj.io/v1alpha1
    kind: AnalysisTemplate
    metadata: { name: latency, namespace: shop }
    spec: { metrics: [{ name: rate, provider: { prometheus: { query: up } } }] }
  - apiVersion: v1
    kind: Service
    metadata: { name: shop-stable, namespace: shop }
    spec: { selector: { app: shop } }
  - apiVersion: argoproj.io/v1alpha1
    kind: Rollout
    metadata: { name: shop, namespace: shop }
    spec: { selector: { matchLabels: { app: store } } }
`;

const rules = (out: string) =>
  (JSON.parse(out) as { files: { problems: { rule: string }[] }[] }).files.flatMap(({ problems }) =>
    problems.map(({ rule }) => rule),
  );

it('knows what the cluster has, and does not lint the file itself', async () => {
  await mkdir(path.join(folder, 'shop'));
  await writeFile(path.join(folder, 'shop/rollout.yaml'), ROLLOUT);
  await writeFile(path.join(folder, 'prod.yaml'), DUMP);
  expect(rules((await run('lint', 'shop', '--context', 'shop', '--format', 'json')).out)).toEqual([
    'ro-analysis-template-missing',
  ]);
  const { code, out } = await run('lint', '.', '--cluster-objects', 'prod.yaml', '--format', 'json');
  // The last one by what the template of the cluster measures.
  expect(rules(out)).toEqual(['selector-immutable', 'ro-service-missing', 'background-single-shot']);
  expect(out).toContain('neither in this workspace nor in namespace `shop` of `prod`');
  expect(code).toBe(1);
});

it('takes the namespace that it is told', async () => {
  await writeFile(path.join(folder, 'rollout.yaml'), ROLLOUT);
  await writeFile(path.join(folder, 'prod.yaml'), DUMP);
  const { out } = await run('lint', '--cluster-objects', 'prod.yaml', '--namespace', 'other', '--format', 'json');
  expect(rules(out)).toEqual(['ro-analysis-template-missing']);
});

it('says what is wrong with a call', async () => {
  await writeFile(path.join(folder, 'broken.yaml'), 'a: [');
  expect(await run('lint', '--cluster-objects', 'absent.yaml')).toMatchObject({
    code: 2,
    err: 'There is no file "absent.yaml" to read.\n',
  });
  const broken = await run('lint', '--cluster-objects', 'broken.yaml');
  expect([broken.code, broken.err.split(':')[0]]).toEqual([2, '"broken.yaml" cannot be read']);
  expect((await run('lint', '--namespace', 'shop')).code).toBe(2);
});
