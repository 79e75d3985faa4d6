/** `staging / shop   watching · 2 running`: the root of a place, and the sentences below it. */

import { describeFailure } from '../../experiments/failures/failure.ts';
import type { Place, SourceState } from '../../experiments/ports/source.ts';
import { formatElapsed, formatTimeOfDay } from '../../experiments/values/duration.ts';
import type { L10n } from '../../experiments/values/l10n.ts';
import { isOver } from '../../experiments/view/view.ts';
import { COMMANDS, type RowAction } from '../../ids.ts';
import { failureNode, messageNode } from './message.ts';
import type { Node, Row } from './row.ts';

/** A place on a cluster is there even when nothing is known of it. */
export function hasRow({ source, cluster }: Place): boolean {
  if (cluster !== undefined) return true;
  return source.state.kind === 'ready' ? source.state.experiments.length > 0 : source.state.kind !== 'idle';
}

export function sourceRow(place: Place, now: number, l10n: L10n): Row {
  const { source, cluster } = place;
  const { state } = source;
  const running = state.kind === 'ready' ? state.experiments.filter(view => !isOver(view)).length : 0;
  const description = [
    cluster === undefined ? (state.kind === 'loading' ? l10n.t('loading') : '') : connection(state, l10n),
    cluster?.protection === 'read-only' ? l10n.t('read-only') : '',
    running > 0 ? l10n.t('{0} running', running) : '',
  ].filter(part => part !== '');
  return {
    kind: 'source',
    label: source.label,
    description,
    tooltip: [source.label, ...details(place, now, l10n)],
    look: { icon: look(place) },
    spoken: description,
    actions: actionsOf(place),
    opens: state.kind === 'idle' ? 'collapsed' : 'expanded',
  };
}

function look({ source, cluster }: Place): string {
  if (cluster === undefined) return source.icon;
  if (source.state.kind === 'idle') return 'debug-disconnect';
  const isCut = source.state.kind === 'failed' || (source.state.kind === 'ready' && source.state.stale !== undefined);
  return isCut ? 'warning' : source.icon;
}

function connection(state: SourceState, l10n: L10n): string {
  switch (state.kind) {
    case 'idle':
      return l10n.t('not connected');
    case 'loading':
      return l10n.t('connecting');
    case 'failed':
      return l10n.t('not available');
    case 'ready':
      return state.stale === undefined
        ? l10n.t('watching')
        : l10n.t('stale, as it was at {0}', formatTimeOfDay(state.stale.lastAnswerAt));
  }
}

function details({ source: { state }, cluster }: Place, now: number, l10n: L10n): readonly string[] {
  if (cluster === undefined) return [];
  const lines = [
    l10n.t('Context {0}', cluster.context),
    cluster.namespace === undefined ? l10n.t('All namespaces') : l10n.t('Namespace {0}', cluster.namespace),
  ];
  if (state.kind === 'idle') lines.push(l10n.t('Not connected: nothing is asked of this cluster.'));
  if (state.kind === 'ready' && state.stale === undefined)
    lines.push(l10n.t('Watching: changes are shown as they come.'));
  if (state.kind === 'ready' && state.stale !== undefined) {
    lines.push(describeFailure(state.stale.failure, l10n).sentence);
    lines.push(l10n.t('Last answer {0} ago', formatElapsed(now - state.stale.lastAnswerAt, l10n)));
  }
  if (cluster.protection === 'type-name')
    lines.push(l10n.t('Protected: its name is asked for before anything changes.'));
  if (cluster.protection === 'read-only') lines.push(l10n.t('Protected: nothing is changed here.'));
  return lines;
}

function actionsOf({ source: { state }, cluster }: Place): readonly RowAction[] {
  if (cluster === undefined) return [];
  if (state.kind === 'idle') return ['connect', 'remove'];
  const isCut = state.kind === 'failed' || (state.kind === 'ready' && state.stale !== undefined);
  return [...(isCut ? (['reconnect'] as const) : []), 'namespace', 'disconnect', 'remove'];
}

/** What there is to say before, or instead of, experiments. */
export function sourceMessages(id: string, { source: { state }, cluster }: Place, l10n: L10n): readonly Node[] {
  switch (state.kind) {
    case 'failed':
      return [failureNode(id, 'failed', state.failure, l10n)];
    case 'idle':
      return cluster === undefined ? [] : [notConnected(id, l10n)];
    case 'loading':
      return [];
    case 'ready': {
      const { stale, gaps = [], experiments } = state;
      const isEmpty = cluster !== undefined && stale === undefined && experiments.length === 0;
      return [
        ...(stale === undefined ? [] : [failureNode(id, 'stale', stale.failure, l10n)]),
        ...gaps.map((gap, index) => failureNode(id, `gap-${index}`, gap, l10n)),
        ...(isEmpty ? [empty(id, cluster.namespace, l10n)] : []),
      ];
    }
  }
}

function notConnected(id: string, l10n: L10n): Node {
  const sentence = l10n.t('Not connected: nothing is asked of this cluster.');
  const offer = l10n.t('Connect');
  return messageNode(id, 'idle', { sentence, offer, look: { icon: 'plug' }, command: COMMANDS.connectCluster });
}

function empty(id: string, namespace: string | undefined, l10n: L10n): Node {
  const sentence =
    namespace === undefined ? l10n.t('No experiments in any namespace.') : l10n.t('No experiments in {0}.', namespace);
  const offer = l10n.t('Run the Open File');
  return messageNode(id, 'empty', { sentence, offer, look: { icon: 'info' }, command: COMMANDS.runExperiment });
}
