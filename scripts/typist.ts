/** `npm run typist`: builds, then types every document at every pace in the real editor. Arguments go to vitest: `npm run typist -- -t fluently`. */
import path from 'node:path';
import { build, ROOT } from './build.ts';
import { startGroup } from './guard/processes.ts';
import { prepareTestHost } from './vscode-host/install.ts';

await build();
await prepareTestHost();
const program = path.join(ROOT, 'node_modules/vitest/vitest.mjs');
const config = path.join(ROOT, 'test/ui/typist/vitest.config.ts');
const { ended } = startGroup(process.execPath, [program, 'run', '--config', config, ...process.argv.slice(2)], {
  cwd: ROOT,
  env: process.env,
});
process.exitCode = await ended;
