import { expect, test } from 'vitest';
import { compareFields, flatten, recordedFields } from '../../cluster/fields.ts';

const metadata = { name: 'x' };

test('lists are named by what identifies their items', () => {
  const status = {
    templateStatuses: [
      { name: 'a', replicas: 1 },
      { name: 'a', replicas: 2 },
    ],
    conditions: [{ type: 'Progressing', status: 'True', lastUpdateTime: 'now' }],
    list: [5, true],
    observedGeneration: '3',
  };
  expect(Object.fromEntries(flatten(status, 'status'))).toEqual({
    'status.templateStatuses[a].name': 'a',
    'status.templateStatuses[a].replicas': 1,
    'status.templateStatuses[a#1].name': 'a',
    'status.templateStatuses[a#1].replicas': 2,
    'status.conditions[Progressing].type': 'Progressing',
    'status.conditions[Progressing].status': 'True',
    'status.list[0]': 5,
    'status.list[1]': true,
  });
});

test('measurements are numbered over the whole life of their metric', () => {
  const measurement = (value: string, finishedAt?: string) => ({
    phase: finishedAt ? 'Successful' : 'Running',
    value,
    finishedAt,
  });
  const measurements = [measurement('11', 't'), measurement('12', 't'), measurement('13')];
  const status = { metricResults: [{ name: 'm', count: 11, error: 1, measurements }] };
  const fields = recordedFields({ kind: 'AnalysisRun', metadata, status });
  const values = [...fields].filter(([field]) => field.endsWith('.value')).map(([field, value]) => `${field} ${value}`);
  expect(values).toEqual([
    'status.metricResults[m].measurement.11.value 11',
    'status.metricResults[m].measurement.12.value 12',
    'status.metricResults[m].measurement.13.value 13',
  ]);
});

test('a change tells what was there and what is', () => {
  const before = new Map<string, string | number>([
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ]);
  const after = new Map<string, string | number>([
    ['a', 1],
    ['b', 'two'],
    ['d', 4],
  ]);
  expect(compareFields(before, after)).toEqual([
    { field: 'b', from: 2, to: 'two' },
    { field: 'c', from: 3, to: null },
    { field: 'd', from: null, to: 4 },
  ]);
});
