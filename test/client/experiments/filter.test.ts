import { describe, expect, it } from 'vitest';
import {
  describeFilter,
  isFiltering,
  NO_FILTER,
  passes,
  readFilter,
  type TreeFilter,
} from '../../../client/experiments/view/filter.ts';
import type { ExperimentView } from '../../../client/experiments/view/view.ts';
import { rootNodes } from '../../../client/tree/nodes/roots.ts';
import { outline } from '../../../client/tree/outline.ts';
import { Refresh } from '../../../client/tree/refresh.ts';
import { english } from '../support/english.ts';
import { setStage } from '../support/stage.ts';

const VIEW: ExperimentView = {
  id: 'x',
  name: 'price-test',
  namespace: 'shop',
  phase: 'Running',
  message: '',
  terminating: false,
  createdAt: 0,
  templates: [],
  analyses: [],
  rollout: { name: 'checkout', step: 1 },
};
const filter = (part: Partial<TreeFilter>): TreeFilter => ({ ...NO_FILTER, ...part });

describe('a filter of the tree', () => {
  it.each<[Partial<TreeFilter>, Partial<ExperimentView>, boolean]>([
    [{}, {}, true],
    [{ text: 'PRICE' }, {}, true],
    [{ text: 'price shop' }, {}, true],
    [{ text: ' shop  price ' }, {}, true],
    [{ text: 'price cart' }, {}, false],
    [{ text: 'checkout' }, {}, true],
    [{ text: 'deadline' }, { message: 'past its deadline' }, true],
    [{ phases: ['Failed', 'Running'] }, {}, true],
    [{ phases: ['Failed'] }, {}, false],
    [{ phases: ['Pending'] }, { phase: '' }, true],
    [{ hidesFinished: true }, {}, true],
    [{ hidesFinished: true }, { phase: 'Failed' }, false],
    [{ hidesFinished: true }, { outlook: { kind: 'hangs', message: '' } }, false],
    [{ hidesFinished: true, text: 'cart' }, {}, false],
  ])('%j on %j: %s', (part, change, isShown) => {
    expect(passes(filter(part), { ...VIEW, ...change })).toBe(isShown);
  });

  it('finds names of templates and analyses', () => {
    const template = {
      name: 'canary',
      replicaSet: '',
      phase: '',
      message: '',
      replicas: 1,
      available: 0,
      pods: [],
    } as const;
    expect(passes(filter({ text: 'canary' }), { ...VIEW, templates: [template] })).toBe(true);
  });

  it('is told in few words', () => {
    const all = filter({ text: 'price', phases: ['Failed', 'Error'], hidesFinished: true });
    expect(describeFilter(all, 3, 12, english)).toBe(
      'Filter: price · Failed, Error · no finished ones — 3 of 12 shown',
    );
    expect([isFiltering(NO_FILTER), isFiltering(filter({ text: ' ' })), isFiltering(filter({ text: 'a' }))]).toEqual([
      false,
      false,
      true,
    ]);
  });

  it.each<[unknown, TreeFilter]>([
    [undefined, NO_FILTER],
    ['text', NO_FILTER],
    [{ text: 5, phases: 'Failed', hidesFinished: 1 }, NO_FILTER],
    [
      { text: 'a', phases: ['Failed', 'Nothing', 3], hidesFinished: true },
      { text: 'a', phases: ['Failed'], hidesFinished: true },
    ],
  ])('is read from what was remembered, whatever that is: %j', (value, read) => {
    expect(readFilter(value)).toEqual(read);
  });
});

describe('the rows of a filtered tree', () => {
  const started = (id: string, more: Partial<ExperimentView> = {}) => ({ ...VIEW, id, name: `price-${id}`, ...more });
  function watch(current: { filter: TreeFilter }) {
    const { places, clusters, timers } = setStage();
    const place = clusters.pin('staging', 'shop');
    const around = {
      l10n: english,
      now: () => 0,
      isShown: (view: ExperimentView) => passes(current.filter, view),
    };
    const drawn: string[] = [];
    const refresh = new Refresh(places, around, timers, ids => drawn.push(ids?.join(' ') ?? 'all'));
    const show = (...experiments: readonly ExperimentView[]) => place.show({ kind: 'ready', experiments });
    const rows = () => outline(rootNodes(places.all, around)).map(line => line.replace(/ {3}.*/, ''));
    return { show, rows, refresh, drawn, place };
  }

  it('are those that pass; when none does, that is said, with the way back', () => {
    const current = { filter: filter({ text: 'price-2' }) };
    const { show, rows } = watch(current);
    show(started('1'), started('2'));
    expect(rows()).toEqual(['staging / shop', '  price-2']);
    current.filter = filter({ phases: ['Failed'] });
    expect(rows()).toEqual(['staging / shop', '  2 are hidden by the filter.']);
    show(started('1'));
    expect(rows()).toEqual(['staging / shop', '  1 is hidden by the filter.']);
    show();
    expect(rows()).toEqual(['staging / shop', '  No experiments in shop.']);
  });

  it('count in pages only what passes', () => {
    const finished = Array.from({ length: 30 }, (_, index) =>
      started(`${index}`, { phase: 'Failed', endedAfterMs: 0 }),
    );
    const current = { filter: filter({ phases: ['Failed'] }) };
    const { show, rows } = watch(current);
    show(started('r'), ...finished, started('ok', { phase: 'Successful', endedAfterMs: 0 }));
    expect(rows()).toHaveLength(22);
    expect(rows().at(-1)).toBe('  Show 10 more of 30 finished');
  });

  it('come and go as their phases do', () => {
    const { show, drawn, refresh, place } = watch({ filter: filter({ phases: ['Running'] }) });
    refresh.setVisible(true);
    show(started('1', { phase: 'Pending' }));
    drawn.length = 0;
    place.show({ kind: 'ready', experiments: [started('1')] }, ['cluster:staging%2Fshop/1']);
    expect(drawn).toEqual(['cluster:staging%2Fshop']);
    refresh.dispose();
  });
});
