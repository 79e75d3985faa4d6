/** What one pass of the Experiment controller does for one template. */
import { formatDuration } from '../../kube/duration.ts';
import { cutToSecond } from '../analysis/metric-state.ts';
import { EMPTY_TEMPLATE_STATUS, isTemplateCompleted, type TemplateStatus } from '../analysis/status.ts';
import type { DecidingRule } from '../spec/deciding-rule.ts';
import {
  DEFAULT_PROGRESS_DEADLINE_SECONDS,
  DEFAULT_REPLICAS,
  DEFAULT_SCALE_DOWN_DELAY_SECONDS,
  type TemplateSpec,
} from '../spec/experiment-spec.ts';
import type { TemplatePhase } from '../spec/timeline.ts';
import { createReplicaSet } from './replica-set.ts';
import { ensureService, removeService } from './service.ts';
import { isDurationOver, type ReplicaSet, type World } from './world.ts';

/** What a step found out: a status, and the sentence and rule that go with its event. */
interface Draft {
  phase: TemplatePhase | '';
  message: string;
  lastTransitionAt: number | undefined;
  /** Why something happened, when it did. */
  why: string | undefined;
  rule: DecidingRule | undefined;
}

/** Steps on from the status of the pass before; `ending` is why the experiment is ending, undefined when it is not. */
export function stepTemplate(world: World, template: TemplateSpec, ending: string | undefined): TemplateStatus {
  const before = world.status.templates.get(template.name) ?? EMPTY_TEMPLATE_STATUS;
  const draft: Draft = {
    phase: before.phase,
    message: before.message,
    lastTransitionAt: before.lastTransitionAt,
    why: undefined,
    rule: undefined,
  };
  const desired = countDesired(template, before, ending);
  const existing = world.replicaSets.get(template.name);
  if (existing === undefined) create(world, template, draft);
  else keep(world, template, existing, desired, draft);

  const set = world.replicaSets.get(template.name);
  const counts = { replicas: set?.replicas ?? 0, ready: set?.ready ?? 0, available: set?.available ?? 0 };
  const isProgress =
    before.replicas !== counts.replicas || before.ready !== counts.ready || before.available !== counts.available;
  if (isProgress) draft.lastTransitionAt = world.now;
  if (!isTemplateCompleted(draft.phase)) decide(world, template, desired, counts.available, ending, draft);
  return finish(world, template, before, { ...counts, wanted: set?.wanted ?? 0 }, draft);
}

/** Replicas that the controller wants now. */
export function countDesired(template: TemplateSpec, status: TemplateStatus, ending: string | undefined): number {
  if (ending !== undefined || isTemplateCompleted(status.phase)) return 0;
  return template.replicas ?? DEFAULT_REPLICAS;
}

function create(world: World, template: TemplateSpec, draft: Draft): void {
  const refusal = createReplicaSet(world, template);
  if (refusal === undefined) {
    draft.lastTransitionAt = world.now;
    draft.why = `ReplicaSet ${world.replicaSets.get(template.name)?.name} is created with 0 replicas.`;
    draft.rule = 'template.replica-set-created';
  } else {
    fail(
      draft,
      `Failed to create ReplicaSet for template '${template.name}': ${refusal}`,
      'template.replica-set-refused',
    );
  }
}

function keep(world: World, template: TemplateSpec, set: ReplicaSet, desired: number, draft: Draft): void {
  if (desired !== 0) {
    const problem = ensureService(world, template);
    if (problem !== undefined) fail(draft, problem, 'template.service-refused');
  } else if (set.available === 0) {
    removeService(world, template);
  }
  if (desired === 0) delayScaleDown(world, set);
  if (set.wanted === desired) return;
  scale(world, template, set, desired, draft);
  draft.lastTransitionAt = world.now;
}

function delayScaleDown({ spec, scenario, now }: World, set: ReplicaSet): void {
  const seconds = spec.scaleDownDelaySeconds ?? DEFAULT_SCALE_DOWN_DELAY_SECONDS;
  const { secondOffsetMs } = scenario;
  if (seconds === 0) set.scaleDownAt = undefined;
  // The controller keeps whole seconds of the wall clock.
  else if (secondOffsetMs === undefined) set.scaleDownAt ??= now + seconds * 1000;
  else set.scaleDownAt ??= cutToSecond(now + seconds * 1000, secondOffsetMs);
}

