/** The settings of a file, asked of the client once and kept until it says that they changed. */
import type { Connection } from 'vscode-languageserver';
import { type ArgoVersion, DEFAULT_SETTINGS, PROFILES, type Settings, type Severity } from '../core/index.ts';
import { DEFAULT_EXCLUDES } from '../disk/excludes.ts';

export const SECTION = 'argoExperiments';

const VERSIONS: readonly ArgoVersion[] = ['1.7', '1.8', '1.9', '1.10', 'next'];
const SEVERITIES: readonly (Severity | 'off')[] = ['error', 'warning', 'info', 'hint', 'off'];

export class SettingsStore {
  readonly #connection: Connection;
  readonly #byUri = new Map<string, Promise<Settings>>();
  /** The client answers `workspace/configuration`; else it pushes one set of settings for all files. */
  canAsk = false;
  #auto: ArgoVersion = DEFAULT_SETTINGS.argoVersion;
  #pushedValue: unknown;
  #pushed: Settings = DEFAULT_SETTINGS;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  of(uri: string): Promise<Settings> {
    if (!this.canAsk) return Promise.resolve(this.#pushed);
    let settings = this.#byUri.get(uri);
    if (!settings) {
      settings = this.#ask(uri);
      this.#byUri.set(uri, settings);
    }
    return settings;
  }

  /** Patterns of the files that the workspace index leaves out in a folder: our own setting, and what the editor hides. */
  async excludesOf(folder: string): Promise<readonly string[]> {
    if (!this.canAsk) return readExcludes([this.#pushedValue]);
    const sections = [SECTION, 'files.exclude', 'search.exclude'];
    const items = sections.map(section => ({ scopeUri: folder, section }));
    try {
      return readExcludes(await this.#connection.workspace.getConfiguration(items));
    } catch (error) {
      this.#connection.console.error(`settings of ${folder} could not be read: ${wordsOf(error)}`);
      return DEFAULT_EXCLUDES;
    }
  }

  forget(uri: string): void {
    this.#byUri.delete(uri);
  }

  changed(pushed: unknown): void {
    this.#byUri.clear();
    this.#pushedValue = isRecord(pushed) ? (pushed[SECTION] ?? pushed) : undefined;
    this.#pushed = readSettings(this.#pushedValue, this.#auto);
  }

  /** What `argoVersion: auto` stands for: the release line of the connected cluster. Undefined: the newest. */
  setAuto(version: ArgoVersion = DEFAULT_SETTINGS.argoVersion): void {
    if (version === this.#auto) return;
    this.#auto = version;
    this.changed(this.#pushedValue);
  }

  async #ask(uri: string): Promise<Settings> {
    try {
      const value: unknown = await this.#connection.workspace.getConfiguration({ scopeUri: uri, section: SECTION });
      return readSettings(value, this.#auto);
    } catch (error) {
      this.#byUri.delete(uri);
      this.#connection.console.error(`settings of ${uri} could not be read: ${wordsOf(error)}`);
      return DEFAULT_SETTINGS;
    }
  }
}

/** Whatever a client sends, as settings; what is missing or not understood is as by default. `auto`: what that stands for. */
export function readSettings(value: unknown, auto: ArgoVersion = DEFAULT_SETTINGS.argoVersion): Settings {
  const record = isRecord(value) ? value : {};
  const version = VERSIONS.find(each => each === record.argoVersion);
  const severities: Record<string, Severity | 'off'> = {};
  for (const [rule, chosen] of Object.entries(isRecord(record.severity) ? record.severity : {})) {
    const severity = SEVERITIES.find(each => each === chosen);
    if (severity) severities[rule] = severity;
  }
  const profile = PROFILES.find(each => each === record.profile);
  return { argoVersion: version ?? auto, severities, ...(profile ? { profile } : {}) };
}

/** Our own section first, then what the editor hides: patterns with `true` where they count. */
function readExcludes([own, ...others]: readonly unknown[]): readonly string[] {
  const given: unknown = isRecord(own) ? own.exclude : undefined;
  const patterns = Array.isArray(given) ? given.filter(each => typeof each === 'string') : DEFAULT_EXCLUDES;
  const hidden = others.flatMap(excludes =>
    isRecord(excludes) ? Object.keys(excludes).filter(pattern => excludes[pattern] === true) : [],
  );
  return [...new Set([...patterns, ...hidden])];
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
