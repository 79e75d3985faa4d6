/**
 * Correct files of every kind of writing: nothing above a hint is found in them, and no offset of them troubles completion or
 * hover. Every folder here is one workspace.
 */
import { globSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Service } from '../../server/core/index.ts';
import { newService } from '../support/service.ts';

const HERE = import.meta.dirname;

/** Cursors tried in each file. */
const CURSORS = 40;

const WORKSPACES = readdirSync(HERE, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(entry => readWorkspace(entry.name));

interface Workspace {
  readonly name: string;
  readonly service: Service;
  readonly files: readonly (readonly [uri: string, text: string])[];
}

function readWorkspace(name: string): Workspace {
  const folder = path.join(HERE, name);
  const files = globSync('**/*.{yaml,yml}', { cwd: folder })
    .toSorted()
    .map(file => {
      const uri = `file:///${name}/${file.replaceAll(path.sep, '/')}`;
      return [uri, readFileSync(path.join(folder, file), 'utf8')] as const;
    });
  const service = newService(Object.fromEntries(files));
  service.setComplete(true);
  return { name, service, files };
}

describe.each(WORKSPACES)('correct files: $name', ({ service, files }) => {
  it.each(files)('%s has no problem', (uri, text) => {
    const found = service.diagnose(uri).filter(({ severity }) => severity !== 'hint');
    expect(
      found.map(({ rule, severity, range }) => `${severity} ${rule}: ${text.slice(range.start, range.end)}`),
    ).toEqual([]);
  });

  it.each(files)('%s answers at every place', (uri, text) => {
    const step = Math.max(1, Math.floor(text.length / CURSORS));
    for (let offset = 0; offset <= text.length; offset += step) {
      expect(service.complete(uri, offset)).toBeInstanceOf(Array);
      service.hover(uri, offset);
    }
  });
});

describe('the files', () => {
  const all = WORKSPACES.flatMap(({ files }) => files);

  it('are many', () => {
    expect(all.length).toBeGreaterThanOrEqual(170);
  });

  it('keep their line ends and marks on their way through git', () => {
    expect(all.filter(([, text]) => text.includes('\r\n')).map(([uri]) => uri)).toEqual([
      'file:///styles/bom-crlf-documents.yaml',
      'file:///styles/crlf.yaml',
    ]);
    expect(all.filter(([, text]) => text.startsWith('\uFEFF')).length).toBe(2);
  });
});
