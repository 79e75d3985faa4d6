/** A line to the API server that can be cut: bytes go through as they are, so TLS does not notice. */
import { writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { isMap, readList, readMap } from '../../client/experiments/values/json.ts';

export interface CuttableLine {
  readonly port: number;
  /** Connections that have been opened so far. */
  readonly opened: number;
  /** Ends every connection; new ones are taken. */
  cut(): void;
  /** Lets nothing through any more, and ends nothing: as a network that is gone. */
  freeze(): void;
  /** Refuses new connections, or takes them again. */
  refuse(isRefusing: boolean): void;
  close(): Promise<void>;
}

/** To a port on loopback. */
export async function openLine(target: number): Promise<CuttableLine> {
  const sockets = new Set<net.Socket>();
  let [opened, isFrozen, isRefusing] = [0, false, false];
  const server = net.createServer(near => {
    if (isRefusing) {
      near.resetAndDestroy();
      return;
    }
    opened += 1;
    const far = net.connect(target, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', data => !isFrozen && to.write(data));
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.on('error', () => to.destroy());
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    isFrozen = false;
    for (const socket of [...sockets]) socket.resetAndDestroy();
  };
  return {
    port: (server.address() as net.AddressInfo).port, // it listens on TCP
    get opened() {
      return opened;
    },
    cut,
    freeze() {
      isFrozen = true;
    },
    refuse(isRefusingNow) {
      isRefusing = isRefusingNow;
    },
    async close() {
      const closed = new Promise(resolve => server.close(resolve));
      cut();
      await closed;
    },
  };
}

/** A copy of a kubeconfig of ours with other parts; gives its path. */
export function writeKubeconfigLike(
  file: string,
  config: object,
  parts: { readonly port?: number; readonly token?: string; readonly proxyUrl?: string },
): string {
  const changed = JSON.parse(JSON.stringify(config), (_key, value: unknown) => {
    if (!isMap(value)) return value;
    if (parts.port !== undefined && typeof value.server === 'string') {
      const proxy = parts.proxyUrl === undefined ? {} : { 'proxy-url': parts.proxyUrl };
      return { ...value, ...proxy, server: `https://127.0.0.1:${parts.port}` };
    }
    return parts.token !== undefined && typeof value.token === 'string' ? { ...value, token: parts.token } : value;
  });
  writeFileSync(file, JSON.stringify(changed), { mode: 0o600 });
  return path.resolve(file);
}

/** The port of a kubeconfig's server. */
export function portOf(config: object): number {
  const cluster = readMap(readList(readMap(config).clusters)[0]).cluster;
  return Number(new URL(String(readMap(cluster).server)).port);
}
