/**
 * Collects what translators translate: every `l10n.t('…')` of the client, written to `l10n/bundle.l10n.json`.
 * Run: `node l10n/collect.ts`. `test/client/l10n.test.ts` fails when the file is behind.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '..');
const BUNDLE = path.join(import.meta.dirname, 'bundle.l10n.json');
const CALL = /\bl10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g;

/** The bundle as it has to be: each message names itself, sorted. */
export async function collectMessages(): Promise<string> {
  const files = await readdir(path.join(ROOT, 'client'), { recursive: true });
  const messages = new Set<string>();
  for (const file of files.filter(name => name.endsWith('.ts'))) {
    const text = await readFile(path.join(ROOT, 'client', file), 'utf8');
    for (const [, message] of text.matchAll(CALL)) {
      if (message !== undefined) messages.add(message.replaceAll("\\'", "'"));
    }
  }
  const entries = [...messages].sort().map(message => [message, message]);
  return `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`;
}

if (import.meta.main) await writeFile(BUNDLE, await collectMessages());
