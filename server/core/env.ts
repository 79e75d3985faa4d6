/** The ports through which the core learns of the world. Everything else it needs comes as an argument. */

import type { ArgoVersion, Language } from './schema/schema.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** Settings that change answers, as they hold for one file. */
export interface Settings {
  /** Release line the files are written for. */
  readonly argoVersion: ArgoVersion;
  /** Rule id to severity, or `off`. What is not named keeps the rule's own. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
}

export const DEFAULT_SETTINGS: Settings = { argoVersion: '1.10', severities: {} };

export interface Env {
  /** The language as data (`dist/schemas/language.json`). */
  readonly language: Language;
  readonly log: (level: 'error' | 'warn' | 'info', message: string) => void;
}
