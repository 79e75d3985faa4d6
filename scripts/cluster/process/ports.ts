import { randomInt } from 'node:crypto';
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
 * Below the ports that systems hand out by themselves (from 32768 on Linux, 49152 elsewhere), in a stretch that few programs listen in:
 * no connection of anybody takes one of them between our choice and the moment, seconds later, at which a program binds it.
 */
const LOWEST = 20_000;
const HIGHEST = 32_000;
/** Ports that are tried, for each that is wanted. */
const MOST_TRIES = 100;

/** Free ports on loopback, all different. Where another program comes first all the same, `explainLog` makes a sentence of it. */
export async function findFreePorts(count: number): Promise<number[]> {
  const servers: net.Server[] = [];
  for (let tries = 0; servers.length < count && tries < count * MOST_TRIES; tries += 1) {
    const server = await unlessTaken(listen(randomInt(LOWEST, HIGHEST)));
    if (server !== undefined) servers.push(server);
  }
  const ports = servers.map(portOf);
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
  if (ports.length < count) throw new ClusterFailure(`There are no ${count} free ports from ${LOWEST} to ${HIGHEST}.`);
  return ports;
}

async function unlessTaken(listening: Promise<net.Server>): Promise<net.Server | undefined> {
  try {
    return await listening;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES'))
      return undefined;
    throw error;
  }
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
