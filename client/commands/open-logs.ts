/** Follows the log of a container in an output channel: of a pod, or of the Job that a measurement ran. */

import { describeFailure } from '../experiments/failures/failure.ts';
import { type JobReference, jobsOf, locate } from '../experiments/places/row-actions.ts';
import type { ClusterObjects } from '../experiments/ports/cluster-connection.ts';
import { parseNodeId } from '../experiments/view/node-id.ts';
import { COMMANDS } from '../ids.ts';
import { placeAt } from './choose-place.ts';
import { type Command, type Parts, tellFailure } from './command.ts';
import { rowObject } from './row-object.ts';

const TAIL = 1000;

export function openLogs(parts: Parts): Command {
  return {
    id: COMMANDS.openLogs,
    async run(row) {
      const pod = await choosePod(parts, row);
      if (pod === undefined) return;
      const listed = await parts.progress.during(() =>
        pod.objects.containers({ namespace: pod.namespace, pod: pod.name }),
      );
      if (!listed.ok) return await tellFailure(parts, listed.failure, pod.node);
      const container = await chooseContainer(parts, pod.name, listed.value);
      if (container !== undefined) await follow(parts, pod, container);
    },
  };
}

interface LoggedPod {
  readonly objects: ClusterObjects;
  readonly namespace: string;
  readonly name: string;
  readonly node: string;
}

/** `undefined`: there is none, which the person has been told, or none was chosen. */
async function choosePod(parts: Parts, row: unknown): Promise<LoggedPod | undefined> {
  const node = typeof row === 'string' ? row : (parts.tree.selected ?? '');
  const jobs = jobsAt(parts, node);
  if (jobs.length > 0) return await chooseJobPod(parts, node, jobs);
  const found = await rowObject(parts, row);
  if (found?.reference.kind !== 'Pod') return undefined;
  const { objects, reference } = found;
  return { objects, namespace: reference.namespace, name: reference.name, node: found.node };
}

/** Of the row of a measurement, or of all below the row of an analysis. */
function jobsAt({ places }: Parts, node: string): readonly (JobReference & { readonly namespace: string })[] {
  const path = parseNodeId(node);
  const view = locate(places, node)?.view;
  if (path === undefined || view === undefined || path.template !== undefined) return [];
  const isOwn = view.kind === 'AnalysisRun';
  const analyses = view.analyses.filter(({ name }) => isOwn || name === path.analysis);
  const { namespace = '' } = view;
  return jobsOf(analyses, path.metric, path.measurement).map(job => ({ namespace, ...job }));
}

async function chooseJobPod(
  parts: Parts,
  node: string,
  jobs: readonly (JobReference & { readonly namespace: string })[],
): Promise<LoggedPod | undefined> {
  const { ask, tell, l10n } = parts;
  const objects = placeAt(parts, node)?.cluster.objects;
  const [first, ...others] = jobs;
  const job =
    others.length === 0
      ? first
      : await ask.choose({
          title: l10n.t('Open Log'),
          placeholder: l10n.t('Of which Job? The newest is the first.'),
          choices: jobs.map(each => ({ label: each.name, value: each })),
        });
  if (objects === undefined || job === undefined) return undefined;
  const pods = await parts.progress.during(() => objects.jobPods(job));
  if (!pods.ok) {
    await tellFailure(parts, pods.failure, node);
    return undefined;
  }
  const [newest] = pods.value;
  if (newest === undefined) await tell.say('info', l10n.t('Job {0} has no pods any more.', job.name));
  return newest === undefined ? undefined : { objects, namespace: job.namespace, name: newest, node };
}

async function chooseContainer(
  { ask, l10n }: Parts,
  pod: string,
  containers: readonly string[],
): Promise<string | undefined> {
  if (containers.length < 2) return containers[0];
  return await ask.choose({
    title: l10n.t('Log of {0}', pod),
    placeholder: l10n.t('Which container?'),
    choices: containers.map(name => ({ label: name, value: name })),
  });
}

/** Comes back once the log is shown; the lines go on. */
async function follow(
  parts: Parts,
  { objects, namespace, name: pod, node }: LoggedPod,
  container: string,
): Promise<void> {
  const { logs, l10n } = parts;
  const log = logs.open(l10n.t('Log of {0} / {1}', pod, container));
  const { signal } = log;
  const lines = await objects.log({ namespace, pod, container, follow: true, tail: TAIL, signal });
  if (!lines.ok) {
    log.write(describeFailure(lines.failure, l10n).sentence);
    return await tellFailure(parts, lines.failure, node);
  }
  const write = async () => {
    for await (const line of lines.value) {
      log.write('failure' in line ? describeFailure(line.failure, l10n).sentence : line.text);
    }
    if (!signal.aborted) log.write(l10n.t('— end of the log —'));
  };
  write().catch(error => parts.log(`log of ${pod}: ${String(error)}`));
}
