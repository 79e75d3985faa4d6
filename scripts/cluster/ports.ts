import net from 'node:net';
import { ClusterFailure } from './failure.ts';

const loopback = '127.0.0.1';

function listen(port: number): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(port, loopback, () => resolve(server));
  });
}

function portOf(server: net.Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}

/**
 * Free ports on loopback, all different. The programs bind them a moment later, so another program may still come first; their log
 * then says so and `explainLog` makes a sentence of it.
 */
export async function findFreePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0)));
  const ports = servers.map(portOf);
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
  return ports;
}

/** Refuses a port that somebody else already listens on. */
export async function requireFreePort(option: string, port: number): Promise<void> {
  try {
    const server = await listen(port);
    await new Promise(resolve => server.close(resolve));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new ClusterFailure(
        `Port ${port} is in use by another program: choose another one with ${option}, or leave ${option} away to take a free port.`,
      );
    }
    if (code === 'EACCES')
      throw new ClusterFailure(
        `Port ${port} may not be used without more rights: choose one above 1023 with ${option}.`,
      );
    throw error;
  }
}
