import os from 'node:os';
import path from 'node:path';

/** Names another folder for the built programs. */
export const cacheVariable = 'ARGO_EXPERIMENTS_CONTROL_PLANE';

/** Where built programs are kept: outside the repository, so that every checkout shares them and `git clean` does not cost minutes. */
export function cacheFolder(env: NodeJS.ProcessEnv, home: string = os.homedir()): string {
  const chosen = env[cacheVariable];
  if (chosen) return path.resolve(chosen);
  const base =
    env.XDG_CACHE_HOME && path.isAbsolute(env.XDG_CACHE_HOME) ? env.XDG_CACHE_HOME : path.join(home, '.cache');
  return path.join(base, 'argo-experiments', 'control-plane');
}

/** The CRDs of a release, copied from its module when its controller is built. */
export function crdFolder(cache: string, argo: string): string {
  return path.join(cache, `crds-v${argo}`);
}
