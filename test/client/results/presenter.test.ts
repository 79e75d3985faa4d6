import { describe, expect, it } from 'vitest';
import { type KeptSubject, readKept } from '../../../client/results/model/kept.ts';
import type { ResultsPage } from '../../../client/results/model/page.ts';
import { Presenter } from '../../../client/results/presenter.ts';
import { shell } from '../../../client/results/shell.ts';
import { RUNNABLE } from '../support/courses.ts';
import { english } from '../support/english.ts';
import { DIP } from '../support/measured.ts';
import { setStage } from '../support/stage.ts';

const KEPT: KeptSubject = {
  source: 'rehearsals',
  where: 'Rehearsals',
  experiment: 'r1',
  name: 'two-colours (rate dips)',
  isRehearsal: true,
};

async function open() {
  const stage = setStage();
  stage.requests.courses.push(DIP);
  await stage.source.run({ runnable: RUNNABLE });
  const sent: ResultsPage[] = [];
  const place = stage.parts.places[0];
  if (place === undefined) throw new Error('There is no place.');
  const presenter = new Presenter([{ place, experiment: 'r1', kept: KEPT }], {
    title: 'Results: two-colours',
    timers: stage.timers,
    l10n: english,
    send: page => sent.push(page),
  });
  presenter.setVisible(true);
  return { ...stage, presenter, sent, verdicts: () => sent.map(page => page.columns[0]?.verdict) };
}

describe('a page that is looked at', () => {
  it('is told of what happens, and of the time that passes', async () => {
    const { timers, verdicts } = await open();
    timers.pass(0);
    timers.pass(1000);
    timers.pass(1000);
    timers.pass(10_000);
    expect(verdicts()).toEqual([
      'two-colours is starting, 0 s so far.',
      'two-colours is running, 17 s so far.',
      'two-colours is running, 47 s so far.',
      'two-colours is running, 1 min 17 s so far.',
      'two-colours is running, 1 min 47 s so far.',
      'two-colours failed after 2 min 12 s: rate was 0.87, wanted result[0] >= 0.95.',
    ]);
    expect(timers.waiting).toBe(0);
  });

  it('is told nothing while it is hidden, and all when it is seen again and ready', async () => {
    const { timers, presenter, verdicts } = await open();
    timers.pass(0);
    presenter.setVisible(false);
    timers.pass(10_000);
    expect(verdicts()).toHaveLength(1);
    presenter.setVisible(true);
    presenter.receive({ type: 'ready' });
    expect(verdicts().slice(1)).toEqual([
      'two-colours failed after 2 min 12 s: rate was 0.87, wanted result[0] >= 0.95.',
    ]);
  });

  it('steers the clock', async () => {
    const { source, presenter } = await open();
    presenter.receive({ type: 'steer', column: 0, step: 'pause' });
    expect(source.find('r1')?.playback?.state).toBe('paused');
    presenter.receive({ type: 'steer', column: 0, step: 'step' });
    expect(source.elapsed('r1')).toBe(12_000);
    presenter.receive({ type: 'speed', column: 0, speed: 300 });
    expect(source.find('r1')?.playback?.speed).toBe(300);
    presenter.receive({ type: 'steer', column: 0, step: 'end' });
    expect(source.find('r1')?.playback?.state).toBe('ended');
  });

  it.each([
    undefined,
    'ready',
    { type: 'steer', column: 0, step: 'delete' },
    { type: 'steer', column: 7, step: 'end' },
    { type: 'speed', column: 0, speed: '9' },
    { type: 'speed' },
  ])('asks for nothing else: %j', async message => {
    const { source, presenter } = await open();
    const before = source.find('r1');
    presenter.receive(message);
    expect(source.find('r1')).toEqual(before);
  });

  it('keeps what it showed of a rehearsal that is deleted', async () => {
    const { timers, source, sent } = await open();
    timers.pass(1000);
    await source.delete('r1');
    timers.pass(1000);
    expect(sent.at(-1)?.columns.map(({ note, clock }) => [note, clock])).toEqual([
      ['It has been deleted; this is what was last known of it.', undefined],
    ]);
    expect(timers.waiting).toBe(0);
  });

  it('goes to the analysis that was asked for, once', async () => {
    const { timers, presenter, sent } = await open();
    presenter.goTo('compare');
    timers.pass(0);
    timers.pass(400);
    expect(sent.map(({ goTo }) => goTo)).toEqual(['compare', undefined]);
  });
});

