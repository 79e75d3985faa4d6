/** What a person can do about a failure: a command, and the word of a row's menu that offers it. */
import { COMMANDS, type CommandId, type RowAction } from '../../ids.ts';
import type { L10n } from '../values/l10n.ts';
import type { Remedy } from './cluster-failure.ts';
import type { FailureWords } from './failure.ts';

export interface RemedyCommand {
  readonly command: CommandId;
  readonly label: string;
  /** Absent: it is not for rows. */
  readonly action?: RowAction;
}

/** `undefined`: the sentence says it all, or what was asked for just has to be asked for again. */
export function remedyCommand({ remedy, advice }: FailureWords, l10n: L10n): RemedyCommand | undefined {
  if (remedy !== undefined) return { command: remedy, label: l10n.t('Restart Language Server') };
  return advice === undefined ? undefined : commandFor(advice, l10n);
}

function commandFor(advice: Remedy, l10n: L10n): RemedyCommand | undefined {
  switch (advice) {
    case 'choose-kubeconfig':
      return { command: COMMANDS.chooseKubeconfig, label: l10n.t('Choose a Kubeconfig'), action: 'kubeconfig' };
    case 'open-kubeconfig':
      return { command: COMMANDS.openKubeconfig, label: l10n.t('Open the Kubeconfig'), action: 'openKubeconfig' };
    case 'choose-context':
      return { command: COMMANDS.connectCluster, label: l10n.t('Choose a Context'), action: 'context' };
    case 'choose-namespace':
      return { command: COMMANDS.chooseNamespace, label: l10n.t('Choose a Namespace'), action: 'namespace' };
    case 'manage-trust':
      return { command: COMMANDS.manageTrust, label: l10n.t('Manage Trust'), action: 'trust' };
    case 'install-argo':
      return { command: COMMANDS.howToInstall, label: l10n.t('How to Install'), action: 'install' };
    case 'retry':
      return { command: COMMANDS.retryConnection, label: l10n.t('Retry Now'), action: 'reconnect' };
    case 'choose-name':
    case 'show-problems':
      return undefined;
  }
}
