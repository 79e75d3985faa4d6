/** `metadata.labels['app']`, `spec.template.spec.containers[0].image`: single values of an object, as the Rollout controller reads them. */
import { type Json, readMap, readText, readTexts } from '../../experiments/values/json.ts';

/** `undefined`: the path leads to no single value. */
export function fieldOf(object: Json, path: string): string | undefined {
  if (path.startsWith('metadata')) return metadataField(readMap(object.metadata), path);
  let value: unknown = object;
  for (const segment of path.split(/[.[\]]/).filter(each => each !== '')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined;
    value = Reflect.get(value, segment);
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** As the downward API has it. A label or annotation that is not there is empty. */
function metadataField(metadata: Json, path: string): string | undefined {
  const [, map, key] = /^metadata\.(labels|annotations)(?:\['(.*)'\])?$/s.exec(path) ?? [];
  if (map !== undefined) {
    const texts = readTexts(metadata[map]);
    if (key !== undefined) return texts[key] ?? '';
    const names = Object.keys(texts).sort();
    return names.map(name => `${name}=${JSON.stringify(texts[name])}`).join('\n');
  }
  const [, name] = /^metadata\.(name|namespace|uid)$/.exec(path) ?? [];
  return name === undefined ? undefined : readText(metadata[name]);
}
