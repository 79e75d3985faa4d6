import type { L10n } from '../../../client/experiments/values/l10n.ts';

/** Messages as they are written, arguments put in: what `vscode.l10n` does without a translation. */
export const english: L10n = {
  t: (message, ...args) => message.replace(/\{(\d+)\}/g, (hole, index) => String(args[Number(index)] ?? hole)),
};
