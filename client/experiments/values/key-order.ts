/** The order of keys, which means nothing to Kubernetes, and much to whoever compares two texts. */
import { isMap, type Json } from './json.ts';

/** The same data, its keys in the order of the model; those that the model does not have come last. */
export function inOrderOf(model: Json, data: Json): Json {
  const known = Object.keys(model).filter(key => Object.hasOwn(data, key));
  const others = Object.keys(data).filter(key => !Object.hasOwn(model, key));
  return Object.fromEntries([...known, ...others].map(key => [key, likeIn(model[key], data[key])]));
}

/** Items of lists belong together by their names, else by their places. */
function likeIn(model: unknown, data: unknown): unknown {
  if (isMap(model) && isMap(data)) return inOrderOf(model, data);
  if (!Array.isArray(model) || !Array.isArray(data)) return data;
  const items: readonly unknown[] = data;
  return items.map((item, index) => {
    const twin: unknown = model.find(
      other => isMap(item) && isMap(other) && item.name !== undefined && other.name === item.name,
    );
    return likeIn(twin ?? model[index], item);
  });
}
