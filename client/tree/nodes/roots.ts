/** The tree from its roots: one per source that has something to show. No root at all: the welcome text is shown. */

import { podActions } from '../../experiments/places/row-actions.ts';
import type { Place } from '../../experiments/ports/source.ts';
import type { L10n } from '../../experiments/values/l10n.ts';
import { nodeId, parseNodeId } from '../../experiments/view/node-id.ts';
import { noteLabel } from '../../experiments/view/note-words.ts';
import {
  type ExperimentView,
  inTreeOrder,
  isOver,
  type PlaybackView,
  type TemplateView,
} from '../../experiments/view/view.ts';
import { COMMANDS } from '../../ids.ts';
import { analysisNode, analysisRunNode } from './analysis-node.ts';
import { experimentRow } from './experiment.ts';
import { messageNode, WARNING } from './message.ts';
import { podRow } from './pod.ts';
import { type Node, offering } from './row.ts';
import { hasRow, sourceMessages, sourceRow } from './source.ts';
import { templateRow } from './template.ts';

/** What the rows are made of besides the sources. */
export interface Surroundings {
  readonly l10n: L10n;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** How many finished experiments of a source are shown. Absent: the first ones. */
  readonly finishedShown?: (source: string) => number;
  /** Whether the filter lets it through. Absent: there is none. */
  readonly isShown?: (view: ExperimentView) => boolean;
}

/** So many finished experiments are shown at first, and so many more each time. */
export const FINISHED_SHOWN = 20;

export function rootNodes(places: readonly Place[], around: Surroundings): readonly Node[] {
  return places.filter(hasRow).map(place => sourceNode(place, around));
}

/** The row with this id as it is now, whatever has been drawn; `undefined`: there is none any more. */
export function findNode(places: readonly Place[], id: string, around: Surroundings): Node | undefined {
  const path = parseNodeId(id);
  const place = places.find(({ source }) => source.id === path?.source);
  if (path === undefined || place === undefined || !hasRow(place)) return undefined;
  const root = sourceNode(place, around);
  if (path.experiment === undefined) return root;
  const view = place.source.find(path.experiment);
  let node = view === undefined ? child(root, id) : experimentNode(place, view, around);
  while (node !== undefined && node.id !== id) node = child(node, id);
  return node;
}

/** The row below this one that has the id, or leads to it. */
function child(node: Node, id: string): Node | undefined {
  return node.children().find(below => below.id === id || id.startsWith(`${below.id}/`));
}

function sourceNode(place: Place, around: Surroundings): Node {
  const { source } = place;
  const id = nodeId({ source: source.id });
  return {
    id,
    row: () => sourceRow(place, around.now(), around.l10n),
    children: () => [...sourceMessages(id, place, around.l10n), ...experimentNodes(id, place, around)],
  };
}

/** All that may still change, and the last ones that will not. */
function experimentNodes(id: string, place: Place, around: Surroundings): readonly Node[] {
  const { state } = place.source;
  if (state.kind !== 'ready') return [];
  const { experiments } = state;
  const views = inTreeOrder(around.isShown === undefined ? experiments : experiments.filter(around.isShown));
  if (views.length === 0 && experiments.length > 0) return [filteredNode(id, experiments.length, around.l10n)];
  const open = views.filter(view => !isOver(view)).length;
  const shown = views.slice(0, open + (around.finishedShown?.(place.source.id) ?? FINISHED_SHOWN));
  const nodes = shown.map(view => experimentNode(place, view, around));
  const hidden = views.length - shown.length;
  return hidden === 0 ? nodes : [...nodes, moreNode(id, hidden, views.length - open, around.l10n)];
}

/** All there is has been left out. */
function filteredNode(id: string, count: number, l10n: L10n): Node {
  const sentence = count === 1 ? l10n.t('1 is hidden by the filter.') : l10n.t('{0} are hidden by the filter.', count);
  const offer = l10n.t('Clear the Filter');
  return messageNode(id, 'filtered', { sentence, offer, look: { icon: 'filter' }, command: COMMANDS.clearFilter });
}

function moreNode(id: string, hidden: number, finished: number, l10n: L10n): Node {
  const sentence = l10n.t('Show {0} more of {1} finished', Math.min(hidden, FINISHED_SHOWN), finished);
  return messageNode(id, 'more', { sentence, look: { icon: 'history' }, command: COMMANDS.showMore });
}

function experimentNode(place: Place, view: ExperimentView, around: Surroundings): Node {
  const { source } = place;
  const { l10n } = around;
  const path = { source: source.id, experiment: view.id };
  const moment = () => ({ elapsed: source.elapsed(view.id), wall: around.now() });
  const branch = { place, view, l10n };
  if (view.kind === 'AnalysisRun') return analysisRunNode(branch, moment);
  return {
    id: nodeId(path),
    row: () => experimentRow(place, view, moment(), l10n),
    children: () => [
      ...view.templates.map(template => templateNode(place, path, template, l10n)),
      ...view.analyses.map(analysis => analysisNode(branch, analysis)),
      ...(view.playback?.notes ?? []).map((note, index) => noteNode(nodeId({ ...path, note: index }), note, l10n)),
    ],
  };
}

/** What a rehearsal takes for granted, or cannot but show. */
function noteNode(id: string, { kind, text }: PlaybackView['notes'][number], l10n: L10n): Node {
  const look = kind === 'assumed' ? { icon: 'question' } : WARNING;
  return { ...messageNode(id, '', { sentence: text, offer: noteLabel(kind, l10n), look }), id };
}

type ExperimentPath = { readonly source: string; readonly experiment: string };

function templateNode(place: Place, path: ExperimentPath, view: TemplateView, l10n: L10n): Node {
  const template = view.name;
  return {
    id: nodeId({ ...path, template }),
    row: () => templateRow(view, l10n),
    children: () =>
      view.pods.map(pod =>
        offering(podActions(place), {
          id: nodeId({ ...path, template, pod: pod.name }),
          row: () => podRow(pod, l10n),
          children: () => [],
        }),
      ),
  };
}
