/**
 * The translator that the pure parts are given; `vscode.l10n` fits as it is. Callers name it `l10n` and write whole
 * sentences as literals, because the list for translators is collected from `l10n.t('…')`.
 */
export interface L10n {
  /** `{0}`, `{1}` … in the message stand for the arguments. */
  t(message: string, ...args: (string | number)[]): string;
}
