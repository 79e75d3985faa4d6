/** How a rehearsal ended, and why, for a person. */
import { formatDuration } from '../../kube/duration.ts';
import { type ExperimentStatus, hasRequired, isCompleted, isRequiredDone } from '../analysis/status.ts';
import type { Phase, TimelineEvent, Verdict } from '../spec/timeline.ts';
import type { World } from './world.ts';

/** `quiet`: nothing can happen any more. `crash`: the process of the controller has ended. `horizon`: the next event lies beyond it. `limit`: too many steps. */
export type Stop =
  | { readonly kind: 'quiet' }
  | { readonly kind: 'crash'; readonly why: string }
  | { readonly kind: 'horizon'; readonly next: number }
  | { readonly kind: 'limit' };

export function judge(world: World, stop: Stop): Verdict {
  const phase = world.status.phase || 'Pending';
  if (isCompleted(phase)) {
    const last = findLastPhaseEvent(world.events);
    return { kind: 'finished', phase, at: last?.at ?? world.now, message: last?.message ?? '' };
  }
  if (stop.kind === 'quiet') return { kind: 'hangs', phase, at: world.now, message: explainHang(world, phase) };
  if (stop.kind === 'crash')
    return { kind: 'hangs', phase, at: world.now, message: explainCrash('experiment', phase, stop.why) };
  const at = stop.kind === 'horizon' ? world.scenario.horizonMs : world.now;
  return { kind: 'unfinished', phase, at, message: explainStop(world, phase, stop) };
}

function findLastPhaseEvent(events: readonly TimelineEvent[]): TimelineEvent | undefined {
  return events.findLast(event => event.subject === 'experiment');
}

/** `what`: the object that is left behind. */
export function explainCrash(what: string, phase: Phase, why: string): string {
  return `The ${what} stays ${phase} for ever: ${why}, and the process of the controller dies of it, again after each restart.`;
}

function explainStop({ scenario, now }: World, phase: Phase, stop: Exclude<Stop, { kind: 'crash' }>): string {
  if (stop.kind === 'horizon') {
    const horizon = formatDuration(scenario.horizonMs);
    return `Still ${phase} after ${horizon}, where the rehearsal stops looking; the next event comes ${formatDuration(stop.next)} after the start.`;
  }
  return `Still ${phase} after ${formatDuration(now)}: there is more to play than a rehearsal plays. Use fewer templates, replicas or instants.`;
}

/** Each sentence: what stays, why, what to do. */
function explainHang(world: World, phase: Phase): string {
  const { spec, status, terminate } = world;
  const stays = `The experiment stays ${phase} for ever`;
  const unread = listUnread(world, status);
  if (isRequiredDone(spec, status) && unread.length > 0) {
    return `${stays}: once all required analyses were Successful, the controller ended ${list(unread)} and never reads the result. Make all analyses required, or none.`;
  }
  if (terminate && hasRequired(spec)) {
    return `${stays}: it was terminated while ${list(unread)} was unfinished, and the controller never reads the result. Delete the experiment instead.`;
  }
  const endless = spec.analyses.filter(
    ({ name, requiredForCompletion }) =>
      requiredForCompletion === true && status.analyses.get(name)?.phase === 'Running',
  );
  if (endless.length > 0) {
    const names = endless.map(({ name }) => name);
    return `${stays}: it waits for ${list(names)}, which never ends. Give its metrics a count or a consecutiveSuccessLimit.`;
  }
  if (world.durationProblem !== undefined) {
    return `${stays}: the duration does not parse (${world.durationProblem}), so it never expires, and the controller looks again without any pause. Write a Go duration such as 30m or 120h.`;
  }
  if (spec.duration === undefined || spec.duration === '') {
    const other = unread.length > 0 ? ' or a failing analysis' : '';
    return `${stays}: there is no duration and no analysis is required for completion, so only a person${other} ends it. Write duration, or requiredForCompletion: true.`;
  }
  return `${stays}: nothing is left that could change it.`;
}

/** Analyses whose status was unfinished when the controller stopped reading it. */
function listUnread({ spec }: World, status: ExperimentStatus): string[] {
  return spec.analyses
    .map(({ name }) => name)
    .filter(name => ['Pending', 'Running'].includes(status.analyses.get(name)?.phase ?? ''));
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 3).map(name => `'${name}'`);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
