/** Rehearsals as text: one line per event, `minutes:seconds subject name from -> to: message [rule]`, then the verdict. */

import { defaultScenario } from '../../../server/core/lifecycle/answers/ready-made-scenarios.ts';
import { rehearse } from '../../../server/core/lifecycle/experiment/rehearse.ts';
import type {
  AnalysisSpec,
  ExperimentSpec,
  TemplateSpec,
} from '../../../server/core/lifecycle/spec/experiment-spec.ts';
import type { Scenario } from '../../../server/core/lifecycle/spec/scenario.ts';
import type { Timeline, TimelineEvent } from '../../../server/core/lifecycle/spec/timeline.ts';

export function template(name: string, rest: Partial<TemplateSpec> = {}): TemplateSpec {
  const labels = { app: name };
  return { name, selector: { matchLabels: labels }, podLabels: labels, containerPorts: [], ...rest };
}

export function analysis(name: string, rest: Partial<AnalysisSpec> = {}): AnalysisSpec {
  return { name, templateName: `${name}-template`, ...rest };
}

export function required(name: string, rest: Partial<AnalysisSpec> = {}): AnalysisSpec {
  return analysis(name, { requiredForCompletion: true, ...rest });
}

/** One template `a` and nothing else, unless said. */
export function experiment(rest: Partial<ExperimentSpec> = {}): ExperimentSpec {
  return { name: 'e', templates: [template('a')], analyses: [], ...rest };
}

export function run(spec: ExperimentSpec, scenario: Partial<Scenario> = {}): Timeline {
  return rehearse(spec, { ...defaultScenario(spec), ...scenario });
}

type Subject = TimelineEvent['subject'];

/** Whole timeline of some subjects, or of all. */
export function print(timeline: Timeline, ...subjects: Subject[]): string {
  const shown = timeline.events.filter(({ subject }) => subjects.length === 0 || subjects.includes(subject));
  const { verdict } = timeline;
  const end = 'phase' in verdict ? `${verdict.kind} ${verdict.phase}` : verdict.kind;
  return [...shown.map(printEvent), `${printTime(verdict.at)} ${end}: ${verdict.message}`].join('\n');
}

/** Phases of the experiment in order, and the verdict. */
export function phases(timeline: Timeline): string {
  const steps = timeline.events.flatMap(event =>
    event.subject === 'experiment' ? [`${printTime(event.at)} ${event.to}`] : [],
  );
  return [...steps, timeline.verdict.kind].join(', ');
}

/** What every subject ended as: `experiment Successful, analysis x Running, ...`; pods left out. */
export function ends(timeline: Timeline): string {
  const last = new Map<string, string>();
  for (const event of timeline.events) {
    if (event.subject !== 'pod' && event.subject !== 'available') last.set(printSubject(event), event.to);
  }
  return [...last].map(([subject, phase]) => `${subject} ${phase}`).join(', ');
}

function printEvent(event: TimelineEvent): string {
  const rule = event.rule === undefined ? '' : ` [${event.rule}]`;
  if (event.subject === 'available') return `${printTime(event.at)} available: ${event.message}${rule}`;
  const change = event.from === event.to ? event.to : `${event.from} -> ${event.to}`.trimStart();
  const counts = event.subject === 'template' ? ` ${event.available}/${event.replicas}` : '';
  return `${printTime(event.at)} ${printSubject(event)} ${change}${counts}: ${event.message}${rule}`;
}

function printSubject(event: Exclude<TimelineEvent, { subject: 'available' }>): string {
  return 'name' in event ? `${event.subject} ${event.name}` : event.subject;
}

/** `4:05`; with `+` just after it, the one millisecond of a strict comparison; other fractions in full. */
export function printTime(ms: number): string {
  const rest = ms % 1000;
  const seconds = Math.floor(ms / 1000);
  const fraction = rest === 0 ? '' : rest === 1 ? '+' : `.${String(rest).padStart(3, '0')}`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}${fraction}`;
}
