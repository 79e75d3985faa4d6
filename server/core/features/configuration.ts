/** `.argo-experiments.yaml`: what a team decided for the files of its folder, read by the editor and the command line alike. */
import type { Profile, Settings, Severity } from '../env.ts';
import { releaseLine } from '../schema/release.ts';
import { entryOf, itemsAt, stringAt, valueAt, type YamlDocument } from '../yaml/node.ts';

export const CONFIGURATION_KIND = 'Configuration';

/** The name of the file, in any folder; the nearest one above a file holds for it. */
export const CONFIGURATION_FILE = '.argo-experiments.yaml';

export function isConfigurationFile(uri: string): boolean {
  return uri.endsWith(`/${CONFIGURATION_FILE}`);
}

/** What the file says; what it does not say, or says in a form that is not understood, is absent. */
export interface Configuration extends Partial<Settings> {
  /** Patterns of files and folders that are left out, relative to the folder of the file. */
  readonly exclude?: readonly string[];
}

const PROFILES: readonly Profile[] = ['standard', 'strict'];
const SEVERITIES: readonly (Severity | 'off')[] = ['error', 'warning', 'info', 'hint', 'off'];

export function readConfiguration({ root }: YamlDocument): Configuration {
  const release = stringAt(root, 'argoVersion') ?? '';
  const argoVersion = release === 'next' ? release : releaseLine(release);
  const exclude = entryOf(root, 'exclude') && itemsAt(root, 'exclude').flatMap(textOf);
  const severities = severitiesOf(root);
  const profile = PROFILES.find(each => each === stringAt(root, 'profile'));
  return {
    ...(argoVersion === undefined ? {} : { argoVersion }),
    ...(profile === undefined ? {} : { profile }),
    ...(severities === undefined ? {} : { severities }),
    ...(exclude === undefined ? {} : { exclude }),
  };
}

function severitiesOf(root: YamlDocument['root']): Settings['severities'] | undefined {
  const map = valueAt(root, 'severity');
  if (map?.kind !== 'map') return undefined;
  const chosen = map.entries.flatMap(({ key, value }) => {
    const severity = SEVERITIES.find(each => value.kind === 'scalar' && each === value.text);
    return severity === undefined ? [] : [[key.text, severity] as const];
  });
  return Object.fromEntries(chosen);
}

function textOf(node: ReturnType<typeof itemsAt>[number]): readonly string[] {
  return node.kind === 'scalar' ? [node.text] : [];
}
