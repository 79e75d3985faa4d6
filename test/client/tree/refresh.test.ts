import { describe, expect, it } from 'vitest';
import { Refresh } from '../../../client/tree/refresh.ts';
import { NEVER_READY, RUNNABLE, WELL } from '../support/courses.ts';
import { english } from '../support/english.ts';
import { setStage } from '../support/stage.ts';

function watch() {
  const stage = setStage();
  const drawn: string[] = [];
  const around = { l10n: english, now: () => stage.timers.now() };
  const refresh = new Refresh(stage.places, around, stage.timers, ids => drawn.push(ids?.join(' ') ?? 'all'));
  const begin = async (course = WELL) => {
    stage.requests.courses.push(course);
    await stage.source.run({ runnable: RUNNABLE });
  };
  /** What was drawn since the last call. */
  const news = () => drawn.splice(0);
  return { ...stage, refresh, begin, news };
}

describe('drawing the tree again', () => {
  it('opens the sources when somebody looks', () => {
    const { refresh, source, news } = watch();
    expect(source.state.kind).toBe('idle');
    refresh.setVisible(true);
    expect([source.state.kind, news()]).toEqual(['ready', ['all']]);
  });

  it('draws everything when a root comes or goes, and else only what changed', async () => {
    const { refresh, source, begin, pass, news } = watch();
    refresh.setVisible(true);
    await begin();
    expect(news()).toEqual(['all', 'all']);
    pass(10);
    expect(news()).toEqual(['rehearsals/r1']);
    await begin(NEVER_READY);
    expect(news()).toEqual(['rehearsals']);
    await source.delete('r1');
    await source.delete('r2');
    expect(news()).toEqual(['rehearsals', 'all']);
  });

  it('lets time left tick each second, and only the rows whose text differs', async () => {
    const { refresh, source, begin, pass, timers, news } = watch();
    refresh.setVisible(true);
    await begin();
    pass(12);
    news();
    // 20 s on the rehearsal's clock are 400 ms: the same minute is left.
    source.setSpeed('r1', 1);
    news();
    timers.pass(59_000);
    expect(news()).toEqual([]);
    timers.pass(1000);
    expect(news()).toEqual(['rehearsals/r1']);
  });

  it('does not tick for what is paused or over', async () => {
    const { refresh, source, begin, timers } = watch();
    refresh.setVisible(true);
    await begin();
    source.pause('r1');
    expect(timers.waiting).toBe(0);
    source.jumpToEnd('r1');
    expect(timers.waiting).toBe(0);
  });

  it('draws nothing and waits for nothing of its own while nobody looks', async () => {
    const { refresh, begin, pass, timers, news } = watch();
    refresh.setVisible(true);
    await begin();
    refresh.setVisible(false);
    news();
    expect(timers.waiting).toBe(1);
    pass(700);
    expect([news(), timers.waiting]).toEqual([[], 0]);
    refresh.setVisible(true);
    expect(news()).toEqual(['all']);
  });

  it('lets go of its sources', async () => {
    const { refresh, begin, news } = watch();
    refresh.setVisible(true);
    refresh.dispose();
    news();
    await begin();
    expect(news()).toEqual([]);
  });

  it('looks at places that come while it is seen, and no longer at those that go', () => {
    const { refresh, clusters, news } = watch();
    refresh.setVisible(true);
    news();
    const place = clusters.pin('staging', 'shop');
    expect([place.looks, news()]).toEqual([1, ['all']]);
    clusters.pin('staging', 'cart');
    expect(place.looks).toBe(1);
    clusters.unpin(place);
    expect(place.looks).toBe(0);
    refresh.setVisible(false);
    expect(clusters.places.map(({ looks }) => looks)).toEqual([0]);
  });
});
