/** What holds for every experiment in every world. */

import { describe, expect, it } from 'vitest';
import { rehearse } from '../../../server/core/lifecycle/experiment/rehearse.ts';
import type {
  AnalysisSpec,
  ExperimentSpec,
  TemplateSpec,
} from '../../../server/core/lifecycle/spec/experiment-spec.ts';
import type { AnalysisScenario, PodScenario, Scenario } from '../../../server/core/lifecycle/spec/scenario.ts';
import type { Timeline, TimelineEvent } from '../../../server/core/lifecycle/spec/timeline.ts';
import { fc } from '../../support/properties.ts';

const times = fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.constantFrom(0, 1, 4000, 5000, 5001));
const seconds = fc.integer({ min: 0, max: 15 });

const templates: fc.Arbitrary<TemplateSpec> = fc
  .tuple(
    fc.constantFrom('a', 'b', 'c', 'Bad'),
    fc.record(
      {
        replicas: fc.integer({ min: -1, max: 4 }),
        minReadySeconds: fc.integer({ min: -1, max: 8 }),
        service: fc.constantFrom({}, { name: 'shared' }),
        podTemplateRefusal: fc.constant('spec.template.spec.containers[0].image: Required value'),
      },
      { requiredKeys: [] },
    ),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([name, rest, isMatching, hasPort]) => ({
    ...rest,
    name,
    selector: { matchLabels: { app: name } },
    podLabels: { app: isMatching || name === 'a' ? name : 'other' },
    containerPorts: hasPort ? [{ containerPort: 80 }] : [],
  }));

