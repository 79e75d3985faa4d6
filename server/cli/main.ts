/** `argo-experiments`: the same rules, rehearsals and schemas as in the editor, for terminals and CI. */
import { readFileSync } from 'node:fs';
import type { Language } from '../core/index.ts';
import type { Output } from './command.ts';
import { runProgram } from './program.ts';

function readLanguage(): Language {
  // Built by schemas/build.ts, which proves its shape.
  return JSON.parse(readFileSync(new URL('./schemas/language.json', import.meta.url), 'utf8')) as Language;
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown';
}

async function readStdin(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** https://no-color.org: the variable counts when it is not empty. */
function hasColours({ NO_COLOR, FORCE_COLOR, TERM }: NodeJS.ProcessEnv): boolean {
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '' && FORCE_COLOR !== '0') return true;
  return process.stdout.isTTY === true && TERM !== 'dumb';
}

const output: Output = {
  out: text => void process.stdout.write(text),
  err: text => void process.stderr.write(text),
  cwd: process.cwd(),
  stdin: readStdin,
  hasColours: hasColours(process.env),
};

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await runProgram(process.argv.slice(2), { output, language: readLanguage(), version: version() });
