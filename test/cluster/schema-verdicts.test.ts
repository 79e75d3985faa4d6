/**
 * The structural verdict beside that of a real API server, which is asked to create objects without keeping them, with strict field
 * validation: the same objects are refused.
 */
import { KubeConfig } from '@kubernetes/client-node';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildLanguage } from '../../schemas/build.ts';
import { type ApiClient, connectByKubeconfig } from '../../scripts/cluster/api/api-client.ts';
import { readSession } from '../../scripts/cluster/plane/session.ts';
import type { ArgoVersion } from '../../server/core/schema/schema.ts';
import { type SchemaProblem, validate } from '../../server/core/schema/validate.ts';
import { SchemaWalker } from '../../server/core/schema/walk.ts';
import { parseDocument } from '../../server/core/yaml/parse.ts';
import { kinds } from '../schemas/facts.ts';
import { formatPath, mutate, randomFrom, type Value } from '../support/mutate.ts';
import { type CrdSchema, sample } from './published/crd.ts';

const GROUP = 'argoproj.io/v1alpha1';
/** 5 kinds x 6 valid objects x 30 changes: 900 objects a release. */
const SEEDS = 6;
const CHANGES = 30;
/** Requests at a time. */
const AT_ONCE = 8;

const session = readSession(process.env);
const version: ArgoVersion = session.argo.startsWith('1.9.') ? '1.9' : '1.10';
const language = buildLanguage();
const walker = new SchemaWalker(language);
let client: ApiClient;

interface Case {
  readonly description: string;
  readonly value: Value;
}

interface Verdict {
  readonly description: string;
  readonly isRefused: boolean;
  /** Of the API server, so that a difference explains itself. */
  readonly message: string;
  readonly ours: readonly string[];
}

beforeAll(() => {
  const config = new KubeConfig();
  config.loadFromFile(session.kubeconfig);
  client = connectByKubeconfig(config);
});

describe('the API server and we refuse the same', () => {
  test.each(kinds)('%s', async kind => {
    const crd = await readServedSchema(kind);
    const random = randomFrom(kind.length * 7919);
    const valid = makeValid(kind, crd, random);
    const judged = await judge(kind, [
      ...valid.map((value, seed) => ({ description: `valid ${seed}`, value })),
      ...valid.flatMap((value, seed) =>
        mutate(value, CHANGES, random, isJudged).map(change => ({
          description: `${seed}: ${change.description}`,
          value: change.value,
        })),
      ),
    ]);
    expect(judged.filter(verdict => differs(verdict) && !isListForTime(verdict) && !isScale(verdict))).toEqual([]);
    expect(judged.slice(0, SEEDS).filter(({ isRefused }) => isRefused)).toEqual([]);
    expect(judged.filter(({ isRefused }) => isRefused).length).toBeGreaterThan((SEEDS * CHANGES) / 4);
  });

  test.each<[kind: string, cases: readonly Case[]]>([
    ['Experiment', POD_CASES],
    ['Rollout', ROLLOUT_CASES],
  ])('%s: what no random change shows', async (kind, cases) => {
    const judged = await judge(kind, cases);
    expect(judged.filter(({ description, isRefused }) => isRefused !== description.endsWith('is refused'))).toEqual([]);
    expect(judged.filter(differs)).toEqual([]);
  });

  test('but not a list where a time belongs: it takes any, and the controller can read no Rollout then', async () => {
    const [verdict] = await judge('Rollout', [
      { description: 'list', value: makeObject('Rollout', { spec: { restartAt: [3] } }) },
    ]);
    expect(verdict).toMatchObject({ isRefused: false, ours: ['wrong-type at spec.restartAt'] });
  });
});

const POD_CASES: readonly Case[] = [
  podCase('a null that a field may not be', { labels: { app: 'a' } }, { nodeSelector: null, volumes: null }),
  podCase('creationTimestamp of a pod template is refused', { creationTimestamp: null, labels: { app: 'a' } }, {}),
  podCase('an unknown field that is null is refused', { labels: { app: 'a' } }, { nodeSelektor: null }),
  podCase('a label that is a number is refused', { labels: { app: 'a', build: 17 } }, {}),
  podCase('a label that is null', { labels: { app: 'a', build: null } }, {}),
  podCase('a name of a pod template is refused', { name: 'x', labels: { app: 'a' } }, {}),
];

function podCase(description: string, metadata: Value, pod: { readonly [key: string]: Value }): Case {
  const template: Value = { metadata, spec: { containers: [{ name: 'c' }], ...pod } };
  const templates: Value = [{ name: 'a', selector: { matchLabels: { app: 'a' } }, template }];
  return { description, value: makeObject('Experiment', { spec: { templates } }) };
}