const analyses: fc.Arbitrary<AnalysisSpec> = fc
  .tuple(
    fc.constantFrom('x', 'y', 'z'),
    fc.constantFrom('t', 'u'),
    fc.record(
      {
        clusterScope: fc.boolean(),
        requiredForCompletion: fc.boolean(),
        argValues: fc.constantFrom('', 'host=a'),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([name, templateName, rest]) => ({ ...rest, name, templateName }));

const specs: fc.Arbitrary<ExperimentSpec> = fc
  .tuple(
    fc.array(templates, { maxLength: 3 }),
    fc.array(analyses, { maxLength: 3 }),
    fc.record(
      {
        duration: fc.constantFrom('', '0s', '5s', '10s', '-1s', '5d', '1ns', '1h'),
        progressDeadlineSeconds: seconds,
        scaleDownDelaySeconds: fc.integer({ min: -1, max: 10 }),
        terminate: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([templateList, analysisList, rest]) => ({
    ...rest,
    name: 'e',
    templates: templateList,
    analyses: analysisList,
  }));

const podScenarios: fc.Arbitrary<PodScenario> = fc
  .tuple(
    times,
    fc.record(
      {
        apartMs: times,
        neverReady: fc.constantFrom('ImagePullBackOff', 'Unready'),
        crashAfterMs: times,
        readyAgainAfterMs: times,
        crashes: fc.constantFrom<(number | 'forever')[]>(1, 2, 5, 'forever'),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([readyAfterMs, rest]) => ({ ...rest, readyAfterMs }));

const outcomes: fc.Arbitrary<AnalysisScenario> = fc.record({
  outcome: fc.constantFrom<AnalysisScenario['outcome'][]>('Successful', 'Failed', 'Error', 'Inconclusive', 'endless'),
  afterMs: times,
});

const scenarios: fc.Arbitrary<Scenario> = fc
  .tuple(
    fc.record({
      title: fc.constant('any'),
      pods: fc.dictionary(fc.constantFrom('a', 'b'), podScenarios),
      defaultPods: podScenarios,
      analyses: fc.dictionary(fc.constantFrom('x', 'y'), outcomes),
      defaultAnalysis: outcomes,
      missingTemplates: fc.subarray(['x', 'z']),
      horizonMs: fc.constantFrom(10_000, 86_400_000),
    }),
    fc.record({ terminateAtMs: times }, { requiredKeys: [] }),
  )
  .map(([rest, terminate]) => ({ ...rest, ...terminate }));

function always(check: (timeline: Timeline, spec: ExperimentSpec, scenario: Scenario) => void): void {
  fc.assert(
    fc.property(specs, scenarios, (spec, scenario) => check(rehearse(spec, scenario), spec, scenario)),
    { numRuns: 1000 },
  );
}

function key(event: TimelineEvent): string {
  return 'name' in event ? `${event.subject} ${event.name}` : event.subject;
}

describe('every rehearsal', () => {
  it('ends with a verdict that fits its last phase', () => {
    always(({ events, verdict }) => {
      const last = events.findLast(event => event.subject === 'experiment')?.to ?? '';
      expect(verdict.message).not.toBe('');
      if (verdict.kind === 'invalid') {
        expect(events).toEqual([]);
        return;
      }
      expect(verdict.phase).toBe(last);
      expect(verdict.kind === 'finished').toBe(last !== 'Pending' && last !== 'Running');
    });
  });

  it('never goes back in time, and has a message for every event', () => {
    always(({ events }, _, { horizonMs }) => {
      let now = 0;
      for (const { at, message } of events) {
        expect(at).toBeGreaterThanOrEqual(now);
        expect(message).not.toBe('');
        now = at;
      }
      expect(now).toBeLessThanOrEqual(horizonMs);
    });
  });

  it('goes on for each subject from where it was', () => {
    always(({ events }) => {
      const last = new Map<string, string>();
      for (const event of events) {
        if (event.subject === 'available') continue;
        expect(event.from).toBe(last.get(key(event)) ?? (event.subject === 'service' ? 'Absent' : ''));
        last.set(key(event), event.to);
      }
    });
  });

  it('never leaves a completed phase', () => {
    const open = new Set(['', 'Pending', 'Running', 'Progressing']);
    always(({ events }) => {
      for (const event of events) {
        if (event.subject === 'pod' || event.subject === 'service' || event.subject === 'available') continue;
        if (event.from !== event.to) expect(open.has(event.from)).toBe(true);
      }
    });
  });

  it('is available once at most', () => {
    always(({ events }) => {
      expect(events.filter(({ subject }) => subject === 'available').length).toBeLessThanOrEqual(1);
    });
  });

  it('has no more pods than replicas, and no pod of a name twice', () => {
    always(({ events, templates: all }) => {
      const living = new Map<string, Set<string>>();
      for (const event of events) {
        if (event.subject !== 'pod') continue;
        const pods = living.get(event.template) ?? new Set();
        living.set(event.template, pods);
        if (event.to === 'Terminating') pods.delete(event.name);
        else if (event.to !== 'Deleted') pods.add(event.name);
      }
      for (const [name, pods] of living) {
        expect(pods.size).toBeLessThanOrEqual(all.find(template => template.name === name)?.replicas ?? 0);
      }
    });
  });

  it('removes all pods and Services of a finished experiment, given time', () => {
    always(({ events, verdict }, _, { horizonMs }) => {
      if (verdict.kind !== 'finished' || horizonMs < 86_400_000) return;
      const last = new Map<string, string>();
      for (const event of events) {
        if (event.subject === 'pod' || event.subject === 'service') last.set(key(event), event.to);
      }
      expect([...last].filter(([, to]) => to !== 'Deleted' && to !== 'Absent')).toEqual([]);
    });
  });

  it('is the same again for the same input', () => {
    always((timeline, spec, scenario) => {
      expect(rehearse(structuredClone(spec), structuredClone(scenario))).toEqual(timeline);
    });
  });

  it('ends soon after it is terminated, or says that it hangs', () => {
    always(({ verdict }, _, { horizonMs, terminateAtMs }) => {
      if (terminateAtMs === undefined || horizonMs < 86_400_000) return;
      expect(['finished', 'hangs', 'invalid']).toContain(verdict.kind);
    });
  });

  it('hangs after terminate only with a required analysis unfinished', () => {
    always(({ verdict, analyses: all }, spec, { terminateAtMs }) => {
      if (verdict.kind !== 'hangs' || (terminateAtMs === undefined && spec.terminate !== true)) return;
      expect(all.some(({ requiredForCompletion }) => requiredForCompletion)).toBe(true);
    });
  });
});
