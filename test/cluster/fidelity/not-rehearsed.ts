/** Scenarios that a rehearsal cannot know the world of, and why; and those in which the real controllers have two outcomes. */

export const NOT_REHEARSED: Readonly<Record<string, string>> = {
  'analysis-run-deleted': 'somebody deletes an object on the way',
  'analysis-run-name-taken': 'an object of that name is there already',
  'deadline-restarts': 'the spec is changed on the way',
  'invalid-then-corrected': 'the spec is changed on the way',
  'pods-flap': 'the spec is changed on the way',
  'refused-analysis-without-template': 'the API server refuses the file',
  'refused-selector-missing': 'the API server refuses the file',
  'refused-templates-missing': 'the API server refuses the file',
  'service-name-taken': 'an object of that name is there already',
  'status-in-file': 'the file says what has already happened',
};

export interface Race {
  readonly why: string;
  /** What may differ, as the comparison tells it. */
  readonly accepts: RegExp;
}

/** Both outcomes are right; which one comes is decided by who reads first. */
export const RACES: Readonly<Record<string, Race>> = {
  'analysis-failed-beats-inconclusive': {
    why: 'the two runs end at the same moment; the one that the Experiment reads first gives it its phase',
    accepts: /^(course|time|late): (Experiment|analysis [xy])\n|^verdict: real Inconclusive,/,
  },
  'analysis-template-missing': {
    why: 'a controller with a stale cache scales up before it sees that the template is missing',
    accepts: /^(course|time): ReplicaSet e-a\n/,
  },
  'analysis-template-of-cluster': {
    why: 'a controller with a stale cache scales up before it sees that the template is missing',
    accepts: /^(course|time): ReplicaSet e-a\n/,
  },
  'retry-stale-deadline': {
    why: 'the run before the retry may have been made twice, so that the one after it is e-x.2',
    accepts: /^\w+: (run|metric|measurements) e-x\.[12][/\n]/,
  },
  'service-one-name-twice': {
    why: 'pods start while the controller has yet to see that the Service is taken, and may become ready',
    accepts: /^(course|time|late): (template [ab]|ReplicaSet e-[ab]|Service front)\n|^time: Experiment\n/,
  },
  'slow-metric-delays-sibling': {
    why: 'a metric that is overdue when a slow pass ends is enqueued before the result of the pass is written; the next pass may find the state before it, and measures all once more',
    accepts: /^(time|late): /,
  },
};

/** In any scenario: a run that ends within this many seconds may be made a second time, by a controller that does not know of it yet. */
export const MADE_TWICE_WITHIN = 1.5;
