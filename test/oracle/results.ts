/** The results that the table's conditions are asked about, in the oracle's own form. */

export type ResultSpec =
  | { readonly result: unknown }
  | { readonly float: string }
  | { readonly floats: readonly string[] }
  | { readonly cloudWatch: readonly CloudWatchSpec[] };

export interface CloudWatchSpec {
  readonly Id?: string;
  readonly Label?: string;
  readonly StatusCode?: string;
  readonly Values?: readonly number[];
  readonly Timestamps?: readonly string[];
  readonly Messages?: readonly { readonly Code?: string; readonly Value?: string }[];
}

export const RESULTS: readonly ResultSpec[] = [
  { result: null },
  { result: 0.97 },
  { result: 5 },
  { result: 0 },
  { float: 'NaN' },
  { float: '+Inf' },
  { floats: [] },
  { floats: ['0.97'] },
  { floats: ['0.1', '0.5', '0.9'] },
  { floats: ['NaN'] },
  { result: 'ok' },
  { result: '' },
  { result: '0.95' },
  { result: true },
  { result: false },
  { result: {} },
  {
    result: {
      a: 1,
      b: 'x',
      ok: true,
      no: false,
      n: null,
      list: [1, 2, 3],
      names: ['a', 'b'],
      m: { k: 1.5 },
      'average.duration': 0.3,
      s: '5',
      e: [],
      f: 0.25,
      neg: -2,
      mixed: [1, 'a', null],
    },
  },
  { result: [] },
  { result: [1, 2, 3] },
  {
    result: [
      { name: 'a', v: 1 },
      { name: 'b', v: 2 },
      { name: 'c', v: 2 },
    ],
  },
  { result: ['b', 'a'] },
  { result: [1, 'a', null, true] },
  { result: [[1, 2], [3]] },
  { result: { data: { result: [{ value: [1, '0.5'] }], resultType: 'vector' }, status: 'success' } },
  {
    cloudWatch: [
      { Id: 'm1', Label: 'errors', StatusCode: 'Complete', Values: [1, 2.5], Timestamps: ['2024-05-06T07:08:09Z'] },
      { Id: 'm2', StatusCode: 'PartialData', Values: [], Messages: [{ Code: 'c', Value: 'v' }] },
    ],
  },
  { cloudWatch: [{ Id: 'm1', StatusCode: 'Complete' }] },
  { result: 'héllo ✓' },
  { result: -3.5 },
  { float: '-Inf' },
  { result: [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5, 0.25, 1.25, 2.25, 3.25] },
];

/** The index of the map with many fields, of which most conditions make use. */
export const FIELDS = 16;