describe('the empty page', () => {
  it('lets in its own script and style, and nothing else, whatever the names hold', () => {
    expect(
      shell({
        script: 'https://x/results.js',
        style: 'https://x/results.css',
        cspSource: "'self' https://x",
        nonce: 'abc',
        language: 'en',
        title: 'Results: </title><script>alert(1)</script>"',
      }),
    ).toBe(`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;self&#39; https://x; script-src &#39;nonce-abc&#39;">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Results: &lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;</title>
<link rel="stylesheet" href="https://x/results.css">
</head>
<body>
<main id="results"></main>
<script nonce="abc" src="https://x/results.js"></script>
</body>
</html>
`);
  });
});

describe('a page after a reload of the window', () => {
  const CLUSTER: KeptSubject = {
    source: 'cluster:staging%2Fshop',
    where: 'staging / shop',
    experiment: 'u1',
    name: 'trial',
    isRehearsal: false,
  };

  function restore(kept: KeptSubject) {
    const stage = setStage();
    const place = kept.isRehearsal ? undefined : stage.clusters.pin('staging', 'shop');
    const sent: ResultsPage[] = [];
    const presenter = new Presenter([{ place, experiment: kept.experiment, kept }], {
      title: 'Results: trial',
      timers: stage.timers,
      l10n: english,
      send: page => sent.push(page),
    });
    presenter.setVisible(true);
    stage.timers.pass(0);
    const verdict = () => sent.at(-1)?.columns[0]?.verdict;
    return { ...stage, place, sent, verdict };
  }

  it('is kept with all that is needed to restore it', async () => {
    const { timers, sent } = await open();
    timers.pass(0);
    const kept = { title: 'Results: two-colours', subjects: [KEPT] };
    expect(sent[0]?.kept).toEqual(kept);
    expect(readKept(JSON.parse(JSON.stringify({ scroll: 3, kept })))).toEqual(kept);
  });

  it.each([
    [undefined],
    [17],
    [{ scroll: 3 }],
    [{ kept: { title: 'a', subjects: [] } }],
    [{ kept: { title: 'a', subjects: [{ ...KEPT, name: 1 }] } }],
    [{ kept: { subjects: [KEPT] } }],
  ])('that is not ours is not restored: %j', state => {
    expect(readKept(state)).toBeUndefined();
  });

  it('says that a rehearsal went with its window', () => {
    expect(restore(KEPT).verdict()).toBe(
      'The rehearsal of two-colours (rate dips) went with the window in which it was played. Rehearse it again.',
    );
  });

  it('says that its cluster is not connected, and shows the experiment once it is', () => {
    const { place, timers, verdict } = restore(CLUSTER);
    expect(verdict()).toBe(
      'trial was shown here from staging / shop, which is not connected. Connect it in the tree to see it again.',
    );
    place?.show({ kind: 'ready', experiments: [] });
    timers.pass(100);
    expect(verdict()).toBe('trial is no longer at staging / shop.');
    const view = {
      id: 'u1',
      name: 'trial',
      phase: 'Successful',
      message: '',
      terminating: false,
      createdAt: 0,
      endedAfterMs: 60_000,
      templates: [],
      analyses: [],
    } as const;
    place?.show({ kind: 'ready', experiments: [view] });
    timers.pass(100);
    expect(verdict()).toBe('trial was successful after 1 min.');
  });
});
