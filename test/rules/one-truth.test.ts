/**
 * The rules and the rehearsal tell one truth, of files made by hand and by chance. A rehearsal as the file stands is never Successful, exit
 * code 0, on something that is called an error; and where it ends badly a problem stands at the place to blame. `npm run test:truth` asks
 * many more files than the tests do.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFixtures, openSituation, readBad, readFixture, situationOf } from '../../scripts/rules/fixtures.ts';
import {
  DEFAULT_SETTINGS,
  type Problem,
  type Range,
  type RunnableDocument,
  type Service,
  type Settings,
  type Timeline,
} from '../../server/core/index.ts';
import { isKubeDocument, readFile } from '../../server/core/workspace/file.ts';
import { itemsAt, scalarAt, valueAt, type YamlNode } from '../../server/core/yaml/node.ts';
import { generateFile } from '../support/generated-files.ts';
import { newService } from '../support/service.ts';

/** Ends that only people, or a cluster, can tell of: by file and experiment. */
const UNDECIDED: Readonly<Record<string, string>> = {
  'corpus/styles/ignore-comments.yaml ignored-on-purpose': 'a comment silences the problem',
  'corpus/envsubst/required.yaml required-without-duration': 'another tool fills in whether the analysis is required',
};

interface Asked {
  /** Names the file in a report. */
  readonly name: string;
  readonly uri: string;
  readonly service: Service;
  readonly settings: Settings;
  readonly textOf: (uri: string) => string;
}

/** What is wrong with the answers about one file; empty: they tell one truth. */
function contradictionsIn(asked: Asked): readonly string[] {
  const { service, uri, settings, name } = asked;
  return service.runnables(uri).flatMap(runnable => {
    const timeline = service.rehearse(runnable, {}, settings)?.timeline;
    const title = `${name} ${runnable.spec.name}`;
    if (!timeline || Object.hasOwn(UNDECIDED, title)) return [];
    return contradictionsOf(asked, runnable, timeline).map(each => `${title}: ${each}`);
  });
}

function contradictionsOf(asked: Asked, runnable: RunnableDocument, timeline: Timeline): readonly string[] {
  const { service, settings } = asked;
  const { verdict, notes = [] } = timeline;
  const end = verdict.kind === 'finished' ? verdict.phase : verdict.kind;
  const concerned = documentsOf(asked, runnable);
  const problems = [...new Set(concerned.map(({ uri }) => uri))].flatMap(uri =>
    service.diagnose(uri, settings).map(problem => ({ uri, problem })),
  );
  const own = problems.filter(each =>
    concerned.some(place => place.uri === each.uri && isIn(each.problem.range, place)),
  );
  const isGood = end === 'Successful' && !notes.some(({ kind }) => kind === 'error');
  if (isGood) {
    return own
      .filter(({ problem }) => problem.severity === 'error')
      .map(({ problem }) => `ends Successful, and ${problem.rule} is an error: ${problem.message}`);
  }
  if (end === 'Successful')
    return saidOtherwise(
      own.map(({ problem }) => problem),
      runnable,
    );
  if (end === 'unfinished') return [];
  const blamed = blamedPlaces(asked, runnable, timeline);
  const isBlamed = own.some(each => blamed.some(place => place.uri === each.uri && isIn(each.problem.range, place)));
  return isBlamed ? [] : [`ends ${end} (${verdict.message}), and no problem stands where it comes from`];
}

/** Errors that name another end than the good one that is rehearsed. */
function saidOtherwise(own: readonly Problem[], { spec }: RunnableDocument): readonly string[] {
  // It is over before anything of it can happen.
  if (spec.terminate === true || /^[0-]/.test(spec.duration ?? '')) return [];
  // A dry run ends in Error, and the run does not.
  const isDry = own.some(({ rule }) => rule === 'dryrun-all' || rule.startsWith('dryrun'));
  const named = own.filter(({ severity, message }) => severity === 'error' && NAMED_END.test(message));
  return isDry ? [] : named.map(({ rule, message }) => `ends Successful, and ${rule} says: ${message}`);
}

const NAMED_END =
  /its phase stays empty|refuses the object|cannot read|for ?ever|never succeeds|\b(?:Experiment|run|measurement|It) (?:is|are|will be) Error|\bin Error\b/;

interface Place extends Range {
  readonly uri: string;
}

function isIn(range: Range, { start, end }: Range): boolean {
  return start <= range.start && range.end <= end;
}

/** The document of the runnable, and those of the templates that it measures by. */
function documentsOf({ service, uri, textOf }: Asked, runnable: RunnableDocument): readonly Place[] {
  const own = readFile(uri, textOf(uri), undefined).documents[runnable.document];
  const measured = service.measuredPlaces(runnable).map(place => documentAt(place.uri, textOf(place.uri), place.range));
  return [...(own ? [{ uri, start: own.start, end: own.start + own.text.length }] : []), ...measured];
}

function documentAt(uri: string, text: string, range: Range): Place {
  const { documents } = readFile(uri, text, undefined);
  const found = documents.find(({ start, text: own }) => isIn(range, { start, end: start + own.length }));
  return { uri, start: found?.start ?? 0, end: (found?.start ?? 0) + (found?.text.length ?? text.length) };
}

