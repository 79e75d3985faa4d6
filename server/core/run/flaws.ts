/** What certainly goes wrong in a metric besides what its own spec says: nobody answers where it asks. */
import { type Behaviour, behaviourOf } from '../lifecycle/answers/providers.ts';
import type { MetricSpec } from '../lifecycle/spec/metric-spec.ts';
import type { MetricAnswer } from '../lifecycle/spec/scenario.ts';
import type { Metric } from '../model/analysis.ts';
import type { From } from '../workspace/resolve.ts';
import { asksHost, type DeadHost } from './hosts.ts';

export interface Flaw {
  /** Name of the metric. */
  readonly metric: string;
  /** What its provider answers each time. */
  readonly answer: MetricAnswer;
  /** A sentence without its full stop: `http://:8080` names no host. */
  readonly why: string;
}

/** At most one of a metric. `dead`: the hosts that the run is told to ask and that nobody finds. */
export function findFlaws(
  metrics: readonly { readonly spec: MetricSpec; readonly written: From<Metric> }[],
  dead: readonly DeadHost[],
): readonly Flaw[] {
  return metrics.flatMap(({ spec, written }) => {
    const asked = dead.find(each => asksHost(each, written.what.node));
    if (spec.emptyHost !== undefined) {
      const port = /:\d+$/.exec(spec.emptyHost)?.[0] ?? ':80';
      return flawOf(spec, `\`${spec.emptyHost}\` names no host`, `dial tcp ${port}: connect: connection refused`);
    }
    return asked ? flawOf(spec, WHY[asked.why](asked), `dial tcp: lookup ${asked.resolved}: no such host`) : [];
  });
}

const WHY: Readonly<Record<DeadHost['why'], (dead: DeadHost) => string>> = {
  'no-service': ({ resolved, template }) =>
    `Host \`${resolved}\` is not found: template \`${template.name?.text}\` has no Service`,
  'no-ports': ({ resolved, template }) =>
    `Host \`${resolved}\` is not found: template \`${template.name?.text}\` declares no port, so it gets no Service`,
  'other-name': ({ resolved, template }) =>
    `Host \`${resolved}\` is not found: the Service of template \`${template.name?.text}\` has another name`,
};

/** A Job fails with its request; a query is an Error. What another provider does with an address is not known. */
function flawOf(spec: MetricSpec, why: string, error: string): readonly Flaw[] {
  const answers = {
    failure: [{ kind: 'bad', message: `The Job fails: ${why}.` }],
    error: [{ kind: 'error', message: error }],
    unknown: [],
  } satisfies Record<Behaviour['deadHost'], readonly MetricAnswer[]>;
  return answers[behaviourOf(spec).deadHost].map(answer => ({ metric: spec.name, answer, why }));
}
