import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { collectMessages } from '../../l10n/collect.ts';

const BUNDLE = path.join(import.meta.dirname, '../../l10n/bundle.l10n.json');

it('the list for translators holds every message of the client (node l10n/collect.ts writes it)', async () => {
  expect(await readFile(BUNDLE, 'utf8')).toBe(await collectMessages());
});