/** Where the first thing that goes wrong is written: the analysis, and the metric with its template; else the whole runnable. */
function blamedPlaces(asked: Asked, runnable: RunnableDocument, { notes = [] }: Timeline): readonly Place[] {
  const { service, textOf } = asked;
  const blamed = notes.filter(({ kind, analysis }) => kind !== 'assumed' && analysis !== undefined);
  // What is wrong with a run as a whole may stand in any template, or beside the analyses.
  if (blamed.length === 0 || blamed.some(({ metric }) => metric === undefined)) return documentsOf(asked, runnable);
  const measured = service.measuredPlaces(runnable);
  return measured.flatMap(place => {
    const isMeant = blamed.some(
      ({ analysis, metric }) => analysis === place.analysis && (place.metric === undefined || metric === place.metric),
    );
    return isMeant ? itemsAround(place.uri, textOf(place.uri), place.range) : [];
  });
}

/** The analysis or metric with this name. */
function itemsAround(uri: string, text: string, range: Range): readonly Place[] {
  const { documents } = readFile(uri, text, undefined);
  return documents.filter(isKubeDocument).flatMap(({ start, content: { yaml } }) => {
    const spec = valueAt(yaml.root, 'spec');
    const steps = itemsAt(spec, 'strategy', 'canary', 'steps').map(each => valueAt(each, 'experiment'));
    const items: readonly YamlNode[] = [
      ...itemsAt(spec, 'metrics'),
      ...[spec, ...steps].flatMap(each => itemsAt(each, 'analyses')),
    ];
    return items.flatMap(item => {
      const name = scalarAt(item, 'name');
      const isMeant = name !== undefined && name.range.start + start === range.start;
      return isMeant ? [{ uri, start: item.range.start + start, end: item.range.end + start }] : [];
    });
  });
}

function askOne(name: string, text: string, uri = 'file:///truth/file.yaml'): readonly string[] {
  const service = newService({ [uri]: text });
  service.setComplete(true);
  return contradictionsIn({ name, uri, service, settings: DEFAULT_SETTINGS, textOf: () => text });
}

/** `npm run test:truth`: all of it. */
const isWhole = process.env.MODE === 'whole-truth';
const FILES = isWhole ? 3000 : 20;
/** Of the fixtures the tests ask one in so many: each bad one has a test of its own. */
const EACH = 20;
const LONG = 1_800_000;

describe('rules and rehearsals', () => {
  it('agree about fixtures', { timeout: LONG }, () => {
    const found = listFixtures().flatMap((fixture, index) =>
      fixture.names
        .filter(name => /^(bad|good|fixed|corrected)/.test(name) && (isWhole || index % EACH === 0))
        .flatMap(name => {
          const pair = /^bad(.*)\.yaml$/.exec(name)?.[1];
          const text = pair === undefined ? readFixture(fixture, name) : readBad(fixture, pair).text;
          const situation = situationOf(fixture, pair ?? '', text);
          const { uri, settings } = situation;
          const service = openSituation(situation);
          return contradictionsIn({ name: `${fixture.id}/${name}`, uri, service, settings, textOf: () => text });
        }),
    );
    expect(found).toEqual([]);
  });

  it('agree about the files of the corpus', { timeout: LONG }, () => {
    const root = path.join(import.meta.dirname, '../corpus');
    const folders = readdirSync(root).filter(name => statSync(path.join(root, name)).isDirectory());
    const found = folders.flatMap(folder => {
      const files = new Map(
        readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
          .filter(name => /\.(ya?ml|json)$/.test(name))
          .map(name => [
            `file:///corpus/${folder}/${name.replaceAll('\\', '/')}`,
            readFileSync(path.join(root, folder, name), 'utf8'),
          ]),
      );
      const service = newService(Object.fromEntries(files));
      service.setComplete(true);
      const textOf = (uri: string): string => files.get(uri) ?? '';
      return [...files.keys()].flatMap(uri =>
        contradictionsIn({ name: uri.replace('file:///', ''), uri, service, settings: DEFAULT_SETTINGS, textOf }),
      );
    });
    expect(found).toEqual([]);
  });

  it(`agree about ${FILES} files that were put together by chance`, { timeout: LONG }, () => {
    const found = Array.from({ length: FILES }, (_, seed) => askOne(`seed ${seed}`, generateFile(seed))).flat();
    expect(found).toEqual([]);
  });

  it('would be found to disagree', () => {
    expect(askOne('none', generateFile(0))).toEqual([]);
    const endless = `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata: {name: e}
spec: # argo-experiments-ignore exp-never-ends
  templates:
    - name: a
      selector: {matchLabels: {app: a}}
      template: {metadata: {labels: {app: a}}, spec: {containers: [{name: main, image: a}]}}
`;
    expect(askOne('silenced', endless)).toEqual([
      expect.stringMatching(/^silenced e: ends hangs .*and no problem stands where it comes from$/),
    ]);
  });
});
