/** What the buttons of failures do. */
import { COMMANDS, SETTINGS } from '../ids.ts';
import { placeAt } from './choose-place.ts';
import type { Command, Parts } from './command.ts';

const INSTALLATION = 'https://argoproj.github.io/argo-rollouts/installation/';

export function chooseKubeconfig({ desk }: Parts): Command {
  return { id: COMMANDS.chooseKubeconfig, run: () => desk.showSetting(SETTINGS.kubeconfig) };
}

/** The file that cannot be used, or the one in use. */
export function openKubeconfig(parts: Parts): Command {
  return {
    id: COMMANDS.openKubeconfig,
    async run(row) {
      const state = placeAt(parts, row)?.source.state;
      const config = await parts.clusters.contexts();
      const failure = state?.kind === 'failed' ? state.failure : config.ok ? undefined : config.failure;
      const file = failure?.kind === 'bad-config' ? failure.file : config.ok ? config.value.files[0] : undefined;
      if (file === undefined) await parts.desk.showSetting(SETTINGS.kubeconfig);
      else await parts.desk.showFile(file);
    },
  };
}

export function manageTrust({ desk }: Parts): Command {
  return { id: COMMANDS.manageTrust, run: () => desk.manageTrust() };
}

export function howToInstall({ desk }: Parts): Command {
  return { id: COMMANDS.howToInstall, run: () => desk.browse(INSTALLATION) };
}
