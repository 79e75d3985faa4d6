/** What a newcomer opens first must be right: no problems, and it goes as its comments say. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { scanPlaceholders } from '../../server/core/args/scan.ts';
import type { Service } from '../../server/core/index.ts';
import { itemsAt, scalarAt, valueAt, type YamlNode } from '../../server/core/yaml/node.ts';
import { parseDocument } from '../../server/core/yaml/parse.ts';
import { splitDocuments } from '../../server/core/yaml/split.ts';
import { newService } from '../support/service.ts';

const FOLDER = path.join(import.meta.dirname, '../../examples');
const FILES = readdirSync(FOLDER).filter(name => name.endsWith('.yaml'));
const TEXTS = Object.fromEntries(FILES.map(name => [name, readFileSync(path.join(FOLDER, name), 'utf8')]));

/** Problems that an example shows on purpose, by rule id. */
const INSTRUCTIVE: Readonly<Record<string, readonly string[]>> = {
  'failing-experiment.yaml': ['exp-deadline-too-short'],
};

/** How each rehearsal ends when nothing outside the file goes wrong. */
const ENDS: Readonly<Record<string, string>> = {
  'experiment.yaml': 'two-colours: Successful, Required AnalysisRuns completed',
  'failing-experiment.yaml': "too-hasty: Failed, Template 'candidate' exceeded its progressDeadlineSeconds (3)",
  'rollout-experiment.yaml': 'guestbook-step1: Successful, Required AnalysisRuns completed',
  'rollout-weighted-experiment.yaml': 'checkout-step2: Successful, Required AnalysisRuns completed',
};

function serviceOf(texts: Readonly<Record<string, string>>): Service {
  const service = newService(texts);
  service.setComplete(true);
  return service;
}

function problemsAboveHint(service: Service, file: string): readonly string[] {
  return service
    .diagnose(file)
    .filter(problem => problem.severity !== 'hint')
    .map(problem => problem.rule);
}

function rehearse(service: Service, file: string): readonly string[] {
  return service.runnables(file).map(({ document, step, spec }) => {
    const { verdict } = service.rehearse({ uri: file, document, step }, {})?.timeline ?? {};
    return verdict?.kind === 'finished'
      ? `${spec.name}: ${verdict.phase}, ${verdict.message}`
      : `${spec.name}: ${verdict?.kind}`;
  });
}

describe.each(FILES)('examples/%s', file => {
  it('has no problem by itself, and none beside the others', () => {
    const expected = INSTRUCTIVE[file] ?? [];
    // Opened alone: what is not there may be elsewhere.
    expect(problemsAboveHint(newService({ [file]: TEXTS[file] ?? '' }), file)).toEqual(expected);
    expect(problemsAboveHint(serviceOf(TEXTS), file)).toEqual(expected);
  });

  it('goes as its comments say', () => {
    const expected = ENDS[file];
    expect(rehearse(serviceOf(TEXTS), file)).toEqual(expected === undefined ? [] : [expected]);
  });
});

describe('the examples together', () => {
  const roots = Object.values(TEXTS).flatMap(text =>
    splitDocuments(text).flatMap(each => parseDocument(each.text).root ?? []),
  );
  const experiments = roots.flatMap((root): readonly YamlNode[] => {
    const kind = scalarAt(root, 'kind')?.text;
    if (kind === 'Experiment') return [valueAt(root, 'spec') ?? root];
    const steps = kind === 'Rollout' ? itemsAt(root, 'spec', 'strategy', 'canary', 'steps') : [];
    return steps.flatMap(step => valueAt(step, 'experiment') ?? []);
  });
  const analyses = experiments.flatMap(experiment =>
    itemsAt(experiment, 'analyses').map(analysis => ({ experiment, analysis })),
  );

  it('hold all that the README lists, and nothing else', () => {
    const listed = [...readFileSync(path.join(FOLDER, 'README.md'), 'utf8').matchAll(/\]\(([^)]+)\)/g)].map(
      ([, file]) => file,
    );
    expect(listed.toSorted()).toEqual(FILES.toSorted());
  });

  it('give every analysis a template, and its template exactly the args it declares', () => {
    expect(analyses).toHaveLength(8);
    for (const { analysis } of analyses) {
      const name = scalarAt(analysis, 'templateName')?.text;
      const templates = roots.filter(
        root =>
          scalarAt(root, 'kind')?.text === 'AnalysisTemplate' && scalarAt(root, 'metadata', 'name')?.text === name,
      );
      expect(templates, `templates named ${name}`).toHaveLength(1);
      const declared = itemsAt(templates[0], 'spec', 'args');
      const required = declared.filter(arg => !scalarAt(arg, 'value'));
      expect(namesOf(itemsAt(analysis, 'args')), `args for ${name}`).toEqual(namesOf(required));
    }
  });

  it('require every analysis, so that none is cut off or left hanging', () => {
    for (const { analysis } of analyses) expect(scalarAt(analysis, 'requiredForCompletion')?.value).toBe(true);
  });

  it('call pods by names that resolve: of a template that has a Service', () => {
    const hosts = analyses.flatMap(({ experiment, analysis }) =>
      itemsAt(analysis, 'args').flatMap(arg =>
        scanPlaceholders(scalarAt(arg, 'value')?.text ?? '').map(({ tag }) => ({ experiment, tag })),
      ),
    );
    expect(hosts.length).toBeGreaterThan(0);
    for (const { experiment, tag } of hosts) {
      const [, name, what] = /^templates\.([\w-]+)\.(replicaset\.name|podTemplateHash)$/.exec(tag) ?? [];
      const template = itemsAt(experiment, 'templates').find(each => scalarAt(each, 'name')?.text === name);
      expect(template, tag).toBeDefined();
      if (what === 'replicaset.name') expect(valueAt(template, 'service')?.kind, tag).toBe('map');
    }
  });
});

function namesOf(args: readonly YamlNode[]): readonly string[] {
  return args.map(arg => scalarAt(arg, 'name')?.text ?? '');
}