const ROLLOUT_CASES: readonly Case[] = [
  rolloutCase('more than an int32 holds', { minReadySeconds: 2147483648 }),
  rolloutCase('more than an int64 holds is refused', { minReadySeconds: 2 ** 64 }),
  rolloutCase('half a second is refused', { minReadySeconds: 2.5 }),
  timeCase('a time', '2026-01-31T10:00:00Z'),
  timeCase('a time of a zone', '2026-01-31T10:00:00.5+09:00'),
  timeCase('a day alone is refused', '2026-01-31'),
  timeCase('any text is refused', 'tomorrow'),
  timeCase('an empty text is refused', ''),
];

function timeCase(description: string, restartAt: Value): Case {
  return rolloutCase(description, { restartAt });
}

function rolloutCase(description: string, spec: Value): Case {
  return { description, value: makeObject('Rollout', { spec }) };
}

function makeObject(kind: string, body: Value): Value {
  return { apiVersion: GROUP, kind, metadata: { name: 'seed', labels: { app: 'a' } }, ...Object(body) };
}

/** Two random items of a keyed list may have one key; those objects are no good beginning. */
function makeValid(kind: string, crd: CrdSchema, random: () => number): readonly Value[] {
  const valid: Value[] = [];
  while (valid.length < SEEDS) {
    const value = makeObject(kind, sample(crd, random));
    if (problemsOf(kind, value).length === 0) valid.push(value);
  }
  return valid;
}

function differs({ isRefused, ours }: Verdict): boolean {
  return isRefused !== ours.length > 0;
}

/** The scale subresource has bounds of its own; the rules ro-replicas-negative and integer-too-large tell them. */
function isScale({ message, ours }: Verdict): boolean {
  return ours.length === 0 && /is invalid: \.spec\.replicas: /.test(message);
}

/** A list in the place of a time is not seen by the API server (docs/controller/findings.md). */
function isListForTime({ description, isRefused }: Verdict): boolean {
  return !isRefused && /(wrap in a list|set a list at) .*(At|Time|Timestamp)$/.test(description);
}

/** Which kind it is decides where it is sent; the spelling of names is judged by a rule. */
function isJudged(path: readonly (string | number)[]): boolean {
  return !['apiVersion', 'kind', 'metadata'].includes(String(path[0]));
}

/** The schema as this API server has it: its own copy of the CRD. */
async function readServedSchema(kind: string): Promise<CrdSchema> {
  const url = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${kind.toLowerCase()}s.argoproj.io`;
  const { text } = await client.get(url);
  const definition: { spec: { versions: { schema: { openAPIV3Schema: CrdSchema } }[] } } = JSON.parse(text);
  const schema = definition.spec.versions[0]?.schema.openAPIV3Schema;
  const { spec, status } = schema?.properties ?? {};
  if (!spec) throw new Error(`The API server has no schema of ${kind}.`);
  return { type: 'object', required: ['spec'], properties: { spec, ...(status ? { status } : {}) } };
}

async function judge(kind: string, cases: readonly Case[]): Promise<readonly Verdict[]> {
  const place = kind.startsWith('Cluster') ? '' : 'namespaces/default/';
  const url = `/apis/${GROUP}/${place}${kind.toLowerCase()}s?dryRun=All&fieldValidation=Strict`;
  const verdicts: Verdict[] = [];
  for (let at = 0; at < cases.length; at += AT_ONCE) {
    const some = cases.slice(at, at + AT_ONCE).map(async ({ description, value }): Promise<Verdict> => {
      const { status, text } = await client.request('POST', url, JSON.stringify(value));
      if (status !== 201 && status !== 400 && status !== 422) throw new Error(`${description}: ${status} ${text}`);
      const isRefused = status !== 201;
      return { description, isRefused, message: isRefused ? messageOf(text) : '', ours: problemsOf(kind, value) };
    });
    verdicts.push(...(await Promise.all(some)));
  }
  return verdicts;
}

function messageOf(text: string): string {
  return String(Object(JSON.parse(text)).message).slice(0, 500);
}

function problemsOf(kind: string, value: Value): readonly string[] {
  const { root } = parseDocument(JSON.stringify(value));
  const schema = walker.kind('argoproj.io', 'v1alpha1', kind);
  if (!root || !schema) throw new Error(`Nothing to judge ${kind} by.`);
  const found = validate(root, schema, walker, version);
  // API servers before Kubernetes 1.36 take more than 32 bits (docs/controller/findings.md).
  return found.filter(({ code }) => code !== 'int32').map(describeProblem);
}

function describeProblem(problem: SchemaProblem): string {
  const key = problem.code === 'required' ? ` ${problem.key}` : '';
  return `${problem.code}${key} at ${formatPath(problem.path)}`;
}
