/**
 * The fixtures of the rules, `test/rules/<family>/<rule id>/`: `bad.yaml` with a mark under each problem (`marks.ts`),
 * `fixed.yaml` as it stands after the first fix of every finding, `corrected.yaml` as a person mends it, `good.yaml` right beside
 * the trap. More pairs are called `bad-x.yaml`, `fixed-x.yaml`, `corrected-x.yaml`. `cluster.yaml`: what the connected
 * cluster has, as `kubectl get` prints it; rules that need a cluster have one, of others `bad-cluster.yaml` meets it.
 * `Chart.yaml`: the files are templates of this Helm chart.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buildLanguage } from '../../schemas/build.ts';
import {
  type ClusterFacts,
  createService,
  DEFAULT_SETTINGS,
  RULES,
  type Rule,
  readClusterDump,
  type Service,
  type Settings,
} from '../../server/core/index.ts';
import { readMarks, type WithMarks } from './marks.ts';

export const FIXTURES = path.join(import.meta.dirname, '../../test/rules');

export interface Fixture {
  readonly area: string;
  readonly id: string;
  /** Names of its files, in order. */
  readonly names: readonly string[];
  /** `''` for `bad.yaml`, `-x` for `bad-x.yaml`. */
  readonly pairs: readonly string[];
  /** Undefined: the folder is named after no rule. */
  readonly rule: Rule | undefined;
}

/** A text of a fixture, and all that its problems depend on. */
export interface Situation {
  readonly uri: string;
  readonly text: string;
  readonly settings: Settings;
  readonly cluster: ClusterFacts | undefined;
  /** Texts of other files, by their URIs. */
  readonly others: Readonly<Record<string, string>>;
}

export function listFixtures(): readonly Fixture[] {
  return foldersIn(FIXTURES).flatMap(area =>
    foldersIn(path.join(FIXTURES, area)).map((id): Fixture => {
      const names = readdirSync(path.join(FIXTURES, area, id)).toSorted();
      const pairs = names.flatMap(name => /^bad(|-[a-z0-9-]+)\.yaml$/.exec(name)?.[1] ?? []);
      return { area, id, names, pairs, rule: RULES.find(each => each.id === id) };
    }),
  );
}

export function foldersIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter(entry => entry.isDirectory()).map(entry => entry.name);
}

/** The path of `name` among the files of a fixture. */
export function pathOf({ area, id }: Pick<Fixture, 'area' | 'id'>, name: string): string {
  return path.join(FIXTURES, area, id, name);
}

export function readFixture(fixture: Pick<Fixture, 'area' | 'id'>, name: string): string {
  return readFileSync(pathOf(fixture, name), 'utf8');
}

export function readBad(fixture: Fixture, pair: string): WithMarks & { readonly marked: string } {
  const marked = readFixture(fixture, `bad${pair}.yaml`);
  return { marked, ...readMarks(marked) };
}

/** `text` in the place of the bad file of a pair. */
export function situationOf(fixture: Fixture, pair: string, text: string): Situation {
  const { area, id, rule } = fixture;
  const hasCluster = (rule?.needs === 'cluster' || pair === '-cluster') && existsSync(pathOf(fixture, 'cluster.yaml'));
  const isChart = existsSync(pathOf(fixture, 'Chart.yaml'));
  return {
    uri: `file:///${area}/${id}/${isChart ? 'templates/' : ''}bad${pair}.yaml`,
    others: isChart ? { [`file:///${area}/${id}/Chart.yaml`]: readFixture(fixture, 'Chart.yaml') } : {},
    text,
    settings: settingsIn(text),
    cluster: hasCluster ? readClusterDump(readFixture(fixture, 'cluster.yaml'), 'prod') : undefined,
  };
}

/** A fixture about another release line says so in a line of its own: `# argoVersion: 1.9`. */
export function settingsIn(text: string): Settings {
  const line = /^# argoVersion: (1\.[789]|1\.10|next)$/m.exec(text)?.[1];
  const argoVersion = (['1.7', '1.8', '1.9', '1.10', 'next'] as const).find(version => version === line);
  return argoVersion ? { ...DEFAULT_SETTINGS, argoVersion } : DEFAULT_SETTINGS;
}

let language: ReturnType<typeof buildLanguage> | undefined;

/** A service that knows a situation, and nothing else. A rule that throws is not silent here. */
export function openSituation({ uri, text, cluster, others }: Situation): Service {
  language ??= buildLanguage();
  const service = createService({
    language,
    log: (level, message) => {
      if (level === 'error') throw new Error(message);
    },
  });
  for (const [other, own] of Object.entries(others)) service.update(other, own);
  service.update(uri, text);
  service.setComplete(true);
  service.setCluster(cluster);
  return service;
}
