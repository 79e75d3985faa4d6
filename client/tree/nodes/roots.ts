/** The tree from its roots: one per source that has something to show. No root at all: the welcome text is shown. */
import { describeFailure } from '../../live/failure.ts';
import type { L10n } from '../../live/l10n.ts';
import { nodeId, parseNodeId } from '../../live/node-id.ts';
import type { Place, SourceState } from '../../live/source.ts';
import { type ExperimentView, inTreeOrder, isOver, type TemplateView } from '../../live/view.ts';
import { analysisNode } from './analysis-node.ts';
import { experimentRow } from './experiment.ts';
import { podRow } from './pod.ts';
import type { Node, Row } from './row.ts';
import { templateRow } from './template.ts';

/** What the rows are made of besides the sources. */
export interface Surroundings {
  readonly l10n: L10n;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export function rootNodes(places: readonly Place[], around: Surroundings): readonly Node[] {
  return places.filter(({ source }) => hasRows(source.state)).map(place => sourceNode(place, around));
}

/** The row with this id as it is now, whatever has been drawn; `undefined`: there is none any more. */
export function findNode(places: readonly Place[], id: string, around: Surroundings): Node | undefined {
  const path = parseNodeId(id);
  const place = places.find(({ source }) => source.id === path?.source);
  if (path === undefined || place === undefined || !hasRows(place.source.state)) return undefined;
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

function hasRows(state: SourceState): boolean {
  return state.kind === 'ready' ? state.experiments.length > 0 : state.kind !== 'idle';
}

function sourceNode(place: Place, around: Surroundings): Node {
  const { source } = place;
  const id = nodeId({ source: source.id });
  return {
    id,
    row: () => sourceRow(place, around.l10n),
    children: () => {
      const { state } = source;
      if (state.kind === 'failed') return [messageNode(id, describeFailure(state.failure, around.l10n))];
      if (state.kind !== 'ready') return [];
      return inTreeOrder(state.experiments).map(view => experimentNode(place, view, around));
    },
  };
}

function sourceRow({ source }: Place, l10n: L10n): Row {
  const { state } = source;
  const running = state.kind === 'ready' ? state.experiments.filter(view => !isOver(view)).length : 0;
  const description =
    state.kind === 'loading' ? [l10n.t('loading')] : running > 0 ? [l10n.t('{0} running', running)] : [];
  return {
    kind: 'source',
    label: source.label,
    description,
    tooltip: [source.label],
    look: { icon: source.icon },
    spoken: description,
    actions: [],
    opens: 'expanded',
  };
}

function messageNode(parent: string, { sentence, remedy }: ReturnType<typeof describeFailure>): Node {
  const row: Row = {
    kind: 'message',
    label: sentence,
    description: [],
    tooltip: [sentence],
    look: { icon: 'warning', color: 'problemsWarningIcon.foreground' },
    spoken: [],
    actions: [],
    opens: 'none',
    ...(remedy === undefined ? {} : { command: remedy }),
  };
  return { id: `${parent}/`, row: () => row, children: () => [] };
}

function experimentNode(place: Place, view: ExperimentView, around: Surroundings): Node {
  const { source } = place;
  const { l10n } = around;
  const path = { source: source.id, experiment: view.id };
  return {
    id: nodeId(path),
    row: () => experimentRow(place, view, { elapsed: source.elapsed(view.id), wall: around.now() }, l10n),
    children: () => [
      ...view.templates.map(template => templateNode(path, template, l10n)),
      ...view.analyses.map(analysis => analysisNode(path, view, analysis, l10n)),
    ],
  };
}

type ExperimentPath = { readonly source: string; readonly experiment: string };

function templateNode(path: ExperimentPath, view: TemplateView, l10n: L10n): Node {
  const template = view.name;
  return {
    id: nodeId({ ...path, template }),
    row: () => templateRow(view, l10n),
    children: () =>
      view.pods.map(pod => ({
        id: nodeId({ ...path, template, pod: pod.name }),
        row: () => podRow(pod, l10n),
        children: () => [],
      })),
  };
}
