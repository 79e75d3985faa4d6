/** A proxy on loopback that opens ways with CONNECT, all of them to one port of this machine, whatever host was asked for. */
import http from 'node:http';
import net from 'node:net';

export interface ConnectProxy {
  readonly port: number;
  /** `host:port` of each way that was asked for, with the credentials that came along. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** `status`: what is answered instead of a way. */
export async function startConnectProxy(target: number, status?: number): Promise<ConnectProxy> {
  const asked: string[] = [];
  const sockets = new Set<net.Socket>();
  const server = http.createServer((_, response) => response.writeHead(400).end());
  server.on('connect', (request, near: net.Socket, head: Buffer) => {
    const { 'proxy-authorization': credentials = '' } = request.headers;
    asked.push([request.url ?? '', credentials].filter(part => part !== '').join(' '));
    if (status !== undefined) {
      near.end(`HTTP/1.1 ${status} No\r\n\r\n`);
      return;
    }
    const far = net.connect(target, '127.0.0.1', () => {
      near.write('HTTP/1.1 200 OK\r\n\r\n');
      far.write(head);
      near.pipe(far).pipe(near);
    });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('close', () => to.destroy());
      from.on('error', () => to.destroy());
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as net.AddressInfo).port, // it listens on TCP
    asked,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
