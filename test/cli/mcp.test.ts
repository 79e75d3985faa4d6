/** `argo-experiments mcp`, asked by the client of the official SDK over standard input and output. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, expect, it } from 'vitest';

const CLI = path.join(import.meta.dirname, '../../dist/cli.js');
const folder = mkdtempSync(path.join(os.tmpdir(), 'argoexp-mcp-'));
const client = new Client({ name: 'test', version: '0.0.0' });

beforeAll(async () => {
  writeFileSync(
    path.join(folder, 'a.yaml'),
    'apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nmetadata: {name: a}\nspec: {}\n',
  );
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [CLI, 'mcp'], cwd: folder }));
});
afterAll(async () => {
  await client.close();
  rmSync(folder, { recursive: true });
});

async function call(name: string, input: Record<string, unknown>): Promise<{ text: string; isError: boolean }> {
  const { content, isError } = await client.callTool({ name, arguments: input });
  const [first] = Array.isArray(content) ? content : [];
  return { text: String(first?.text), isError: isError === true };
}

it('offers three tools that read', async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint])).toEqual([
    ['check', true],
    ['rehearse', true],
    ['explain', true],
  ]);
  expect(client.getServerVersion()?.name).toBe('argo-experiments');
});

it('answers them, for files as they are now', async () => {
  expect((await call('check', { file: 'a.yaml' })).text).toContain('exp-templates-missing');
  writeFileSync(path.join(folder, 'a.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n');
  expect((await call('check', { file: 'a.yaml' })).text).toBe('No problems.');
  expect((await call('explain', { about: 'Experiment.spec.duration' })).text).toContain('Go duration');
});

it('reads nothing outside of its folder', async () => {
  expect(await call('check', { file: '../../etc/passwd' })).toEqual({
    text: 'There is no file "../../etc/passwd" that can be read.',
    isError: true,
  });
});
