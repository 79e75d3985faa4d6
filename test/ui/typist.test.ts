import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, typeInto, type Window } from './typist/desks.ts';
import { examples, further } from './typist/documents.ts';
import { PACES } from './typist/typist.ts';

/** A slow machine is no failure. */
const LIMIT = 600_000;

/** A part of what `npm run typist` types: see there for all. */
const PART = [
  { isSlow: false, pace: PACES[0], names: ['experiment.yaml', 'providers/job.yaml'] },
  { isSlow: false, pace: PACES[1], names: ['providers/prometheus-scalar.yaml', 'styles/indentless-lists.yaml'] },
  { isSlow: false, pace: PACES[2], names: ['experiments/duration-only.yaml'] },
  { isSlow: true, pace: PACES[1], names: ['rollouts/ping-pong.yaml'] },
];

describe.each([false, true])('a typist with a language server that is late: %s', isSlow => {
  const documents = [...examples(), ...further()];
  let window: Window;
  beforeAll(async () => {
    window = await openWindow(isSlow);
  });
  afterAll(() => window?.session.close());

  const cases = PART.filter(part => part.isSlow === isSlow).flatMap(({ pace, names }) =>
    names.map(name => ({ how: pace.name, pace, name })),
  );
  it.each(cases)('writes $name $how, as it was meant', { timeout: LIMIT }, async ({ name, pace }) => {
    const text = documents.find(document => document.name === name)?.text;
    expect(text).toBeDefined();
    expect((await typeInto(window, text ?? '', pace)).slips).toEqual([]);
  });
});
