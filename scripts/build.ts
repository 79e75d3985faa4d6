/**
 * Fills `dist/`: the schemas first (the server carries them inside), then one bundle per program.
 * `--production` minifies; `--watch` builds again whenever a source changes.
 */
import { watch as watchFolder } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { writeLanguage } from '../schemas/build.ts';
import { thirdPartyLicenses } from './third-party-licenses.ts';

export const ROOT = path.join(import.meta.dirname, '..');
const SCHEMAS = path.join(ROOT, 'schemas');

/** CommonJS dependencies inside an ES module ask for Node's own modules through `require`. */
const REQUIRE =
  "import { createRequire as createRequireForBundle } from 'node:module';\nconst require = createRequireForBundle(import.meta.url);";

/** Its descriptions of Kubernetes' own fields are in `dist/schemas`. */
const IN_SCHEMAS = ['node_modules/@kubernetes/client-node/package.json'];

export interface Program {
  readonly entry: string;
  readonly outfile: string;
  readonly options: esbuild.BuildOptions;
}

const NODE_MODULE: esbuild.BuildOptions = {
  platform: 'node',
  format: 'esm',
  target: 'node20',
  banner: { js: REQUIRE },
};

/** VS Code 1.101, the oldest that the manifest allows, runs extensions on Node 22. */
const EXTENSION: esbuild.BuildOptions = { platform: 'node', format: 'cjs', target: 'node22' };

/** Pages inside VS Code are shown by the Chromium that it comes with; VS Code in the browser wants one as new. */
const PAGE: esbuild.BuildOptions = { platform: 'browser', format: 'iife', target: 'es2023' };

export const PROGRAMS: readonly Program[] = [
  {
    entry: 'client/extension.node.ts',
    outfile: 'dist/client.cjs',
    options: { ...EXTENSION, external: ['vscode'] },
  },
  // Its ending says that it is CommonJS: of ES modules VS Code in the browser loads none.
  {
    entry: 'client/extension.browser.ts',
    outfile: 'dist/client.browser.cjs',
    options: { ...PAGE, format: 'cjs', external: ['vscode'] },
  },
  // Large, and of use only to those who connect to a cluster: loaded then.
  { entry: 'client/kube/connect.ts', outfile: 'dist/kubernetes.cjs', options: EXTENSION },
  { entry: 'client/results/page/main.ts', outfile: 'dist/results.js', options: PAGE },
  { entry: 'client/results/page/page.css', outfile: 'dist/results.css', options: PAGE },
  { entry: 'server/lsp/node.ts', outfile: 'dist/server.js', options: NODE_MODULE },
  { entry: 'server/lsp/browser.ts', outfile: 'dist/server.browser.js', options: PAGE },
  { entry: 'server/mcp/main.ts', outfile: 'dist/mcp.js', options: NODE_MODULE },
  {
    entry: 'server/cli/main.ts',
    outfile: 'dist/cli.js',
    options: { ...NODE_MODULE, banner: { js: `#!/usr/bin/env node\n${REQUIRE}` } },
  },
];

export interface BuildMode {
  readonly production?: boolean;
}

/** Builds once. Rejects with one sentence per problem; esbuild has printed its own with the places. */
export async function build(mode: BuildMode = {}): Promise<void> {
  writeLanguage();
  const contexts = await createContexts(mode);
  try {
    const results = await Promise.allSettled(contexts.map(context => context.rebuild()));
    const built = results.filter(result => result.status === 'fulfilled');
    if (built.length < results.length) throw new Error('The bundles could not be built: see above.');
    const inputs = built.flatMap(({ value }) => Object.keys(value.metafile?.inputs ?? {}));
    await writeFile(
      path.join(ROOT, 'dist/third-party-licenses.txt'),
      thirdPartyLicenses(ROOT, [...inputs, ...IN_SCHEMAS]),
    );
  } finally {
    await Promise.all(contexts.map(context => context.dispose()));
    await esbuild.stop(); // its service would live as long as we
  }
  await chmod(path.join(ROOT, 'dist/cli.js'), 0o755);
}

async function createContexts({ production = false }: BuildMode): Promise<esbuild.BuildContext[]> {
  return Promise.all(
    PROGRAMS.map(({ entry, outfile, options }) =>
      esbuild.context({
        absWorkingDir: ROOT,
        entryPoints: [entry],
        outfile,
        bundle: true,
        metafile: true,
        sourcemap: production ? false : 'linked',
        minify: production,
        keepNames: true,
        legalComments: 'none', // third-party-licenses.txt has them all
        logLevel: 'warning',
        ...options,
      }),
    ),
  );
}

/** Builds, then again on every change, until the process is ended. */
async function watch(mode: BuildMode): Promise<void> {
  writeLanguage();
  for (const context of await createContexts(mode)) await context.watch();
  let pending: NodeJS.Timeout | undefined;
  watchFolder(SCHEMAS, (_event, file) => {
    if (file?.endsWith('.yaml') !== true) return;
    clearTimeout(pending);
    pending = setTimeout(() => rewriteLanguage(), 100);
  });
  console.log('Watching for changes; Ctrl+C ends it. A change of schemas/*.ts needs a new start.');
}

/** A half-written schema is a message, not the end. */
function rewriteLanguage(): void {
  try {
    writeLanguage();
  } catch (error) {
    report(error);
  }
}

function report(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { watch: { type: 'boolean' }, production: { type: 'boolean' } } });
  const start = performance.now();
  try {
    if (values.watch) await watch({ production: values.production ?? false });
    else {
      await build({ production: values.production ?? false });
      console.log(`Built dist/ in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
    }
  } catch (error) {
    report(error);
    process.exitCode = 1;
  }
}
