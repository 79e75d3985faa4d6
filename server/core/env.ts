/** The ports through which the core learns of the world. Everything else it needs comes as an argument. */

import type { ArgoVersion, Language } from './schema/schema.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** How much is said: `strict` raises advice to warnings, for teams that want to follow all of it. */
export const PROFILES = ['standard', 'strict'] as const;
export type Profile = (typeof PROFILES)[number];

/** Settings that change answers, as they hold for one file. */
export interface Settings {
  /** Release line the files are written for. */
  readonly argoVersion: ArgoVersion;
  /** Absent: `standard`. */
  readonly profile?: Profile;
  /** Rule id to severity, or `off`. What is not named keeps the rule's own, in the profile. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
}

export const DEFAULT_SETTINGS: Settings = { argoVersion: '1.10', severities: {} };

export interface Env {
  /** The language as data (`dist/schemas/language.json`). */
  readonly language: Language;
  readonly log: (level: 'error' | 'warn' | 'info', message: string) => void;
}
