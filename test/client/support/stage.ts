import type { Command, Parts } from '../../../client/commands/command.ts';
import { allCommands } from '../../../client/commands/index.ts';
import { Places } from '../../../client/experiments/places/places.ts';
import type { CommandId } from '../../../client/ids.ts';
import { RehearsalSource } from '../../../client/rehearsal/source.ts';
import { rehearsalTarget } from '../../../client/rehearsal/target.ts';
import { rootNodes } from '../../../client/tree/nodes/roots.ts';
import { outline } from '../../../client/tree/outline.ts';
import { RUNNABLE } from './courses.ts';
import { english } from './english.ts';
import { FakeClusters } from './fake-clusters.ts';
import { FakeRequests } from './fake-requests.ts';
import { FakeTimers } from './fake-timers.ts';
import { FakePerson } from './fake-ui.ts';

/** Everything of the client that needs no editor, with a person, a language server and a time that are laid down. */
export function setStage() {
  const timers = new FakeTimers();
  const requests = new FakeRequests();
  const person = new FakePerson();
  const log: string[] = [];
  const source = new RehearsalSource({ requests, timers, speed: () => 50, label: 'Rehearsals' });
  const target = rehearsalTarget(source, english);
  const places = new Places([target.place]);
  const clusters = new FakeClusters(places);
  const parts: Parts = {
    get places() {
      return places.all;
    },
    targets: [target],
    clusters,
    requests,
    ask: person,
    tell: person,
    progress: person,
    editor: person,
    versions: person.versions,
    tree: person,
    results: {
      show: (experiments, analysis) => person.showResults(experiments, analysis),
      text: (experiments, form) => `${form} of ${experiments.map(({ view }) => view.name).join(', ')}`,
    },
    texts: person.texts,
    logs: person,
    desk: person,
    rulePages: { show: async rule => void person.seen.push(`rule ${rule}`) },
    memory: person,
    language: person,
    l10n: english,
    log: message => log.push(message),
    execute: async id => {
      person.seen.push(`execute ${id}`);
    },
  };
  requests.files.set(RUNNABLE.uri, [RUNNABLE]);
  return {
    timers,
    requests,
    person,
    log,
    source,
    places,
    clusters,
    parts,
    async run(id: CommandId, ...args: readonly unknown[]): Promise<void> {
      await findCommand(parts, id).run(...args);
    },
    /** Lets time pass on the clock of rehearsals, in seconds. */
    pass: (s: number) => timers.pass(s * 20),
    rows: () => outline(rootNodes(places.all, { l10n: english, now: () => timers.now() })),
  };
}

export function findCommand(parts: Parts, id: CommandId): Command {
  const command = allCommands(parts).find(candidate => candidate.id === id);
  if (command === undefined) throw new Error(`no command ${id}`);
  return command;
}
