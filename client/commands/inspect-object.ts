/** Looks at what is really on the cluster: the object as YAML, beside its file, its events, and how to name it. */

import { locate } from '../experiments/places/row-actions.ts';
import type { ObjectEvent, ObjectReference } from '../experiments/ports/cluster-connection.ts';
import { formatTimeOfDay } from '../experiments/values/duration.ts';
import { type Json, readMap } from '../experiments/values/json.ts';
import { inOrderOf } from '../experiments/values/key-order.ts';
import { COMMANDS } from '../ids.ts';
import { type Command, type Parts, tellFailure } from './command.ts';
import { pickExperiment } from './pick-experiment.ts';
import { rowObject } from './row-object.ts';

export function openLiveYaml(parts: Parts): Command {
  return {
    id: COMMANDS.openLiveYaml,
    async run(row) {
      const found = await rowObject(parts, row);
      if (found === undefined) return;
      const { place, objects, reference, node } = found;
      const read = await parts.progress.during(() => objects.read(reference));
      if (!read.ok) return await tellFailure(parts, read.failure, node);
      const text = objects.print(withoutManagedFields(read.value));
      await parts.texts.show({ name: `${place.source.label} ${reference.name}.yaml`, text });
    },
  };
}

/** What is there beside what the file says: metadata that people write, and the spec. */
export function compareWithFile(parts: Parts): Command {
  return {
    id: COMMANDS.compareWithFile,
    async run(...args) {
      const { editor, requests, texts, tell, l10n } = parts;
      const picked = await pickExperiment(parts, 'compareFile', args);
      const origin = picked?.view.origin;
      const found = picked && (await rowObject(parts, picked.node));
      if (picked === undefined || origin === undefined || found === undefined) return;
      const loaded = await editor.load(origin.uri);
      const runnables = loaded.ok ? await requests.runnables(origin.uri) : loaded;
      if (!runnables.ok) return await tellFailure(parts, runnables.failure);
      const { name } = picked.view;
      // A run whose name was taken has another one than its file.
      const [only, ...others] = runnables.value.filter(({ type }) => type === 'experiment');
      const meant =
        runnables.value.find(runnable => runnable.name === name) ?? (others.length === 0 ? only : undefined);
      const ours = meant && (await requests.manifest(meant));
      if (ours?.ok === false) return await tellFailure(parts, ours.failure);
      if (ours === undefined) {
        await tell.say('info', l10n.t('The file of {0} no longer holds it.', name));
        return;
      }
      const theirs = await parts.progress.during(() => found.objects.read(found.reference));
      if (!theirs.ok) return await tellFailure(parts, theirs.failure, picked.node);
      const mine = written(ours.value);
      await texts.compare(
        l10n.t('{0}: {1} ↔ file', name, found.place.source.label),
        {
          name: `${found.place.source.label} ${name}.yaml`,
          text: found.objects.print(inOrderOf(mine, written(theirs.value))),
        },
        { name: `${name}.yaml`, text: found.objects.print(mine) },
      );
    },
  };
}

export function showEvents(parts: Parts): Command {
  return {
    id: COMMANDS.showEvents,
    async run(row) {
      const found = await rowObject(parts, row);
      if (found === undefined) return;
      const { objects, reference, node } = found;
      const listed = await parts.progress.during(() => objects.events(reference));
      if (!listed.ok) return await tellFailure(parts, listed.failure, node);
      if (listed.value.length === 0) {
        const message = parts.l10n.t(
          'The cluster has no events of {0}; it forgets them, mostly after an hour.',
          reference.name,
        );
        await parts.tell.say('info', message);
        return;
      }
      const text = listed.value.map(eventLine).join('\n');
      await parts.texts.show({ name: parts.l10n.t('Events of {0}', reference.name), text: `${text}\n` });
    },
  };
}

function eventLine({ lastAt, isWarning, reason, message, count, source }: ObjectEvent): string {
  const times = count > 1 ? ` (${count}×)` : '';
  return `${formatTimeOfDay(lastAt)}  ${isWarning ? 'Warning' : 'Normal '}  ${reason}${times}  ${message.replace(/\s+/g, ' ')}  [${source}]`;
}

export function copyName(parts: Parts): Command {
  return {
    id: COMMANDS.copyName,
    async run(row) {
      const found = await rowObject(parts, row);
      if (found !== undefined) await parts.desk.copy(found.reference.name);
    },
  };
}

/** For a terminal: the same object by kubectl, or by its plugin for an experiment. */
export function copyKubectlCommand(parts: Parts): Command {
  return {
    id: COMMANDS.copyKubectlCommand,
    async run(row) {
      const found = await rowObject(parts, row);
      if (found === undefined) return;
      const { place, reference, node } = found;
      const isWatched = locate(parts.places, node)?.view.endedAfterMs === undefined;
      await parts.desk.copy(kubectl(reference, place.cluster.context, isWatched));
    },
  };
}

function kubectl({ kind, namespace, name }: ObjectReference, context: string, isWatched: boolean): string {
  const where = ['--context', quote(context), '-n', quote(namespace)];
  const what =
    kind === 'Experiment'
      ? ['argo', 'rollouts', 'get', 'experiment', quote(name), ...(isWatched ? ['-w'] : [])]
      : ['get', kind.toLowerCase(), quote(name), '-o', 'yaml'];
  return ['kubectl', ...what, ...where].join(' ');
}

/** For a shell that reads single quotes; what needs none gets none. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function withoutManagedFields(object: Json): Json {
  const { managedFields: _, ...metadata } = readMap(object.metadata);
  return { ...object, metadata };
}

function written({ apiVersion, kind, metadata, spec }: Json): Json {
  const { name, labels, annotations } = readMap(metadata);
  const given = Object.entries({ name, labels, annotations }).filter(([, value]) => value !== undefined);
  return { apiVersion, kind, metadata: Object.fromEntries(given), spec };
}
