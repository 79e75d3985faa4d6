import net from 'node:net';
import { describe, expect, it } from 'vitest';
import { findFreePorts } from '../../../scripts/cluster/process/ports.ts';

function listen(port: number): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

describe('free ports', () => {
  it('are all different, free, and none that a connection is given by itself', async () => {
    const ports = await findFreePorts(50);
    expect(new Set(ports).size).toBe(50);
    expect(ports.filter(port => port < 20_000 || port >= 32_000)).toEqual([]);
    const servers = await Promise.all(ports.map(listen));
    const others = await findFreePorts(50);
    expect(others.filter(port => ports.includes(port))).toEqual([]);
    for (const server of servers) server.close();
  });
});
