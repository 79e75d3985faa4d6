/** Follows the log of a container in an output channel. */
import { COMMANDS } from '../ids.ts';
import { describeFailure } from '../live/failure.ts';
import { type Command, type Parts, tellFailure } from './command.ts';
import { type RowObject, rowObject } from './row-object.ts';

const TAIL = 1000;

export function openLogs(parts: Parts): Command {
  return {
    id: COMMANDS.openLogs,
    async run(row) {
      const found = await rowObject(parts, row);
      if (found?.reference.kind !== 'Pod') return;
      const { objects, reference, node } = found;
      const pod = { namespace: reference.namespace, pod: reference.name };
      const listed = await parts.progress.during(() => objects.containers(pod));
      if (!listed.ok) return await tellFailure(parts, listed.failure, node);
      const container = await chooseContainer(parts, reference.name, listed.value);
      if (container !== undefined) await follow(parts, found, container);
    },
  };
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
async function follow(parts: Parts, { objects, reference, node }: RowObject, container: string): Promise<void> {
  const { logs, l10n } = parts;
  const log = logs.open(l10n.t('Log of {0} / {1}', reference.name, container));
  const { namespace, name: pod } = reference;
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
