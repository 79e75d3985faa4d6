import { describe, expect, it } from 'vitest';
import { changedIds } from '../../../client/experiments/view/changes.ts';
import type { AnalysisView, ExperimentView, PodView, TemplateView } from '../../../client/experiments/view/view.ts';
import { fc } from '../../support/properties.ts';

const POD: PodView = { name: 'p', phase: 'Pending', ready: false, reason: '', message: '', restarts: 0, sinceMs: 0 };
const TEMPLATE: TemplateView = {
  name: 'purple',
  replicaSet: 'e-purple',
  phase: 'Progressing',
  message: '',
  replicas: 1,
  available: 0,
  pods: [POD],
};
const ANALYSIS: AnalysisView = {
  name: 'compare',
  templateName: 't',
  clusterScope: false,
  analysisRun: 'e-compare',
  required: true,
  phase: 'Running',
  message: '',
  runPhase: 'Running',
  metrics: [],
};
const VIEW: ExperimentView = {
  id: 'r1',
  name: 'e',
  phase: 'Running',
  message: '',
  terminating: false,
  createdAt: 0,
  templates: [TEMPLATE, { ...TEMPLATE, name: 'orange' }],
  analyses: [ANALYSIS],
};

const withTemplate = (change: Partial<TemplateView>): ExperimentView => ({
  ...VIEW,
  templates: [
    { ...TEMPLATE, ...change },
    { ...TEMPLATE, name: 'orange' },
  ],
});
const withAnalysis = (change: Partial<AnalysisView>): ExperimentView => ({
  ...VIEW,
  analyses: [{ ...ANALYSIS, ...change }],
});

describe('which rows are drawn again', () => {
  it.each<[string, ExperimentView, readonly string[]]>([
    ['nothing differs', structuredClone(VIEW), []],
    ['its phase', { ...VIEW, phase: 'Failed' }, ['rehearsals']],
    ['its message', { ...VIEW, message: 'm' }, ['rehearsals/r1']],
    ['a key that was not there', { ...VIEW, availableAfterMs: 0 }, ['rehearsals/r1']],
    ['the availability of a template', withTemplate({ available: 1 }), ['rehearsals/r1']],
    ['a pod', withTemplate({ pods: [{ ...POD, ready: true }] }), ['rehearsals/r1/template/purple']],
    ['a pod that is gone', withTemplate({ pods: [] }), ['rehearsals/r1/template/purple']],
    ['the phase of an analysis', withAnalysis({ phase: 'Successful' }), ['rehearsals/r1']],
    ['the run of an analysis', withAnalysis({ runPhase: 'Successful' }), ['rehearsals/r1/analysis/compare']],
    ['a template that is new', { ...VIEW, templates: [...VIEW.templates, TEMPLATE] }, ['rehearsals/r1']],
  ])('%s', (_, after, ids) => {
    expect(changedIds('rehearsals', [VIEW], [after])).toEqual(ids);
  });

  it('draws the list again when an experiment comes, goes or changes its place', () => {
    const newer = { ...VIEW, id: 'r2', createdAt: 1 };
    expect(changedIds('rehearsals', [], [VIEW])).toEqual(['rehearsals']);
    expect(changedIds('rehearsals', [VIEW], [])).toEqual(['rehearsals']);
    expect(changedIds('rehearsals', [VIEW, newer], [VIEW, { ...newer, phase: 'Successful' }])).toEqual(['rehearsals']);
  });

  it('names the one experiment of several', () => {
    const other = { ...VIEW, id: 'r2' };
    expect(changedIds('rehearsals', [VIEW, other], [VIEW, { ...other, message: 'm' }])).toEqual(['rehearsals/r2']);
  });

  it('never names a row below another one', () => {
    const phase = fc.constantFrom('Pending', 'Running', 'Successful' as const);
    const view = fc.record({ phase, available: fc.nat(1), ready: fc.boolean(), runPhase: phase }).map(
      ({ phase, available, ready, runPhase }): ExperimentView => ({
        ...withTemplate({ available, pods: [{ ...POD, ready }] }),
        analyses: [{ ...ANALYSIS, phase: phase as 'Running', runPhase: runPhase as 'Running' }],
      }),
    );
    fc.assert(
      fc.property(view, view, (before, after) => {
        const ids = changedIds('s', [before], [after]);
        expect(ids.filter(id => ids.some(other => id !== other && id.startsWith(`${other}/`)))).toEqual([]);
        expect(ids.length === 0).toBe(JSON.stringify(before) === JSON.stringify(after));
      }),
    );
  });
});
