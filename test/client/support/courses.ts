/** Courses of rehearsals, written by hand: what the server answers. Times in seconds here, milliseconds there. */

import type { Course } from '../../../client/rehearsal/rehearsal.ts';
import type { Runnable, Scenario, Timeline, TimelineEvent, Verdict } from '../../../server/protocol.ts';

export const ALL_WELL: Scenario = {
  title: 'as the file stands',
  pods: {},
  defaultPods: { readyAfterMs: 10_000 },
  analyses: {},
  defaultAnalysis: { outcome: 'Successful', afterMs: 60_000 },
  missingTemplates: [],
  horizonMs: 86_400_000,
};

export const RUNNABLE: Runnable = {
  uri: 'file:///shop/two-colours.yaml',
  type: 'experiment',
  document: 0,
  name: 'two-colours',
  range: { start: { line: 0, character: 0 }, end: { line: 40, character: 0 } },
  nameRange: { start: { line: 3, character: 8 }, end: { line: 3, character: 19 } },
  errors: 0,
  analyses: ['compare'],
  templates: ['purple', 'orange'],
  scenariosBeside: [],
  scenarios: [ALL_WELL, { ...ALL_WELL, title: 'orange never ready (ImagePullBackOff)' }],
};

const TIMELINE: Omit<Timeline, 'events' | 'verdict'> = {
  experiment: { name: 'two-colours', durationMs: 1_200_000 },
  templates: [
    { name: 'purple', replicas: 1, replicaSet: 'two-colours-purple', service: 'purple' },
    { name: 'orange', replicas: 1, replicaSet: 'two-colours-orange' },
  ],
  analyses: [
    {
      name: 'compare',
      templateName: 'compare-colours',
      clusterScope: false,
      analysisRun: 'two-colours-compare',
      requiredForCompletion: true,
    },
  ],
};

type Subject<S extends TimelineEvent['subject']> = Extract<TimelineEvent, { subject: S }>;

export function experiment(s: number, to: Subject<'experiment'>['to'], message = ''): TimelineEvent {
  return { at: s * 1000, subject: 'experiment', from: '', to, message };
}
export function template(
  s: number,
  name: string,
  to: Subject<'template'>['to'],
  [available, replicas]: readonly [number, number] = [0, 1],
  message = '',
): TimelineEvent {
  return { at: s * 1000, subject: 'template', name, from: '', to, replicas, available, message };
}
export function pod(s: number, owner: string, to: Subject<'pod'>['to'], ready = false, message = ''): TimelineEvent {
  return {
    at: s * 1000,
    subject: 'pod',
    name: `two-colours-${owner}-a`,
    template: owner,
    from: '',
    to,
    ready,
    message,
  };
}
export function service(s: number, owner: string, to: Subject<'service'>['to']): TimelineEvent {
  return { at: s * 1000, subject: 'service', name: owner, template: owner, from: 'Absent', to, message: '' };
}
export function analysis(s: number, name: string, to: Subject<'analysis'>['to'], message = ''): TimelineEvent {
  return { at: s * 1000, subject: 'analysis', name, from: '', to, message };
}
export function run(s: number, name: string, to: Subject<'analysisRun'>['to']): TimelineEvent {
  return {
    at: s * 1000,
    subject: 'analysisRun',
    name: `two-colours-${name}`,
    analysis: name,
    from: '',
    to,
    message: '',
  };
}
export function available(s: number): TimelineEvent {
  return { at: s * 1000, subject: 'available', message: '' };
}

export function course(
  events: readonly TimelineEvent[],
  verdict: Verdict,
  timeline: Partial<Timeline> = {},
  scenario: Partial<Scenario> = {},
): Course {
  return {
    kind: 'timeline',
    timeline: { ...TIMELINE, events, verdict, ...timeline },
    scenario: { ...ALL_WELL, ...scenario },
  };
}

/** Until both templates are available after 12 s, and the analysis runs. */
export const BEGINNING: readonly TimelineEvent[] = [
  experiment(0, 'Pending'),
  template(0, 'purple', 'Progressing'),
  template(0, 'orange', 'Progressing'),
  service(0, 'purple', 'Present'),
  pod(0, 'purple', 'Pending'),
  pod(0, 'orange', 'Pending'),
  pod(10, 'purple', 'Running', true),
  template(10, 'purple', 'Running', [1, 1]),
  pod(12, 'orange', 'Running', true),
  template(12, 'orange', 'Running', [1, 1]),
  experiment(12, 'Running'),
  available(12),
  run(12, 'compare', 'Running'),
  analysis(12, 'compare', 'Running'),
];

/** Successful after 10 min 12 s, when the required analysis is. Pods go 30 s later. */
export const WELL = course(
  [
    ...BEGINNING,
    run(612, 'compare', 'Successful'),
    analysis(612, 'compare', 'Successful'),
    experiment(612, 'Successful', 'All required analysis runs completed'),
    template(612, 'purple', 'Successful', [1, 1]),
    template(612, 'orange', 'Successful', [1, 1]),
    pod(642, 'purple', 'Deleted'),
    pod(642, 'orange', 'Deleted'),
    template(642, 'purple', 'Successful', [0, 0]),
    template(642, 'orange', 'Successful', [0, 0]),
    service(642, 'purple', 'Absent'),
  ],
  { kind: 'finished', phase: 'Successful', at: 612_000, message: 'All required analysis runs completed' },
);

/** The image of one template cannot be pulled; the deadline passes after 300 s. */
export const NEVER_READY = course(
  [
    experiment(0, 'Pending'),
    template(0, 'purple', 'Progressing'),
    template(0, 'orange', 'Progressing'),
    pod(0, 'purple', 'Pending'),
    pod(0, 'orange', 'Waiting', false, 'ImagePullBackOff'),
    pod(10, 'purple', 'Running', true),
    template(10, 'purple', 'Running', [1, 1]),
    template(300, 'orange', 'Failed', [0, 1], "Template 'orange' exceeded its progressDeadlineSeconds (300)"),
    experiment(300, 'Failed', "Template 'orange' exceeded its progressDeadlineSeconds (300)"),
    template(300, 'purple', 'Successful', [1, 1]),
  ],
  {
    kind: 'finished',
    phase: 'Failed',
    at: 300_000,
    message: "Template 'orange' exceeded its progressDeadlineSeconds (300)",
  },
  {},
  { title: 'orange never ready (ImagePullBackOff)' },
);

/** Terminated after 100 s while the required analysis was unfinished: Running for ever. */
export const TERMINATED = course(
  [
    ...BEGINNING,
    template(100, 'purple', 'Successful', [1, 1]),
    template(100, 'orange', 'Successful', [1, 1]),
    run(100, 'compare', 'Successful'),
    pod(130, 'purple', 'Deleted'),
    pod(130, 'orange', 'Deleted'),
  ],
  { kind: 'hangs', phase: 'Running', at: 130_000, message: 'It waits for compare, whose run it no longer reads.' },
);

/** Refused by the controller. */
export const INVALID = course([], {
  kind: 'invalid',
  at: 0,
  message: 'Spec.Templates[1].Name: Duplicate value: "purple"',
});
