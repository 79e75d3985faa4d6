/** Texts as the API server reads them: it parses YAML by the library that kubectl has. */
import type { ApiClient } from '../../../scripts/cluster/api/api-client.ts';
import { readPath } from '../fields.ts';
import type { Refusal } from '../stage.ts';

/** Tries to create every document of a text, in strict field validation, without keeping it. */
export async function tryText(client: ApiClient, text: string): Promise<readonly Refusal[]> {
  const documents = text.split(/^---[ \t]*$/m).filter(each => /^\s*[^\s#]/m.test(each));
  const answers = await Promise.all(documents.map(each => tryDocument(client, each)));
  return answers.flatMap((message, index) =>
    message === undefined ? [] : [{ index, document: {}, code: 400, message }],
  );
}

async function tryDocument(client: ApiClient, document: string): Promise<string | undefined> {
  const kind = /^kind:[ \t]*(\w+)/m.exec(document)?.[1] ?? 'AnalysisTemplate';
  const base = kind === 'Service' || kind === 'Secret' ? '/api/v1' : '/apis/argoproj.io/v1alpha1';
  const plural = `${kind.toLowerCase()}s`;
  const place = kind.startsWith('Cluster') ? plural : `namespaces/default/${plural}`;
  const path = `${base}/${place}?dryRun=All&fieldValidation=Strict`;
  const { status, text } = await client.request('POST', path, document, 'application/yaml');
  if (status < 300) return undefined;
  return String(readPath(readJson(text), 'message') ?? text);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // a path that is not served is answered by a line of text
  }
}
