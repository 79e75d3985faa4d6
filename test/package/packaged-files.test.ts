import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { packagedFiles } from '../../scripts/vscode-host/stage-extension.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const FILES = new Set(packagedFiles());

/** Every text of the manifest that names a file of the package: `./dist/client.cjs`, `media/view.svg`. */
function filesNamed(value: unknown): string[] {
  if (typeof value === 'string') return /^(\.\/)?[\w-]+(\/[\w.-]+)+\.\w+$/.test(value) ? [path.normalize(value)] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(filesNamed) : [];
}

describe('the packaged extension', () => {
  const { main, browser, bin, icon, contributes } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

  it('holds every file that the manifest names', () => {
    const named = filesNamed({ main, browser, bin, icon, contributes });
    expect(named).toContain('dist/client.cjs');
    expect(named.filter(file => !FILES.has(file))).toEqual([]);
  });

  it('holds the language server, the page of results, and the texts that people must get', () => {
    for (const file of [
      'dist/server.js',
      'dist/client.browser.cjs',
      'dist/server.browser.js',
      'docs/rules.md',
      'docs/rules/metric-overlap.md',
      'dist/results.js',
      'dist/results.css',
      'dist/schemas/language.json',
      'dist/third-party-licenses.txt',
      'LICENSE',
    ])
      expect(FILES).toContain(file);
  });

  it('holds the licence of every package inside its bundles', () => {
    const text = readFileSync(path.join(ROOT, 'dist/third-party-licenses.txt'), 'utf8');
    for (const name of [
      'vscode-languageclient',
      'vscode-languageserver',
      'yaml',
      'uplot',
      'commander',
      'path-browserify',
    ]) {
      expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\((MIT|ISC)\\)$`, 'm'));
    }
  });

  it('holds nothing else', () => {
    const rooms =
      /^(dist|media|l10n)\/|^docs\/rules(\/[\w-]+)?\.md$|^package(\.nls.*)?\.json$|^(README|CHANGELOG)\.md$|^LICENSE$/;
    expect([...FILES].filter(file => !rooms.test(file) || /\.(map|ts)$/.test(file))).toEqual([]);
  });
});
