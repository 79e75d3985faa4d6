/** The licences of the packages inside the bundles; most of them ask that every copy carries their text. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/**
 * @param inputs paths of bundled files, relative to `root`
 * @returns name, version and licence text of every package among them, in order of names
 * @throws for a package that names no licence
 */
export function thirdPartyLicenses(root: string, inputs: readonly string[]): string {
  const folders = new Set(inputs.map(packageFolder).filter(folder => folder !== undefined));
  const packages = [...folders].map(folder => readPackage(path.join(root, folder)));
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
