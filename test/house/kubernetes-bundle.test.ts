import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { describe, expect, it } from 'vitest';
import { PROGRAMS, ROOT } from '../../scripts/build.ts';

const LIBRARY = 'node_modules/@kubernetes/client-node/';

/** What esbuild reads for one of our programs, and what it leaves to be found at run time. */
async function bundle(outfile: string): Promise<{ inputs: readonly string[]; externals: readonly string[] }> {
  const program = PROGRAMS.find(candidate => candidate.outfile === outfile);
  if (program === undefined) throw new Error(`no program ${outfile}`);
  const { metafile } = await esbuild.build({
    ...program.options,
    absWorkingDir: ROOT,
    entryPoints: [program.entry],
    outfile,
    bundle: true,
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const imports = Object.values(metafile.inputs).flatMap(input => input.imports);
  return {
    inputs: Object.keys(metafile.inputs),
    externals: [...new Set(imports.filter(each => each.external === true).map(each => each.path))],
  };
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => path.posix.join(folder, file.replaceAll(path.sep, '/')));
}

const importers = (of: RegExp) =>
  filesUnder('client').filter(file => of.test(readFileSync(path.join(ROOT, file), 'utf8')));

describe('the client library of Kubernetes', () => {
  it('is in a bundle of its own, which needs no editor', async () => {
    const { inputs, externals } = await bundle('dist/kubernetes.cjs');
    expect(inputs.some(file => file.startsWith(LIBRARY))).toBe(true);
    expect(externals).not.toContain('vscode');
  });

  it.each([
    ['dist/client.cjs', 'client/extension.node.ts'],
    ['dist/client.browser.cjs', 'client/extension.browser.ts'],
  ])(
    'is not in %s, which every session loads, and nothing of ours that speaks with clusters is',
    async (file, entry) => {
      const { inputs } = await bundle(file);
      expect(inputs).toContain(entry);
      expect(inputs.filter(file => file.startsWith(LIBRARY) || file.startsWith('client/kube/'))).toEqual([]);
    },
  );

  it('is known to one file, and none of those around it knows the editor', () => {
    expect(importers(/from '@kubernetes\/client-node'/)).toEqual(['client/kube/reach/transport.ts']);
    expect(importers(/from 'vscode'/).filter(file => file.startsWith('client/kube/'))).toEqual([]);
  });
});

describe('what runs in a browser', () => {
  it.each(['dist/client.browser.cjs', 'dist/server.browser.js'])('%s needs nothing of Node', async file => {
    const { externals } = await bundle(file);
    expect(externals.filter(name => name !== 'vscode')).toEqual([]);
  });
});
