import { fail, succeed } from '../../client/experiments/failures/failure.ts';
import { RehearsalSource } from '../../client/rehearsal/source.ts';
import type { Scenario } from '../../server/protocol.ts';
import { RUNNABLE } from '../client/support/courses.ts';
import { FakeTimers } from '../client/support/fake-timers.ts';
import { newService } from '../support/service.ts';
import { contractDocument } from './document.ts';
import { type Kind, testExperimentSource } from './experiment-source.ts';

/** Rehearsed by the real machines, on a clock that passes when the suite says so. */
testExperimentSource('a rehearsal', async () => {
  const service = newService();
  const timers = new FakeTimers(1_000_000);
  const source = new RehearsalSource({
    timers,
    speed: () => 1,
    label: 'Rehearsals',
    requests: {
      async rehearse({ uri, document, step, scenario }) {
        const rehearsal = service.rehearse({ uri, document, step }, scenario ?? {});
        return rehearsal ? succeed({ kind: 'timeline', ...rehearsal }) : fail({ kind: 'refused', message: uri });
      },
    },
  });
  const outcomes: Readonly<Record<Kind, Partial<Scenario>>> = {
    measures: { defaultAnalysis: { outcome: 'Successful', afterMs: 30_000 } },
    succeeds: { defaultAnalysis: { outcome: 'Successful', afterMs: 2000 } },
    fails: { defaultAnalysis: { outcome: 'Failed', afterMs: 2000, message: 'the metric failed' } },
    lasts: {},
  };
  return {
    source,
    actions: source,
    request(kind) {
      const uri = `file:///${kind}.yaml`;
      service.update(uri, JSON.stringify(contractDocument(kind)));
      return { runnable: { ...RUNNABLE, uri, name: kind }, scenario: outcomes[kind] };
    },
    async until(what, isTrue) {
      for (let second = 0; !isTrue(); second += 1) {
        if (second > 600) throw new Error(`not within 10 min: ${what}`);
        timers.pass(1000);
      }
    },
    end: async () => source.close(),
  };
});
