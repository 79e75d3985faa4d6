/**
 * Loaded before the TypeScript scripts (`node --import`), in plain JavaScript so that any Node can read it: says in one
 * sentence what would otherwise end in a stack trace.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const isInstalled = existsSync(fileURLToPath(new URL('../node_modules/esbuild', import.meta.url)));
const isNode24 = Number(process.versions.node.split('.')[0]) >= 24;

if (!isInstalled) stop('The dependencies are not installed. Run `npm ci` in this folder first.');
if (!isNode24) {
  stop(
    `These scripts run on Node 24; this is Node ${process.versions.node}. On Linux \`npm ci\` brings Node 24 along ` +
      '(then start them by `npm run ...`, which finds it); elsewhere install it from nodejs.org.',
  );
}

/** @param {string} sentence */
function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
