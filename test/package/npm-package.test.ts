/** The npm package as a person gets it: packed, installed into an empty folder, its programs started by their names. */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeNpmPackage } from '../../scripts/npm-package.ts';

const run = promisify(execFile);
const folder = mkdtempSync(path.join(os.tmpdir(), 'argoexp-npm-'));
const installed = path.join(folder, 'node_modules/argo-experiments');
const bin = (name: string): string => path.join(folder, 'node_modules/.bin', name);
let packed: string;

beforeAll(async () => {
  const source = writeNpmPackage(path.join(folder, 'source'));
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: source });
  packed = path.join(folder, stdout.trim());
  writeFileSync(path.join(folder, 'package.json'), '{"private": true}');
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', packed], { cwd: folder });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the npm package', () => {
  it('is small, and brings nothing else along', () => {
    expect(statSync(packed).size).toBeLessThan(2_500_000); // 1 MB when it is built to be published
    expect(readdirSync(path.join(folder, 'node_modules')).filter(name => !name.startsWith('.'))).toEqual([
      'argo-experiments',
    ]);
    const manifest = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'));
    expect([manifest.dependencies, manifest.optionalDependencies, manifest.private]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('has the command line', async () => {
    writeFileSync(
      path.join(folder, 'wrong.yaml'),
      'apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nmetadata: {name: a}\nspec: {}\n',
    );
    const { version } = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'));
    expect((await run(bin('argo-experiments'), ['--version'])).stdout).toBe(`${version}\n`);
    const linted = run(bin('argo-experiments'), ['lint', 'wrong.yaml', '--format', 'line'], { cwd: folder });
    await expect(linted).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining('[exp-templates-missing]') });
  });

  it.each([[[]], [['--stdio']]])('has the language server, started with %j', async args => {
    const server = spawn(bin('argo-experiments-language-server'), args, {
      cwd: folder,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const request = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { processId: null, rootUri: null, capabilities: {} },
    });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(request)}\r\n\r\n${request}`);
    let answer = '';
    for await (const chunk of server.stdout) {
      answer += chunk;
      if (answer.includes('"capabilities"')) break;
    }
    server.kill();
    expect(answer).toContain('"completionProvider"');
  });
});
