/** A file may hold AnalysisTemplates only: something has to start them. */
import { type Fields, isRecord, listAt, recordAt, textAt } from './fields-of.ts';
import type { Staging } from './proof.ts';

/** Runs, or one Experiment, of the AnalysisTemplates that nothing in the file refers to. */
export function starters(documents: readonly Fields[], staging: Staging): readonly Fields[] {
  const templates = documents.filter(({ kind }) => kind === 'AnalysisTemplate' || kind === 'ClusterAnalysisTemplate');
  const referred = new Set(documents.flatMap(referredNames));
  const free = templates.filter(
    each => !referred.has(nameOf(each)) && textAt(each, 'metadata', 'namespace') === undefined,
  );
  const isStarted = documents.some(({ kind }) => kind === 'Experiment' || kind === 'Rollout' || kind === 'AnalysisRun');
  // in a circle each refers to another
  const started = free.length > 0 || isStarted ? free : templates.slice(0, 1);
  if (started.length === 0) return [];
  const isNested = started.some(each => listAt(each, 'spec', 'templates').length > 0);
  if (isNested || staging.byExperiment) return [experimentOf(started, staging)];
  return started.map(each => runOf(each, staging));
}

/** The name of the Experiment that starts AnalysisTemplates. */
export const STARTER = 'e';

function nameOf(document: Fields): string {
  return textAt(document, 'metadata', 'name') ?? '';
}

function referredNames(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referredNames);
  if (!isRecord(value)) return [];
  const own = typeof value.templateName === 'string' ? [value.templateName] : [];
  return [...own, ...Object.values(value).flatMap(referredNames)];
}

function argsOf(template: Fields, given: Staging['args']): readonly Fields[] {
  return listAt(template, 'spec', 'args').flatMap(arg => {
    const value = given?.[String(arg.name)];
    return value === undefined ? [] : [{ name: arg.name, value }];
  });
}

function runOf(template: Fields, { args }: Staging): Fields {
  const spec = recordAt(template, 'spec') ?? {};
  const own = listAt(spec, 'args').map(arg => {
    const value = args?.[String(arg.name)];
    return value === undefined || 'valueFrom' in arg ? arg : { ...arg, value };
  });
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisRun',
    metadata: { name: nameOf(template) },
    spec: { ...spec, ...(own.length > 0 ? { args: own } : {}) },
  };
}

function experimentOf(templates: readonly Fields[], { args }: Staging): Fields {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Experiment',
    metadata: { name: STARTER },
    spec: {
      templates: [
        {
          name: 'a',
          selector: { matchLabels: { app: 'a' } },
          template: {
            metadata: { labels: { app: 'a' } },
            spec: { containers: [{ name: 'main', image: 'registry.example/app:1' }] },
          },
        },
      ],
      analyses: templates.map((template, index) => ({
        name: `x${index || ''}`,
        templateName: nameOf(template),
        ...(template.kind === 'ClusterAnalysisTemplate' ? { clusterScope: true } : {}),
        requiredForCompletion: true,
        args: argsOf(template, args),
      })),
    },
  };
}
