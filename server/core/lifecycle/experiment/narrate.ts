/** Why the Experiment changed its phase, as a sentence, where the controller itself says nothing. */
import { formatDuration } from '../../kube/duration.ts';
import type { Decision } from '../analysis/phase.ts';
import { type ExperimentStatus, isBad } from '../analysis/status.ts';
import { isDurationOver, type World } from './world.ts';

/** `ending`: why the experiment was ending when the pass began. */
export function narratePhase(
  world: World,
  status: ExperimentStatus,
  decision: Decision,
  ending: string | undefined,
): string {
  if (decision.message !== '') return decision.message;
  switch (decision.rule) {
    case 'experiment.first-pass':
      return narrateStart(world);
    case 'experiment.analysis-failed':
      return findBadAnalysis(status);
    case 'experiment.templates-decide':
      return narrateAvailability(world, status);
    default:
      return isBad(decision.phase) ? findBadAnalysis(status) : narrateEnd(world, status, decision, ending);
  }
}

function narrateStart({ spec }: World): string {
  const count = spec.templates.length;
  if (count === 0) return 'The experiment has no templates.';
  return count === 1 ? '1 template is set up.' : `${count} templates are set up.`;
}

function findBadAnalysis(status: ExperimentStatus): string {
  const bad = [...status.analyses].filter(([, { phase }]) => isBad(phase));
  return bad.map(([name, { phase }]) => `Analysis '${name}' is ${phase}.`).join(' ');
}

function narrateAvailability({ spec }: World, status: ExperimentStatus): string {
  const waiting = spec.templates.filter(({ name }) => {
    const phase = status.templates.get(name)?.phase;
    return phase !== 'Running' && phase !== 'Successful';
  });
  if (waiting.length === 0) return 'All templates are available.';
  const first = waiting[0]?.name ?? '';
  const others = waiting.length > 1 ? ` and ${waiting.length - 1} more` : '';
  return `Template '${first}'${others} ${waiting.length > 1 ? 'are' : 'is'} not available.`;
}

function narrateEnd(world: World, status: ExperimentStatus, decision: Decision, ending: string | undefined): string {
  const cause = describeCause(world, ending);
  if (decision.phase !== 'Running') return cause;
  const waiting = world.spec.analyses
    .filter(({ name }) => ['Pending', 'Running'].includes(status.analyses.get(name)?.phase ?? ''))
    .map(({ name }) => `'${name}'`);
  return `${cause} Not finished: ${waiting.slice(0, 3).join(', ')}${waiting.length > 3 ? ', …' : ''}.`;
}

function describeCause(world: World, ending: string | undefined): string {
  if (world.spec.templates.length === 0) return 'There are no templates, so there is nothing to wait for.';
  if (isDurationOver(world, world.status)) return `The duration of ${formatDuration(world.durationMs ?? 0)} is over.`;
  return ending ?? 'All templates are done.';
}
