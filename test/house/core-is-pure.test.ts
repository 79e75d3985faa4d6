import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { describe, expect, it } from 'vitest';
import { FILES, IMPORTS, isIn, ROOT } from '../support/our-imports.ts';

const CORE = 'server/core';
const PACKAGES = ['yaml', '@prometheus-io/lezer-promql', '@lezer/common', '@lezer/highlight', '@lezer/lr'];

async function bundleCore(): Promise<esbuild.BuildResult<{ metafile: true; write: false }>> {
  return esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: ['server/core/index.ts'],
    bundle: true,
    platform: 'neutral',
    mainFields: ['module', 'main'],
    format: 'esm',
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
}

describe('the core', () => {
  it('bundles for any platform: what it needs is in it, and that is little', async () => {
    const { metafile, warnings, outputFiles } = await bundleCore();
    expect(warnings).toEqual([]);
    const inputs = Object.entries(metafile.inputs);
    expect(
      inputs.flatMap(([, { imports }]) => imports.filter(each => each.external === true).map(each => each.path)),
    ).toEqual([]);
    const foreign = inputs.map(([file]) => file).filter(file => !isIn(file, CORE));
    expect(foreign.filter(file => !PACKAGES.some(name => file.startsWith(`node_modules/${name}/`)))).toEqual([]);
    expect(outputFiles[0]?.text).not.toMatch(/\bfrom\s*["'](node:|vscode)/);
  });

  it('asks no clock and rolls no dice', () => {
    const broken = FILES.filter(file => isIn(file, CORE)).flatMap(file => {
      const lines = readFileSync(path.join(ROOT, file), 'utf8').split('\n');
      return lines.flatMap((line, i) =>
        /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b/.test(line) ? [`${file}:${i + 1}`] : [],
      );
    });
    expect(broken).toEqual([]);
  });

  it('keeps no state beside what createService returns', () => {
    const broken = FILES.filter(file => isIn(file, CORE)).flatMap(file => {
      const text = readFileSync(path.join(ROOT, file), 'utf8');
      return [...text.matchAll(/^(?:export )?let .*$/gm)].map(([line]) => `${file}: ${line}`);
    });
    expect(broken).toEqual([]);
  });

  it('compiles with no types of any platform', () => {
    const { compilerOptions } = JSON.parse(readFileSync(path.join(ROOT, CORE, 'tsconfig.json'), 'utf8'));
    expect(compilerOptions).toMatchObject({ lib: ['es2023'], types: [] });
  });

  it('is entered by its door', () => {
    const inside = IMPORTS.filter(
      ({ from, to }) => !isIn(from, CORE) && !isIn(from, 'test') && !isIn(from, 'bench') && isIn(to, CORE),
    );
    const broken = inside.filter(({ to, isType }) => to !== `${CORE}/index.ts` && !isType);
    expect(broken.map(({ from, to }) => `${from} imports ${to}: take it from server/core/index.ts.`)).toEqual([]);
  });
});
