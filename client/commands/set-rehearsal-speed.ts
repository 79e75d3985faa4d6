import { SPEEDS } from '../experiments/values/speed.ts';
import { COMMANDS } from '../ids.ts';
import type { Command, Parts } from './command.ts';
import { pickExperiment } from './pick-experiment.ts';

export function setRehearsalSpeed(parts: Parts): Command {
  const { ask, l10n } = parts;
  return {
    id: COMMANDS.setRehearsalSpeed,
    async run(...args) {
      const picked = await pickExperiment(parts, 'speed', args, { isHarmless: true });
      const playback = picked?.place.playback;
      if (picked === undefined || playback === undefined) return;
      const speed = await ask.choose({
        title: l10n.t('Speed of {0}', picked.view.name),
        placeholder: l10n.t('How much faster than real time?'),
        choices: SPEEDS.map(value => ({
          label: l10n.t('x{0}', value),
          description: describe(value, picked.view.playback?.speed, l10n),
          value,
        })),
      });
      if (speed !== undefined) playback.setSpeed(picked.view.id, speed);
    },
  };
}

function describe(speed: number, current: number | undefined, l10n: Parts['l10n']): string {
  const meaning =
    speed === 1
      ? l10n.t('real time')
      : speed < 60
        ? l10n.t('{0} s in a second', speed)
        : l10n.t('{0} min in a second', speed / 60);
  return speed === current ? l10n.t('{0} (now)', meaning) : meaning;
}
