/** Values of Secrets that are in the workspace: what a run reads of them. They are worked with and never shown. */
import { fromBase64 } from '../expr/values/base64.ts';
import { entryOf, scalarAt, valueAt, type YamlNode } from '../yaml/node.ts';
import { sharesNamespace } from './namespace.ts';
import { isWhole } from './whole.ts';
import type { Placed, Workspace } from './workspace.ts';

/** What is known of a key of a Secret. `no-key`: the Secret is known, and has no such key. */
export type SecretAnswer =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'no-key' }
  | { readonly kind: 'unknown' };

export type ReadSecret = (name: string, key: string) => SecretAnswer;

/** `at`: the object that makes the run, or the run. What is in no file may be in the cluster all the same: that is unknown. */
export function secretReader(at: Placed, workspace: Workspace): ReadSecret {
  return (name, key) => {
    const secrets = workspace
      .definitions('Secret')
      .filter(each => each.document.content.identity.name === name && sharesNamespace(at, each, workspace));
    const [secret, ...others] = secrets;
    if (!secret || others.length > 0 || !isWhole(secret)) return UNKNOWN;
    return readKey(secret.document.content.yaml.root, key);
  };
}

const UNKNOWN: SecretAnswer = { kind: 'unknown' };

/** `stringData` goes before `data`, as the API server writes it over that. */
function readKey(root: YamlNode | undefined, key: string): SecretAnswer {
  const plain = entryOf(valueAt(root, 'stringData'), key);
  if (plain) return answer(scalarAt(root, 'stringData', key)?.text ?? '');
  const data = valueAt(root, 'data');
  if (entryOf(data, key)) return answer(fromBase64(scalarAt(data, key)?.text ?? ''));
  // What is encrypted or filled in by others has no keys to compare.
  const hasKeys = data?.kind === 'map' || valueAt(root, 'stringData')?.kind === 'map';
  return hasKeys ? { kind: 'no-key' } : UNKNOWN;
}

/** What another tool fills in is not known; nor is what is no base64, which the API server refuses. */
function answer(text: string | undefined): SecretAnswer {
  return text === undefined || /\$\{|\{\{|<[^>]*>|ENC\[/.test(text) ? UNKNOWN : { kind: 'value', text };
}
