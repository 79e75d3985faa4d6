/**
 * How many keys it takes to write an AnalysisTemplate and an Experiment of the examples into an empty file: in VS Code without an extension, with
 * the lists of the peer, with ours. By `node bench/keys.ts` alone (`--keys` shows ours), and for `npm run bench`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { columnAfterEnter } from '../client/typing/enter-rules.ts';
import { type Command, MeasuredServer } from './client.ts';
import { type Row, rowsOf } from './keys/list.ts';
import { fewestKeys, type Lists } from './keys/writer.ts';
import { preparePeer } from './peer.ts';

const EXAMPLES = path.join(import.meta.dirname, '../examples');

export const OURS: Command = {
  name: 'argo-experiments',
  args: [path.join(import.meta.dirname, '../dist/server.js'), '--stdio'],
  settings: {},
  initializationOptions: { suggestCommand: 'editor.action.triggerSuggest', wordSuggestions: true },
};

/** The template that the README's Experiment uses, then the Experiment: without comments, which nobody can complete. */
export const DOCUMENTS: readonly { readonly name: string; readonly text: string }[] = [
  'http-benchmark.yaml',
  'experiment.yaml',
].map(name => {
  const [document = ''] = readFileSync(path.join(EXAMPLES, name), 'utf8').split(/^---\n/m);
  return { name, text: document.replaceAll(/^ *#.*\n/gm, '').trimEnd() };
});

export interface KeyCount {
  readonly what: string;
  readonly characters: number;
  /** Without any list. */
  readonly typed: number;
  readonly theirs: number;
  readonly ours: number;
}

/** @param folder for the peer's schemas */
export async function countKeys(folder: string): Promise<readonly KeyCount[]> {
  const texts = [
    ...DOCUMENTS.map(({ name, text }) => ({ what: `\`${name}\``, text })),
    { what: 'both in one file', text: DOCUMENTS.map(({ text }) => text).join('\n---\n') },
  ];
  const counts: KeyCount[] = [];
  for (const { what, text } of texts) {
    const typed = await fewestKeys(text, NO_LISTS);
    const theirs = await keysWith(preparePeer(folder), text, { triggers: '":', columnAfterEnter: keepColumn });
    counts.push({
      what,
      characters: text.length,
      typed: typed.length,
      theirs: theirs.length,
      ours: (await keysWithUs(text)).length,
    });
  }
  return counts;
}

/** The keys, by the names of Playwright. */
export function keysWithUs(text: string): Promise<readonly string[]> {
  return keysWith(OURS, text, { triggers: ' {[.', columnAfterEnter: indentOurs });
}

async function keysWith(
  command: Command,
  text: string,
  { triggers, columnAfterEnter }: { triggers: string; columnAfterEnter: Lists['columnAfterEnter'] },
): Promise<readonly string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'argo-experiments-keys-'));
  try {
    const server = await MeasuredServer.start(command, folder);
    const at = await listsOf(server, pathToFileURL(path.join(folder, 'new.yaml')).href);
    const keys = await fewestKeys(text, { at, triggers: new Set(triggers), columnAfterEnter });
    await server.stop();
    return keys;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each place is asked about once. */
async function listsOf(server: MeasuredServer, uri: string): Promise<Lists['at']> {
  const document = await server.open(uri, '');
  const known = new Map<string, readonly Row[]>();
  let held = '';
  return async (text, offset) => {
    const place = `${offset}:${text}`;
    const before = known.get(place);
    if (before !== undefined) return before;
    if (text !== held) await server.replace(document, text);
    held = text;
    const above = text.slice(0, offset).split('\n');
    const [line, column] = [above.length - 1, above.at(-1)?.length ?? 0];
    const rows = rowsOf(
      await server.complete(document, { line, character: column }),
      text.split('\n')[line] ?? '',
      column,
    );
    known.set(place, rows);
    return rows;
  };
}

function lastLine(before: string): string {
  return before.slice(before.lastIndexOf('\n') + 1);
}

/** VS Code's own Enter in YAML; with the YAML extension of Red Hat too. */
function keepColumn(before: string): number {
  return /^ */.exec(lastLine(before))?.[0].length ?? 0;
}

/** Once the document says its kind. */
function indentOurs(before: string): number {
  const document = before.slice(before.lastIndexOf('\n---\n') + 1);
  return /^kind: \w+$/m.test(document) ? columnAfterEnter(lastLine(before), 2) : keepColumn(before);
}

const NO_LISTS: Lists = { at: async () => [], triggers: new Set(), columnAfterEnter: keepColumn };

if (import.meta.main) {
  const folder = mkdtempSync(path.join(tmpdir(), 'argo-experiments-peer-'));
  try {
    if (process.argv.includes('--keys'))
      for (const { name, text } of DOCUMENTS) console.log(`${name}:\n${(await keysWithUs(text)).join(' ')}`);
    else console.table(await countKeys(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
