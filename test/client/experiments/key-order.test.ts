import { expect, it } from 'vitest';
import { inOrderOf } from '../../../client/experiments/values/key-order.ts';

const text = (value: object) => JSON.stringify(value);

it('keys stand in the order of the model, others come last', () => {
  const model = { kind: 'E', spec: { templates: [{ name: 'a', image: 'x' }], duration: '5m', gone: 1 } };
  const data = { more: 1, spec: { added: true, duration: '6m', templates: [{ image: 'y', name: 'a' }] }, kind: 'E' };
  expect(text(inOrderOf(model, data))).toBe(
    '{"kind":"E","spec":{"templates":[{"name":"a","image":"y"}],"duration":"6m","added":true},"more":1}',
  );
});

it('items of lists belong together by their names, else by their places', () => {
  const model = {
    list: [
      { name: 'a', p: 1, q: 2 },
      { name: 'b', q: 2, p: 1 },
      { y: 1, x: 1 },
    ],
  };
  const data = { list: [{ p: 1, q: 2, name: 'b' }, { q: 2, p: 1, name: 'a' }, { x: 1, y: 1 }, { c: 1 }, 'text'] };
  expect(text(inOrderOf(model, data))).toBe(
    '{"list":[{"name":"b","q":2,"p":1},{"name":"a","p":1,"q":2},{"y":1,"x":1},{"c":1},"text"]}',
  );
});

it('data stays as it is where the model is of another shape', () => {
  expect(inOrderOf({ a: 'text', b: [1] }, { b: { z: 1, y: 2 }, a: [{ d: 1 }] })).toEqual({
    a: [{ d: 1 }],
    b: { z: 1, y: 2 },
  });
});
