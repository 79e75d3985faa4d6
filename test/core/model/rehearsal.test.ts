/** Scenarios out of files: Rehearsals, and AnalysisRuns that have measured. */
import { describe, expect, it } from 'vitest';
import { readRecordedRun } from '../../../server/core/model/recorded-run.ts';
import { readRehearsal } from '../../../server/core/model/rehearsal.ts';
import { parseDocument } from '../../../server/core/yaml/parse.ts';

const read = (spec: string) => readRehearsal(parseDocument(`metadata: {name: r}\nspec:\n${spec}`).root);

describe('a Rehearsal', () => {
  it('says the whole world', () => {
    const { title, experiment, scenario, unread } = read(`
  title: a bad day
  experiment: e
  pods:
    - {readyAfter: 10s, apart: 1s}
    - {template: canary, neverReady: ImagePullBackOff}
    - {template: baseline, crashAfter: 2m, readyAgainAfter: 30s, crashes: 3}
  metrics:
    - analysis: x
      metric: m
      results:
        - {from: 2m, for: 3m, value: 0.12, takes: 2s}
        - {answer: good}
        - {from: 10m, answer: error, message: refused}
    - {analysis: x, metric: n, inTurn: [{value: [1, NaN]}, {answer: nan}, {answer: nothing}, {answer: inconclusive}]}
  analyses:
    - {analysis: y, outcome: Failed, after: 3m, message: too slow}
  missingTemplates: [z]
  missingSecrets: [token]
  terminateAt: 20m
  retryAt: 30m
  stopAfter: 2h`);
    expect([title, experiment, unread]).toEqual(['a bad day', 'e', []]);
    expect(scenario).toMatchInlineSnapshot(`
      {
        "analyses": {
          "y": {
            "afterMs": 180000,
            "message": "too slow",
            "outcome": "Failed",
          },
        },
        "defaultPods": {
          "apartMs": 1000,
          "readyAfterMs": 10000,
        },
        "horizonMs": 7200000,
        "metrics": {
          "x": {
            "m": {
              "overTime": [
                {
                  "answer": {
                    "kind": "good",
                  },
                  "fromMs": 0,
                },
                {
                  "answer": {
                    "kind": "value",
                    "takesMs": 2000,
                    "value": 0.12,
                  },
                  "fromMs": 120000,
                },
                {
                  "answer": {
                    "kind": "good",
                  },
                  "fromMs": 300000,
                },
                {
                  "answer": {
                    "kind": "error",
                    "message": "refused",
                  },
                  "fromMs": 600000,
                },
              ],
            },
            "n": {
              "inTurn": [
                {
                  "kind": "value",
                  "value": [
                    1,
                    "NaN",
                  ],
                },
                {
                  "kind": "nan",
                },
                {
                  "kind": "nothing",
                },
                {
                  "kind": "phase",
                  "phase": "Inconclusive",
                },
              ],
            },
          },
        },
        "missingSecrets": [
          "token",
        ],
        "missingTemplates": [
          "z",
        ],
        "pods": {
          "baseline": {
            "crashAfterMs": 120000,
            "crashes": 3,
            "readyAfterMs": 4000,
            "readyAgainAfterMs": 30000,
          },
          "canary": {
            "neverReady": "ImagePullBackOff",
            "readyAfterMs": 4000,
          },
        },
        "retryAtMs": 1800000,
        "terminateAtMs": 1200000,
        "title": "a bad day",
      }
    `);
  });

  it('is called like its object unless it has a title', () => {
    expect(read('  {}').title).toBe('r');
  });

  it('says what of it cannot be read, and does without', () => {
    const { scenario, unread } = read('  terminateAt: 5 m\n  retryAt: -1m\n  pods: [{readyAfter: 1d}]');
    expect(unread.map(({ scalar, reason }) => [scalar.text, reason])).toMatchInlineSnapshot(`
      [
        [
          "1d",
          "time: unknown unit "d" in duration "1d"",
        ],
        [
          "5 m",
          "time: unknown unit " m" in duration "5 m"",
        ],
        [
          "-1m",
          "negative",
        ],
      ]
    `);
    expect(scenario).toMatchObject({ defaultPods: { readyAfterMs: 4000 } });
    expect(Object.keys(scenario)).not.toContain('terminateAtMs');
  });

  it.each(['', '  pods: 3', '  metrics: [1, {analysis: x}]', '  analyses: [{analysis: x, outcome: Fine}]', '  - a'])(
    'that is half written says what it can: %j',
    spec => {
      expect(read(spec).scenario).toMatchObject({ title: 'r', pods: {}, metrics: {}, analyses: {} });
    },
  );
});

describe('a recorded run', () => {
  it('answers as it was answered, at the same times', () => {
    const run = `
status:
  startedAt: "2026-01-05T10:00:02Z"
  metricResults:
    - name: m
      measurements:
        - {phase: Successful, value: "[0.5,NaN]", startedAt: "2026-01-05T10:00:00Z", finishedAt: "2026-01-05T10:00:02Z"}
        - {phase: Failed, value: "0.7", startedAt: "2026-01-05T10:01:02Z", finishedAt: "2026-01-05T10:01:02Z"}
        - {phase: Error, message: down, startedAt: "2026-01-05T10:02:02Z", finishedAt: "2026-01-05T10:02:02Z"}
        - {phase: Running, startedAt: "2026-01-05T10:03:02Z"}
    - {name: never}
    - {name: bench, measurements: [{phase: Failed, startedAt: "2026-01-05T10:00:00Z", finishedAt: "2026-01-05T10:00:09Z"}]}
    - {name: text, measurements: [{phase: Successful, value: not JSON, startedAt: "2026-01-05T10:00:02Z"}]}`;
    expect(readRecordedRun(parseDocument(run).root)).toMatchInlineSnapshot(`
      {
        "bench": {
          "overTime": [
            {
              "answer": {
                "kind": "phase",
                "phase": "Failed",
                "takesMs": 9000,
              },
              "fromMs": 0,
            },
          ],
        },
        "m": {
          "overTime": [
            {
              "answer": {
                "kind": "value",
                "takesMs": 2000,
                "value": [
                  0.5,
                  "NaN",
                ],
              },
              "fromMs": 0,
            },
            {
              "answer": {
                "isScalar": true,
                "kind": "value",
                "takesMs": 0,
                "value": 0.7,
              },
              "fromMs": 62000,
            },
            {
              "answer": {
                "kind": "error",
                "message": "down",
                "takesMs": 0,
              },
              "fromMs": 122000,
            },
          ],
        },
        "text": {
          "overTime": [
            {
              "answer": {
                "kind": "value",
                "takesMs": 0,
                "value": "not JSON",
              },
              "fromMs": 0,
            },
          ],
        },
      }
    `);
  });
});
