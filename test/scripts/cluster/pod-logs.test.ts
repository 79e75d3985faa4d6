import { describe, expect, test } from 'vitest';
import { linesUntil, readContainer, readLogQuery, selectLines } from '../../../scripts/cluster/api/pod-logs.ts';

const start = Date.parse('2026-01-01T00:00:00Z');
const running = { name: 'c', restartCount: 0, state: { running: { startedAt: '2026-01-01T00:00:00Z' } } };

function podWith(status: typeof running | object, annotations: Record<string, string> = {}) {
  return {
    metadata: { name: 'p', annotations },
    status: { startTime: '2026-01-01T00:00:00Z', containerStatuses: [status as typeof running] },
  };
}

describe('a container', () => {
  test('that runs writes a line a second', () => {
    const container = readContainer(podWith(running), 'c', false);
    if (typeof container === 'string') throw new Error(container);
    expect(linesUntil(container, start + 2500).map(({ text }) => text)).toEqual([
      'c of p started',
      'c of p line 1',
      'c of p line 2',
    ]);
  });

  test('that was told its lines writes those', () => {
    const container = readContainer(podWith(running, { 'play/log': 'all', 'play/log.c': 'a\nb' }), 'c', false);
    if (typeof container === 'string') throw new Error(container);
    expect(linesUntil(container, start + 9000).map(({ text }) => text)).toEqual(['a', 'b']);
  });

  test('that has ended writes no more', () => {
    const terminated = { startedAt: '2026-01-01T00:00:00Z', finishedAt: '2026-01-01T00:00:01Z' };
    const container = readContainer(podWith({ name: 'c', restartCount: 0, state: { terminated } }), 'c', false);
    if (typeof container === 'string') throw new Error(container);
    expect(linesUntil(container, start + 9000)).toHaveLength(2);
  });

  test.each([
    [
      'waits',
      podWith({ name: 'c', restartCount: 0, state: { waiting: { reason: 'ImagePullBackOff' } } }),
      false,
      'container "c" in pod "p" is waiting to start: ImagePullBackOff',
    ],
    [
      'is not there yet',
      { metadata: { name: 'p' } },
      false,
      'container "c" in pod "p" is waiting to start: ContainerCreating',
    ],
    [
      'never crashed, asked for what it wrote before',
      podWith(running),
      true,
      'previous terminated container "c" in pod "p" not found',
    ],
  ])('that %s is refused', (_, pod, previous, sentence) => {
    expect(readContainer(pod, 'c', previous)).toBe(sentence);
  });
});

describe('a query', () => {
  const lines = [0, 1, 2, 3].map(n => ({ time: start + n * 1000, text: String(n) }));
  const select = (query: string) =>
    selectLines(lines, readLogQuery(new URLSearchParams(query), start + 3000)).map(({ text }) => text);

  test.each([
    ['', ['0', '1', '2', '3']],
    ['tailLines=2', ['2', '3']],
    ['tailLines=0', []],
    ['sinceSeconds=1', ['2', '3']],
    ['sinceTime=2026-01-01T00:00:01Z', ['1', '2', '3']],
    ['sinceSeconds=2&tailLines=1', ['3']],
  ])('%j', (query, expected) => {
    expect(select(query)).toEqual(expected);
  });
});
