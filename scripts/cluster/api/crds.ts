import fs from 'node:fs';
import path from 'node:path';
import type { ApiClient } from './api-client.ts';

const route = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/**
 * Applies the CRDs of a folder. `keep` leaves those alone that the cluster has already; the answer tells which were made and which
 * were kept.
 */
export async function applyCrds(
  api: ApiClient,
  folder: string,
  existing: 'keep' | 'replace',
): Promise<{ made: string[]; kept: string[] }> {
  const made: string[] = [];
  const kept: string[] = [];
  for (const file of fs.readdirSync(folder)) {
    const text = fs.readFileSync(path.join(folder, file), 'utf8');
    // the file's name is not the object's name, its text tells it
    const name = /^ {2}name: ([a-z]+\.argoproj\.io)$/m.exec(text)?.[1];
    if (name === undefined) throw new Error(`${file} names no CRD`);
    if (existing === 'keep' && (await api.get(`${route}/${name}`)).status === 200) {
      kept.push(name);
      continue;
    }
    const answer = await api.apply(`${route}/${name}`, text);
    if (answer.status > 201) throw new Error(`${file}: ${answer.status} ${answer.text.slice(0, 500)}`);
    made.push(name);
  }
  return { made, kept };
}
