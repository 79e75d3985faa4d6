import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { Session } from './support/session.ts';

const EXAMPLES = path.join(import.meta.dirname, '../../examples');

/** Stands where the kubeconfig says that a cluster is. Counts who comes, and allows nothing. */
class Doorkeeper {
  calls = 0;
  readonly #server = http.createServer((_, response) => {
    response.writeHead(403, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ kind: 'Status', message: 'User "dev" cannot do this' }));
  });

  async open(): Promise<string> {
    this.#server.on('connection', () => {
      this.calls += 1;
    });
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('There is no port.');
    return `http://127.0.0.1:${address.port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

describe('a cluster', () => {
  const door = new Doorkeeper();
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'argoexp-silence-'));
  let session: Session;

  beforeAll(async () => {
    const server = await door.open();
    const kubeconfig = path.join(scratch, 'kubeconfig');
    const text = stringify({
      'current-context': 'quiet',
      clusters: [{ name: 'quiet', cluster: { server } }],
      contexts: [{ name: 'quiet', context: { cluster: 'quiet', user: 'dev', namespace: 'shop' } }],
      users: [{ name: 'dev', user: { token: 'none' } }],
    });
    writeFileSync(kubeconfig, text, { mode: 0o600 });
    session = await Session.open({ source: EXAMPLES, settings: { 'argoExperiments.kubeconfig': kubeconfig } });
  });
  afterAll(async () => {
    await session?.close();
    door.close();
    rmSync(scratch, { recursive: true, force: true });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await session.screenshot(`failed-${task.name.replaceAll(/\W+/g, '-')}`);
  });

  /** Opens a file of ours and the tree, and comes back when all that begins by itself has begun. */
  async function lookAround(): Promise<void> {
    const editor = await session.openFile('experiment.yaml');
    await editor.locator('.codelens-decoration').getByRole('button', { name: 'Rehearse' }).waitFor();
    await session.runCommand('Argo Experiments: Focus on Argo Experiments View');
    await session.page
      .locator('.part.sidebar .pane-header, .part.sidebar .title', { hasText: 'Argo Experiments' })
      .first()
      .waitFor();
  }

  it('is not contacted by a window with files that could run there', async () => {
    await lookAround();
    await session.page.locator('.part.sidebar').getByRole('button', { name: 'Connect to a Cluster' }).first().waitFor();
    await session.screenshot('not-connected');
    expect(door.calls).toBe(0);
  });

  it('is contacted when a person asks for it, and says why it is of no use', async () => {
    await session.runCommand('Argo Experiments: Connect to a Cluster');
    const quick = session.page.locator('.quick-input-widget');
    await quick.getByRole('option', { name: /^quiet/ }).click();
    await quick.getByPlaceholder(/They may not be listed here/).waitFor();
    expect(door.calls).toBeGreaterThan(0);
    await quick.getByRole('option', { name: /^shop/ }).click();
    await session.treeRow(/dev is not allowed to list experiments in namespace shop/).waitFor();
    await session.screenshot('forbidden');
  });

  it('is remembered by the next window, and left alone', async () => {
    await session.runCommand('Argo Experiments: Disconnect');
    const row = session.treeRow(/^quiet \/ shop, not connected/);
    await row.waitFor();
    const before = door.calls;
    await session.page.reload();
    await row.waitFor();
    await lookAround();
    await session.screenshot('remembered');
    expect(door.calls).toBe(before);
  });
});
