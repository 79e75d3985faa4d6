/**
 * What every source of experiments promises, whatever stands behind it: one suite, run against the rehearsal and against
 * a real control plane. A stage brings the source, its actions, and a way to let time pass.
 */
import { describe, expect, test } from 'vitest';
import type { Failure, Result } from '../../client/experiments/failures/failure.ts';
import { possibleActions } from '../../client/experiments/places/row-actions.ts';
import type { ExperimentActions, ExperimentSource, RunRequest } from '../../client/experiments/ports/source.ts';
import { nodeId, parentId, parseNodeId } from '../../client/experiments/view/node-id.ts';
import { type ExperimentView, isCompleted, isOver } from '../../client/experiments/view/view.ts';
import { findNode, rootNodes } from '../../client/tree/nodes/roots.ts';
import type { Node } from '../../client/tree/nodes/row.ts';
import type { Phase } from '../../server/protocol.ts';
import { english } from '../client/support/english.ts';
import { playUnspoilt, type Spoilable } from '../cluster/spoilt.ts';

const AROUND = { l10n: english, now: () => 0 };

/**
 * Two templates (`a` with a Service) and the required analysis `check`. `succeeds`, `fails`: by that analysis, within
 * seconds. `measures`: it succeeds after half a minute, in which it can be looked at. `lasts`: no analysis, and it runs for an hour.
 */
export type Kind = 'succeeds' | 'fails' | 'measures' | 'lasts';

export interface ContractStage extends Spoilable {
  readonly source: ExperimentSource;
  readonly actions: ExperimentActions;
  request(kind: Kind): RunRequest;
  /** Does what has to be there before a run of this kind. */
  prepare?(kind: Kind): Promise<void>;
  /** Lets time pass until it is so; rejects when it does not come. */
  until(what: string, isTrue: () => boolean): Promise<void>;
}

