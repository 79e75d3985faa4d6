/** The configuration that holds for a file: the nearest `.argo-experiments.yaml` above it, up to the folder that was read. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CONFIGURATION_FILE, type Configuration, readConfiguration } from '../../core/index.ts';
import { Excludes } from '../../disk/excludes.ts';
import { pathWithin, toPath, toUri } from '../../disk/uris.ts';
import { isFileError } from '../../disk/walk.ts';
import { wordsOf } from '../command.ts';
import type { LintInputs } from './inputs.ts';
import type { Failure } from './report.ts';

export interface Configured extends Omit<Configuration, 'exclude'> {
  /** Whether the configuration leaves a file out. */
  readonly excludes?: (uri: string) => boolean;
}

export type ConfigurationOf = (uri: string) => Configured;

/** A file that cannot be read is added to `failures`: what it says would hold. */
export function configurations({ roots }: Pick<LintInputs, 'roots'>, failures: Failure[]): ConfigurationOf {
  const byFolder = new Map<string, Configured>();
  const of = (folder: string): Configured => {
    const known = byFolder.get(folder);
    if (known) return known;
    const parent = path.dirname(folder);
    const isTop = roots.includes(folder) || parent === folder;
    const found = readAt(folder, failures) ?? (isTop ? {} : of(parent));
    byFolder.set(folder, found);
    return found;
  };
  return uri => {
    const file = toPath(uri);
    return file === undefined ? {} : of(path.dirname(file));
  };
}

function readAt(folder: string, failures: Failure[]): Configured | undefined {
  const file = path.join(folder, CONFIGURATION_FILE);
  try {
    const { exclude, ...configured } = readConfiguration(readFileSync(file, 'utf8'));
    if (exclude === undefined) return configured;
    const patterns = new Excludes(exclude);
    const root = toUri(folder);
    return {
      ...configured,
      excludes: uri => {
        const below = pathWithin(root, uri);
        return below !== undefined && patterns.hasFile(below);
      },
    };
  } catch (error) {
    if (!isFileError(error)) throw error;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    failures.push({ path: file, reason: `cannot be read (${wordsOf(error)})` });
    return undefined;
  }
}
