/** Which experiments of the tree are shown. */
import type { Phase } from '../../../server/protocol.ts';
import { isMap, readList, readText, readWord } from '../values/json.ts';
import type { L10n } from '../values/l10n.ts';
import { type ExperimentView, isOver, PHASES } from './view.ts';

export interface TreeFilter {
  /** Words of which each has to be found, letters of any case. Empty: any. */
  readonly text: string;
  /** Empty: all. One without a phase yet counts as Pending. */
  readonly phases: readonly Phase[];
  readonly hidesFinished: boolean;
}

export const NO_FILTER: TreeFilter = { text: '', phases: [], hidesFinished: false };

/** Whatever was remembered. */
export function readFilter(value: unknown): TreeFilter {
  if (!isMap(value)) return NO_FILTER;
  return {
    text: readText(value.text),
    phases: readList(value.phases).flatMap(phase => readWord(phase, PHASES) ?? []),
    hidesFinished: value.hidesFinished === true,
  };
}

export function isFiltering({ text, phases, hidesFinished }: TreeFilter): boolean {
  return text.trim() !== '' || phases.length > 0 || hidesFinished;
}

export function passes({ text, phases, hidesFinished }: TreeFilter, view: ExperimentView): boolean {
  if (hidesFinished && isOver(view)) return false;
  if (phases.length > 0 && !phases.includes(view.phase === '' ? 'Pending' : view.phase)) return false;
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '');
  if (words.length === 0) return true;
  const told = wordsOf(view);
  return words.every(word => told.some(part => part.toLowerCase().includes(word)));
}

/** What a person may look for. */
function wordsOf(view: ExperimentView): readonly string[] {
  const { name, namespace = '', rollout, message, playback, templates, analyses } = view;
  return [
    name,
    namespace,
    rollout?.name ?? '',
    message,
    playback?.scenario ?? '',
    ...templates.map(template => template.name),
    ...analyses.flatMap(analysis => [analysis.name, analysis.templateName]),
  ];
}

/** `Filter: price · Failed, Error · no finished ones — 3 of 12 shown` */
export function describeFilter(filter: TreeFilter, shown: number, all: number, l10n: L10n): string {
  const { text, phases, hidesFinished } = filter;
  const parts = [text.trim(), phases.join(', '), hidesFinished ? l10n.t('no finished ones') : ''];
  return l10n.t('Filter: {0} — {1} of {2} shown', parts.filter(part => part !== '').join(' · '), shown, all);
}