export function testExperimentSource(name: string, setStage: (title: string) => Promise<ContractStage>): void {
  const on = (title: string, play: (stage: Play) => Promise<void>) =>
    test(title, () =>
      playUnspoilt(
        () => setStage(title),
        stage => play(new Play(stage)),
      ),
    );

  describe.concurrent(`${name} as a source of experiments`, () => {
    on('is idle and empty until it is opened, and again when it is closed', async ({ stage, source, run }) => {
      expect(source.state).toEqual({ kind: 'idle' });
      const id = await run('lasts');
      expect(source.state.kind).toBe('ready');
      source.close();
      expect(source.state).toEqual({ kind: 'idle' });
      expect(source.find(id)).toBeUndefined();
      expect(source.elapsed(id)).toBe(0);
      source.open();
      await stage.until('it is ready again', () => source.state.kind === 'ready');
    });

    on('may be opened twice, and a look away is a look away once', async ({ stage, source }) => {
      const first = source.open();
      const second = source.open();
      await stage.until('it is ready', () => source.state.kind === 'ready');
      first();
      first();
      expect(source.state.kind).toBe('ready');
      second();
      expect(source.state.kind).toBe('ready');
    });

    on('has what was run by the time that the run is answered', async ({ source, run }) => {
      const id = await run('lasts');
      const view = source.find(id);
      expect(view).toMatchObject({ id, phase: expect.stringMatching(/^(|Pending|Running)$/), terminating: false });
      expect(view?.templates.map(template => template.name)).toEqual(['a', 'b']);
      expect(view?.templates.map(template => template.replicaSet)).toEqual([`${view?.name}-a`, `${view?.name}-b`]);
      expect(source.state).toMatchObject({ kind: 'ready', experiments: [view] });
    });

    on('shows a course to its good end, and never a step back', async ({ stage, source, run, views }) => {
      const id = await run('succeeds');
      const seen = views(id);
      await stage.until('it has ended', () => isSettled(now(source, id)));
      const end = now(source, id);
      expect(end).toMatchObject({ phase: 'Successful', terminating: false });
      expect(end.outlook).toBeUndefined();
      const phases = distinct(seen.map(view => view.phase));
      expect(phases).toEqual(['', 'Pending', 'Running', 'Successful'].filter(phase => phases.includes(phase as Phase)));
      expect(phases.slice(-2)).toEqual(['Running', 'Successful']);
      expect(end.analyses).toMatchObject([
        { name: 'check', phase: 'Successful', runPhase: 'Successful', required: true },
      ]);
      // The controller ends the templates in a pass of their own.
      await stage.until('its templates end', () =>
        now(source, id).templates.every(({ phase }) => phase === 'Successful'),
      );
      await stage.until('its pods are gone', () => now(source, id).templates.every(({ pods }) => pods.length === 0));
      const ready = { replicas: 1, available: 1, pods: [expect.objectContaining({ phase: 'Running', ready: true })] };
      const [a, b] = [{ name: 'a', service: { name: `${end.name}-a`, present: true } }, { name: 'b' }];
      const whole = [a, b].map(template => expect.objectContaining({ ...template, ...ready }));
      // A pass on an old state may leave the Service out for a while: it is noted by the one that ends it, at the latest.
      const shown = seen.map(({ templates }) => templates);
      expect(shown).toContainEqual(whole);
      expect(shown.flatMap(([, second]) => second?.service ?? [])).toEqual([]);
    });

    on('keeps its times in order, on the experiment\u2019s own clock', async ({ stage, source, run }) => {
      const id = await run('succeeds');
      await stage.until('it has ended', () => isSettled(now(source, id)));
      const { availableAfterMs = Number.NaN, endedAfterMs = Number.NaN, analyses } = now(source, id);
      const { startedAfterMs = Number.NaN, endedAfterMs: runEnded = Number.NaN } = analyses[0] ?? {};
      const times = [0, availableAfterMs, startedAfterMs, runEnded, endedAfterMs];
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(source.elapsed(id)).toBeGreaterThanOrEqual(endedAfterMs);
    });

    on('says why one failed', async ({ stage, source, run }) => {
      const id = await run('fails');
      await stage.until('it has ended', () => isSettled(now(source, id)));
      const end = now(source, id);
      expect(end.phase).toBe('Failed');
      expect(end.message).not.toBe('');
      expect(end.analyses).toMatchObject([{ name: 'check', phase: 'Failed', runPhase: 'Failed' }]);
    });

    on('ends one that is told to', async ({ stage, source, actions, run }) => {
      const id = await run('lasts');
      await stage.until('it runs', () => now(source, id).phase === 'Running');
      expect(await actions.terminate(id)).toEqual({ ok: true, value: undefined });
      expect(now(source, id).terminating).toBe(true);
      await stage.until('it has ended', () => isCompleted(now(source, id).phase));
      expect(now(source, id).phase).toBe('Successful');
    });

    on('forgets one that is deleted, and tells it', async ({ source, actions, run, changes }) => {
      const id = await run('lasts');
      changes.length = 0;
      expect(await actions.delete(id)).toEqual({ ok: true, value: undefined });
      expect(source.find(id)).toBeUndefined();
      expect(source.state).toMatchObject({ kind: 'ready', experiments: [] });
      expect(changes).toContain(nodeId({ source: source.id }));
    });

    on('knows nothing of what is not there', async ({ source, actions }) => {
      source.open();
      expect(source.find('nobody')).toBeUndefined();
      expect(source.elapsed('nobody')).toBe(0);
      for (const act of [actions.terminate, actions.delete]) {
        expect(failureOf(await act.call(actions, 'nobody'))?.kind).toBe('not-found');
      }
    });

    on('has a row for everything, under ids that stay', async ({ stage, source, actions, run }) => {
      const id = await run('measures');
      const tree = () => rootNodes([{ source, actions }], { l10n: english, now: () => now(source, id).createdAt });
      const ids = (nodes: readonly Node[]): string[] => nodes.flatMap(node => [node.id, ...ids(node.children())]);
      // The parts come by lines of their own, and a controller may note them one after another.
      await stage.until('all of it runs', () => {
        const { phase, analyses, templates } = now(source, id);
        const areThere = templates.every(({ available, service }) => available === 1 && service?.present !== false);
        return phase === 'Running' && analyses[0]?.phase === 'Running' && areThere;
      });
      const { name } = now(source, id);
      const [root, below] = [tree()[0], tree()[0]?.children()[0]];
      expect(root?.row().description.at(-1)).toBe('1 running');
      expect(below?.row().description[0]).toBe('Running');
      // What else is in the description hangs on how far it has come.
      const objects = below?.children().filter(node => node.row().kind !== 'message');
      const lines = objects?.map(node =>
        [
          node.row().label,
          ...node
            .row()
            .description.filter(part => part !== '')
            .slice(0, 2),
        ].join(' · '),
      );
      expect(lines).toEqual([
        `a · 1/1 available · Service ${name}-a`,
        'b · 1/1 available',
        'check · Running · required',
      ]);
      const before = ids(tree());
      expect(before.map(each => findNode([{ source, actions }], each, AROUND)?.id)).toEqual(before);
      for (const each of before.slice(1)) expect(before).toContain(parentId(each));
      await stage.until('it has ended', () => isSettled(now(source, id)));
      const lasting = before.filter(each => !/\/pod\//.test(each));
      expect(ids(tree())).toEqual(expect.arrayContaining(lasting));
      const row = findNode([{ source, actions }], nodeId({ source: source.id, experiment: id }), AROUND)?.row();
      expect([row?.kind, row?.label, row?.look.icon]).toEqual(['experiment', name, 'pass']);
      expect(row?.spoken[1]).toMatch(/^Successful /);
    });

    on('offers what is possible, and what is not is refused', async ({ stage, source, actions, run }) => {
      const id = await run('lasts');
      const offered = () => possibleActions({ actions }, now(source, id));
      expect(offered()).toEqual(expect.arrayContaining(['results', 'terminate', 'delete']));
      expect(possibleActions({}, now(source, id))).not.toContain('delete');
      await stage.until('it runs', () => now(source, id).phase === 'Running');
      await actions.terminate(id);
      expect(offered()).not.toContain('terminate');
      await stage.until('it has ended', () => isCompleted(now(source, id).phase));
      expect(offered()).toContain('delete');
      expect(offered()).not.toContain('terminate');
      await actions.delete(id);
      for (const act of [actions.terminate, actions.delete]) {
        expect(failureOf(await act.call(actions, id))?.kind).toBe('not-found');
      }
    });

    on('tells each change once, by the topmost rows, until nobody listens', async ({ stage, source, run, changes }) => {
      let heard = 0;
      const stop = source.onChange(() => {
        heard += 1;
      });
      const id = await run('measures');
      await stage.until('it runs', () => now(source, id).phase === 'Running');
      stop();
      const [atStop, all] = [heard, changes.length];
      await stage.until('it has ended', () => isOver(now(source, id)));
      expect(heard).toBe(atStop);
      expect(changes.length).toBeGreaterThan(all);
      for (const change of changes) {
        const path = parseNodeId(change);
        expect(path?.source).toBe(source.id);
        expect([undefined, id]).toContain(path?.experiment);
      }
    });

    on('gives each run an id of its own, also after a deletion', async ({ actions, run }) => {
      const first = await run('lasts');
      await actions.delete(first);
      const second = await run('succeeds');
      expect(second).not.toBe(first);
    });
  });
}

/** A stage with what most statements need. */
class Play {
  readonly stage: ContractStage;
  readonly source: ExperimentSource;
  readonly actions: ExperimentActions;
  /** Ids told so far, in order. */
  readonly changes: string[] = [];

  constructor(stage: ContractStage) {
    this.stage = stage;
    this.source = stage.source;
    this.actions = stage.actions;
    stage.source.onChange(ids => this.changes.push(...ids));
  }

  readonly run = async (kind: Kind): Promise<string> => {
    await this.stage.prepare?.(kind);
    const started = await this.actions.run(this.stage.request(kind));
    if (!started.ok) throw new Error(`not run: ${JSON.stringify(started.failure)}`);
    return started.value;
  };

  /** Every state that the experiment is shown in from now on. */
  readonly views = (id: string): ExperimentView[] => {
    const seen: ExperimentView[] = [];
    const look = () => {
      const view = this.source.find(id);
      if (view !== undefined && view !== seen.at(-1)) seen.push(view);
    };
    look();
    this.source.onChange(look);
    return seen;
  };
}

function now(source: ExperimentSource, id: string): ExperimentView {
  const view = source.find(id);
  if (view === undefined) throw new Error(`${id} is not there`);
  return view;
}

/** Over, with its runs: a cluster tells of each kind on a line of its own. */
function isSettled(view: ExperimentView): boolean {
  return isOver(view) && view.analyses.every(({ runPhase }) => isCompleted(runPhase));
}

/** Without repetitions side by side. */
function distinct<T>(list: readonly T[]): readonly T[] {
  return list.filter((item, index) => index === 0 || item !== list[index - 1]);
}

function failureOf(result: Result<unknown>): Failure | undefined {
  return result.ok ? undefined : result.failure;
}
