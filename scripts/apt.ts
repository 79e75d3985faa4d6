/** What the machine must have, and how it gets there: by apt when we may, else by a command for the person. */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { chromiumPath, findOnPath } from './machine.ts';

/** A thing of the system that a script needs. */
export interface Need {
  /** Debian's name of it. */
  readonly package: string;
  readonly isPresent: () => boolean;
}

export const CHROMIUM: Need = { package: 'chromium', isPresent: () => chromiumPath() !== undefined };
export const FONT: Need = {
  package: 'fonts-dejavu-core',
  isPresent: () => process.platform !== 'linux' || globSync('/usr/{,local/}share/fonts/**/*.{ttf,otf}').length > 0,
};
/** For the native modules of the VS Code server. */
export const COMPILERS: readonly Need[] = [
  { package: 'g++', isPresent: () => findOnPath('g++') !== undefined },
  { package: 'make', isPresent: () => findOnPath('make') !== undefined },
  { package: 'python3', isPresent: () => findOnPath('python3') !== undefined },
];

/**
 * Installs what is missing when this is Debian (or a relative of it) and we are root.
 *
 * @returns undefined when everything is there, else a sentence with the command that brings it
 */
export function ensureNeeds(needs: readonly Need[]): string | undefined {
  const missing = needs.filter(need => !need.isPresent()).map(need => need.package);
  if (missing.length === 0) return undefined;
  if (!isDebian()) return `This machine lacks ${missing.join(', ')} (Debian's names). Install that, then try again.`;
  if (process.getuid?.() !== 0)
    return `This machine lacks ${missing.join(', ')}. Run: ${installCommand(missing, 'sudo ')}`;
  console.log(`Installing ${missing.join(', ')} from Debian's packages.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const wait = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', '-o', 'Dpkg::Use-Pty=0', '-qq'];
  for (const args of [
    [...wait, 'update'],
    [...wait, 'install', '-y', '--no-install-recommends', ...missing],
  ]) {
    const { status, error } = spawnSync('apt-get', args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
    if (status !== 0)
      return `apt-get failed (${error?.message ?? `exit code ${status}`}). Run: ${installCommand(missing)}`;
  }
  const still = needs.filter(need => !need.isPresent()).map(need => need.package);
  return still.length === 0 ? undefined : `apt-get installed ${still.join(', ')}, but they are not found on PATH.`;
}

function installCommand(packages: readonly string[], sudo = ''): string {
  return `${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}

function isDebian(): boolean {
  if (findOnPath('apt-get') === undefined) return false;
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}
