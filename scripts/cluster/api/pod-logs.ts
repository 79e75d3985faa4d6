import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { ApiClient } from './api-client.ts';

// The log part of a kubelet's door: the API server sends `pods/log` here. Each container has lines of its own, made from the pod's
// start time, so that the same question gives the same answer; kwok's own door reads one file per cluster-wide container name.

/** The facts about a container that its log is made from. */
export interface LoggedContainer {
  readonly pod: string;
  readonly container: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Likewise; undefined while it runs. */
  readonly endedAt: number | undefined;
  /** Lines told by annotation: then these and no others, all at the start. */
  readonly told: readonly string[] | undefined;
}

export interface LogLine {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly text: string;
}

/** All lines of a container until `now`: one at the start and one a second after it. */
export function linesUntil(container: LoggedContainer, now: number): LogLine[] {
  const { pod, container: name, startedAt, told } = container;
  if (told) return told.map(text => ({ time: startedAt, text }));
  const end = Math.min(now, container.endedAt ?? now);
  const count = Math.min(100_000, Math.max(0, Math.floor((end - startedAt) / 1000)));
  return Array.from({ length: count + 1 }, (_, i) => ({
    time: startedAt + i * 1000,
    text: i === 0 ? `${name} of ${pod} started` : `${name} of ${pod} line ${i}`,
  }));
}

/** Query parameters of `pods/log`, as Kubernetes names them. */
export interface LogQuery {
  readonly follow: boolean;
  readonly previous: boolean;
  readonly timestamps: boolean;
  readonly tailLines: number | undefined;
  /** Milliseconds since the epoch; lines before it are left out. */
  readonly since: number | undefined;
  readonly limitBytes: number | undefined;
}

export function readLogQuery(parameters: URLSearchParams, now: number): LogQuery {
  const number = (name: string) => (parameters.has(name) ? Number(parameters.get(name)) : undefined);
  const sinceSeconds = number('sinceSeconds');
  const sinceTime = parameters.get('sinceTime');
  return {
    follow: parameters.get('follow') === 'true',
    previous: parameters.get('previous') === 'true',
    timestamps: parameters.get('timestamps') === 'true',
    tailLines: number('tailLines'),
    since:
      sinceTime !== null ? Date.parse(sinceTime) : sinceSeconds !== undefined ? now - sinceSeconds * 1000 : undefined,
    limitBytes: number('limitBytes'),
  };
}

function format(lines: readonly LogLine[], timestamps: boolean): string {
  return lines.map(({ time, text }) => `${timestamps ? `${new Date(time).toISOString()} ` : ''}${text}\n`).join('');
}

/** What the query asks for among lines that are there already. */
export function selectLines(lines: readonly LogLine[], { since, tailLines }: LogQuery): readonly LogLine[] {
  const recent = since === undefined ? lines : lines.filter(({ time }) => time >= since);
  return tailLines === undefined ? recent : tailLines <= 0 ? [] : recent.slice(-tailLines);
}

interface ContainerStatus {
  name: string;
  restartCount: number;
  state?: {
    waiting?: { reason: string };
    running?: { startedAt: string };
    terminated?: { startedAt: string; finishedAt: string };
  };
}

interface Pod {
  metadata: { name: string; annotations?: Record<string, string> };
  status?: { startTime?: string; containerStatuses?: ContainerStatus[] };
}

/** The container as the pod's status shows it, or the sentence a kubelet refuses with. */
export function readContainer(pod: Pod, name: string, previous: boolean): LoggedContainer | string {
  const status = pod.status?.containerStatuses?.find(each => each.name === name);
  const where = `container "${name}" in pod "${pod.metadata.name}"`;
  if (previous && !(status && status.restartCount > 0)) return `previous terminated ${where} not found`;
  const reason = status?.state?.waiting?.reason;
  if (!status || (reason !== undefined && status.restartCount === 0))
    return `${where} is waiting to start: ${reason ?? 'ContainerCreating'}`;
  const annotations = pod.metadata.annotations ?? {};
  const told = annotations[`play/log.${name}`] ?? annotations['play/log'];
  const started = Date.parse(pod.status?.startTime ?? '');
  // a container that came back began anew; what it wrote before is its previous log
  const restarted = status.state?.running && status.restartCount > 0 && !previous;
  const finished = status.state?.terminated?.finishedAt;
  return {
    pod: pod.metadata.name,
    container: name,
    startedAt: restarted ? Date.parse(status.state?.running?.startedAt ?? '') : started,
    endedAt: previous || reason !== undefined ? started : finished === undefined ? undefined : Date.parse(finished),
    told: told?.split('\n'),
  };
}

export interface PodLogs {
  readonly port: number;
  close(): void;
}

interface PodLogsOptions {
  readonly key: Buffer;
  readonly certificate: Buffer;
  /** Asked for each request, because the door opens before the API server does. */
  readonly api: () => ApiClient;
}

/** Opens the door on loopback. */
export function servePodLogs({ key, certificate, api }: PodLogsOptions): Promise<PodLogs> {
  const timers = new Set<NodeJS.Timeout>();
  async function readPod(namespace: string, pod: string): Promise<Pod | undefined> {
    const answer = await api().get(`/api/v1/namespaces/${namespace}/pods/${pod}`);
    return answer.status === 200 ? (JSON.parse(answer.text) as Pod) : undefined; // the API server's own shape
  }

  async function answer(url: URL, response: import('node:http').ServerResponse): Promise<void> {
    const [, door, namespace = '', podName = '', name = ''] = url.pathname.split('/');
    const query = readLogQuery(url.searchParams, Date.now());
    const pod = door === 'containerLogs' ? await readPod(namespace, podName) : undefined;
    const container = pod ? readContainer(pod, name, query.previous) : 'there is no such pod';
    if (typeof container === 'string') {
      response.writeHead(pod ? 400 : 404, { 'content-type': 'text/plain' }).end(container);
      return;
    }
    response.writeHead(200, { 'content-type': 'text/plain' });
    let seen = linesUntil(container, Date.now()).length;
    const text = format(selectLines(linesUntil(container, Date.now()), query), query.timestamps);
    const first =
      query.limitBytes === undefined ? text : Buffer.from(text).subarray(0, query.limitBytes).toString('utf8');
    if (!query.follow || container.endedAt !== undefined) {
      response.end(first);
      return;
    }
    response.write(first);
    const timer = setInterval(async () => {
      const current = await readPod(namespace, podName).catch(() => undefined);
      const now = current ? readContainer(current, name, false) : 'gone';
      const lines = typeof now === 'string' ? [] : linesUntil(now, Date.now());
      response.write(format(lines.slice(seen), query.timestamps));
      seen = Math.max(seen, lines.length);
      if (typeof now === 'string' || now.endedAt !== undefined) response.end();
    }, 500);
    timers.add(timer);
    response.once('close', () => {
      clearInterval(timer);
      timers.delete(timer);
    });
  }

  const server = https.createServer({ key, cert: certificate }, (request, response) => {
    answer(new URL(request.url ?? '/', 'https://127.0.0.1'), response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(String(error));
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      resolve({
        port: (server.address() as AddressInfo).port, // a listening TCP server's address is never text
        close() {
          for (const timer of timers) clearInterval(timer);
          server.closeAllConnections();
          server.close();
        },
      });
    });
  });
}
