/** Pause, resume, step, jump to the end: commands that steer the clock of a rehearsal. */

import type { ExperimentPlayback } from '../experiments/ports/source.ts';
import { COMMANDS, type CommandId, type RowAction } from '../ids.ts';
import type { Command, Parts } from './command.ts';
import { pickExperiment } from './pick-experiment.ts';

export function pauseRehearsal(parts: Parts): Command {
  return steer(parts, COMMANDS.pauseRehearsal, 'pause', (playback, id) => playback.pause(id));
}

export function resumeRehearsal(parts: Parts): Command {
  return steer(parts, COMMANDS.resumeRehearsal, 'resume', (playback, id) => playback.resume(id));
}

export function stepRehearsal(parts: Parts): Command {
  return steer(parts, COMMANDS.stepRehearsal, 'step', (playback, id) => playback.step(id));
}

export function jumpToEndOfRehearsal(parts: Parts): Command {
  return steer(parts, COMMANDS.jumpToEndOfRehearsal, 'end', (playback, id) => playback.jumpToEnd(id));
}

function steer(
  parts: Parts,
  id: CommandId,
  action: RowAction,
  steerOne: (playback: ExperimentPlayback, experiment: string) => void,
): Command {
  return {
    id,
    async run(...args) {
      const picked = await pickExperiment(parts, action, args, { isHarmless: true });
      if (picked?.place.playback !== undefined) steerOne(picked.place.playback, picked.view.id);
    },
  };
}
