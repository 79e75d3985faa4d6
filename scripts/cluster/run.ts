import type { Guard } from '../guard/guard.ts';
import { underGuard } from '../guard/under-guard.ts';
import type { ClusterOptions } from './options.ts';
import { type ControlPlane, startControlPlane } from './plane/control-plane.ts';
import { Aborted, abortable } from './process/abort.ts';
import { type Progress, startProgress } from './process/progress.ts';
import { buildMissing, copyCrds } from './programs/build.ts';
import { cacheFolder } from './programs/folders.ts';
import { type ArgoVersion, controlPlanePrograms } from './programs/programs.ts';

/** Builds what is missing for a release and gives the folder it lies in. */
export async function prepare(argo: ArgoVersion, guard: Guard, progress: Progress): Promise<string> {
  const cache = cacheFolder(process.env);
  await buildMissing(Object.values(controlPlanePrograms(argo)), { cache, guard, progress });
  await copyCrds(argo, { cache, guard, progress });
  return cache;
}

/** MiB of memory that a plane's programs hold together; undefined where the system does not tell. */
export function totalMemory(plane: ControlPlane): number | undefined {
  const memory = [...plane.readMemory().values()];
  return memory.length === 0 ? undefined : Math.round(memory.reduce((sum, each) => sum + each, 0));
}

/** `npm run cluster`: comes back when told to end. */
export async function runCluster(options: ClusterOptions): Promise<void> {
  const progress = startProgress();
  try {
    await underGuard(async (guard, signal) => {
      const cache = await abortable(prepare(options.argo, guard, progress), signal);
      const begun = performance.now();
      const plane = await startControlPlane({ ...options, cache, guard, signal, say: progress.say });
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      const what = options.bare ? 'Kubernetes' : `Kubernetes with Argo Rollouts ${options.argo}`;
      const memory = totalMemory(plane);
      progress.say(
        `${what} is ready after ${seconds} s${memory === undefined ? '' : `, with ${memory} MiB of memory`}.`,
      );
      printUse(plane);
      await live(plane, signal, progress);
    });
  } catch (error) {
    if (!(error instanceof Aborted)) throw error;
    progress.say('Ended, nothing is left running.');
  }
}

/** Until told to end, or until a program dies that has to live; ends the plane either way. */
async function live(plane: ControlPlane, signal: AbortSignal, progress: Progress): Promise<void> {
  try {
    throw await abortable(plane.death, signal);
  } catch (error) {
    const isWanted = error instanceof Aborted;
    progress.say('Ending the control plane ...');
    await plane.stop(!isWanted);
    throw error;
  }
}

function printUse(plane: ControlPlane): void {
  console.log(`export KUBECONFIG=${plane.kubeconfig}`);
  if (plane.metrics) console.log(`export METRICS=${plane.metrics}`);
  console.error(
    `Logs: ${plane.folder}. Ctrl+C ends everything. docs/testing-with-a-cluster.md tells how to direct pods and metrics.`,
  );
}
