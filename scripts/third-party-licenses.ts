/** The licences of the packages inside the bundles; most of them ask that every copy carries their text. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/** Packages that others carry inside, by the package that does: its own licence file does not name them. */
const INSIDE: Readonly<Record<string, readonly { readonly title: string; readonly text: string }[]>> = {
  'vscode-uri': [{ title: 'path-browserify 1.0.1 (MIT)', text: mit('2013 James Halliday') }],
};

function mit(holder: string): string {
  return `Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the
"Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the
following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY
CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE
SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
}

/**
 * @param inputs paths of bundled files, relative to `root`
 * @returns name, version and licence text of every package among them, in order of names
 * @throws for a package that names no licence
 */
export function thirdPartyLicenses(root: string, inputs: readonly string[]): string {
  const folders = new Set(inputs.map(packageFolder).filter(folder => folder !== undefined));
  const packages = [...folders].flatMap(folder => [
    readPackage(path.join(root, folder)),
    ...(INSIDE[path.basename(folder)] ?? []),
  ]);
  const texts = new Map(packages.map(({ title, text }) => [title, text]));
  return [...texts.keys()]
    .sort()
    .map(title => `${title}\n${'-'.repeat(title.length)}\n\n${texts.get(title)}\n`)
    .join('\n');
}

/** `node_modules/a/node_modules/@b/c` of a file in it; undefined for a file of our own. */
function packageFolder(input: string): string | undefined {
  return /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
}

function readPackage(folder: string): { title: string; text: string } {
  const { name, version, license }: Manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  if (license === undefined) throw new Error(`The package ${name} names no licence. It cannot be part of a bundle.`);
  const file = readdirSync(folder).find(entry => /^licen[cs]e(\.\w+)?$/i.test(entry));
  const text = file === undefined ? `Licence: ${license}` : readFileSync(path.join(folder, file), 'utf8').trim();
  return { title: `${name} ${version} (${license})`, text };
}