function scale(world: World, template: TemplateSpec, set: ReplicaSet, desired: number, draft: Draft): void {
  const isDelayed = desired === 0 && set.scaleDownAt !== undefined && set.scaleDownAt > world.now;
  const target = isDelayed ? (template.replicas ?? DEFAULT_REPLICAS) : desired;
  if (target === set.wanted) return;
  if (target < 0) {
    const problem = `ReplicaSet.apps "${set.name}" is invalid: spec.replicas: Invalid value: ${target}: must be greater than or equal to 0`;
    const failed = `Unable to scale ReplicaSet for template '${template.name}' to desired replica count '${target}'`;
    fail(draft, `${failed}: ${problem}`, 'template.scaling-refused');
    return;
  }
  const direction = target > set.wanted ? 'up' : 'down';
  draft.why = `Scaled ${direction} ReplicaSet ${set.name} from ${set.wanted} to ${target}`;
  draft.rule = direction === 'up' ? 'template.scale-up' : 'template.scale-down';
  set.wanted = target;
}

function fail(draft: Draft, message: string, rule: DecidingRule): void {
  draft.phase = 'Error';
  draft.message = message;
  draft.why = message;
  draft.rule = rule;
}

/** The table of docs/controller/experiment.md#template-step. Only asked of templates that are not completed. */
function decide(
  world: World,
  template: TemplateSpec,
  desired: number,
  available: number,
  ending: string | undefined,
  draft: Draft,
): void {
  const settle = (phase: TemplatePhase, why: string, rule: DecidingRule): void => {
    // What happened in this pass says more than the phase that follows from it, unless the template ends.
    if (phase !== draft.phase && (draft.why === undefined || isTemplateCompleted(phase))) {
      draft.why = why;
      draft.rule = rule;
    }
    draft.phase = phase;
  };
  if (desired === available) {
    if (isDurationOver(world, world.status)) {
      settle(
        'Successful',
        `The duration of ${formatDuration(world.durationMs ?? 0)} is over.`,
        'template.duration-over',
      );
    } else if (ending !== undefined) settle('Successful', ending, 'template.ending');
    else settle('Running', describeAvailable(available, desired), 'template.available');
    return;
  }
  const seconds = world.spec.progressDeadlineSeconds ?? DEFAULT_PROGRESS_DEADLINE_SECONDS;
  if (world.now > (draft.lastTransitionAt ?? world.now) + seconds * 1000) {
    draft.message = `Template '${template.name}' exceeded its progressDeadlineSeconds (${seconds})`;
    settle('Failed', draft.message, 'template.deadline-exceeded');
  } else if (ending !== undefined) settle('Successful', ending, 'template.ending');
  else settle('Progressing', describeAvailable(available, desired), 'template.not-available');
}

function describeAvailable(available: number, wanted: number): string {
  if (wanted === 0) return 'No pod is wanted.';
  return `${available} of ${wanted} ${wanted === 1 ? 'pod is' : 'pods are'} available.`;
}

/** Answers the status of before when nothing changed, and tells the timeline when something did. */
function finish(
  world: World,
  template: TemplateSpec,
  before: TemplateStatus,
  counts: Pick<TemplateStatus, 'replicas' | 'ready' | 'available' | 'wanted'>,
  { phase, message, lastTransitionAt, why, rule }: Draft,
): TemplateStatus {
  const isTold = before.phase !== phase || before.wanted !== counts.wanted || before.available !== counts.available;
  if (isTold && phase !== '') {
    world.events.push({
      at: world.now,
      subject: 'template',
      name: template.name,
      from: before.phase,
      to: phase,
      replicas: counts.wanted,
      available: counts.available,
      message: why ?? describeAvailable(counts.available, counts.wanted),
      ...(rule === undefined ? {} : { rule }),
    });
  }
  const isSame =
    !isTold &&
    before.replicas === counts.replicas &&
    before.ready === counts.ready &&
    before.message === message &&
    before.lastTransitionAt === lastTransitionAt;
  return isSame ? before : { ...counts, phase, message, lastTransitionAt };
}
