/** Decides which rows are drawn again and when: on changes of a source, and each second where time is shown. */

import type { Places } from '../experiments/places/places.ts';
import type { Timers } from '../experiments/ports/timers.ts';
import { nodeId } from '../experiments/view/node-id.ts';
import { type ExperimentView, inTreeOrder, isOver } from '../experiments/view/view.ts';
import { FINISHED_SHOWN, findNode, rootNodes, type Surroundings } from './nodes/roots.ts';
import { joinParts } from './nodes/row.ts';

const TICK_MS = 1000;

export class Refresh {
  readonly #places: Places;
  readonly #around: Surroundings;
  readonly #timers: Timers;
  readonly #draw: (ids: readonly string[] | undefined) => void;
  readonly #stop: () => void;
  #visible = false;
  #roots = '';
  /** What the filter lets through, by source, as last drawn. */
  #shown = new Map<string, string>();
  /** Text of the rows that show time, as last drawn. */
  #texts = new Map<string, string>();
  #cancelTick: (() => void) | undefined;
  /** How to look away from the sources; empty while nobody looks. */
  #looks: readonly (() => void)[] = [];

  /** `draw` is given the ids of rows to draw again with all below them; `undefined` is the whole tree. */
  constructor(
    places: Places,
    around: Surroundings,
    timers: Timers,
    draw: (ids: readonly string[] | undefined) => void,
  ) {
    this.#places = places;
    this.#around = around;
    this.#timers = timers;
    this.#draw = draw;
    this.#stop = places.onChange(ids => {
      if (ids === undefined) this.#lookAgain();
      this.#changed(ids);
    });
  }

  /** Nothing is drawn and no time is spent while nobody looks; whoever looks again sees everything new. */
  setVisible(visible: boolean): void {
    if (visible === this.#visible) return;
    this.#visible = visible;
    this.#stopTicking();
    this.#lookAgain();
    if (visible) this.#changed(undefined);
  }

  dispose(): void {
    this.#stopTicking();
    this.#stop();
    for (const lookAway of this.#looks) lookAway();
  }

  /** At all sources there are now, while somebody looks; those that stay never go unseen in between. */
  #lookAgain(): void {
    const before = this.#looks;
    this.#looks = this.#visible ? this.#places.all.map(({ source }) => source.open()) : [];
    for (const lookAway of before) lookAway();
  }

  #changed(ids: readonly string[] | undefined): void {
    if (!this.#visible) return;
    const roots = JSON.stringify(rootNodes(this.#places.all, this.#around).map(node => node.id));
    // A root that was not there before is unknown to the editor, so it cannot be addressed.
    const all = ids === undefined || roots !== this.#roots;
    this.#roots = roots;
    this.#texts = this.#timeTexts();
    const others = this.#othersShown();
    this.#draw(all ? undefined : topmost([...others, ...ids]));
    this.#tickLater();
  }

  /** Sources of which the filter lets others through than before: a row comes or goes though only its phase has changed. */
  #othersShown(): readonly string[] {
    const { isShown } = this.#around;
    if (isShown === undefined) return [];
    const before = this.#shown;
    this.#shown = new Map(
      this.#places.all.map(({ source: { id, state } }) => {
        const shown = state.kind === 'ready' ? state.experiments.filter(isShown).map(view => view.id) : [];
        return [nodeId({ source: id }), shown.sort().join('\n')];
      }),
    );
    return [...this.#shown]
      .filter(([id, shown]) => before.get(id) !== undefined && before.get(id) !== shown)
      .map(([id]) => id);
  }

  #tickLater(): void {
    this.#stopTicking();
    if (this.#texts.size > 0) this.#cancelTick = this.#timers.after(TICK_MS, () => this.#tick());
  }

  #tick(): void {
    const before = this.#texts;
    this.#texts = this.#timeTexts();
    const ids = [...this.#texts].filter(([id, text]) => before.get(id) !== text).map(([id]) => id);
    if (ids.length > 0) this.#draw(ids);
    this.#tickLater();
  }

  #stopTicking(): void {
    this.#cancelTick?.();
    this.#cancelTick = undefined;
  }

  /** Those whose row tells a time that goes on: what is left, or how long ago it ended where time is real. */
  #ticking(source: string, experiments: readonly ExperimentView[]): readonly ExperimentView[] {
    const { isShown = () => true } = this.#around;
    const open = experiments.filter(view => !isOver(view) && view.playback?.state !== 'paused' && isShown(view));
    const ended = experiments.filter(view => isOver(view) && view.playback === undefined && isShown(view));
    const shown = this.#around.finishedShown?.(source) ?? FINISHED_SHOWN;
    return ended.length === 0 ? open : [...open, ...inTreeOrder(ended).slice(0, shown)];
  }

  #timeTexts(): Map<string, string> {
    const texts = new Map<string, string>();
    for (const { source } of this.#places.all) {
      const experiments = source.state.kind === 'ready' ? source.state.experiments : [];
      for (const view of this.#ticking(source.id, experiments)) {
        const id = nodeId({ source: source.id, experiment: view.id });
        texts.set(id, joinParts(findNode(this.#places.all, id, this.#around)?.row().description ?? []));
      }
    }
    return texts;
  }
}

/** Without those below others. */
function topmost(ids: readonly string[]): readonly string[] {
  const distinct = [...new Set(ids)];
  return distinct.filter(id => !distinct.some(other => id.startsWith(`${other}/`)));
}
