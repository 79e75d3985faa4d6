/** Which proxy leads to a server: that of the kubeconfig, else that of the environment, by the rules of Go's clients and so of kubectl. */
import net from 'node:net';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The way through a proxy did not lead to the server. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  /** Host and port; never the password in its URL. */
  readonly proxy: string;
  readonly reason: string;

  constructor(proxy: string, reason: string) {
    super(`proxy ${proxy}: ${reason}`);
    this.proxy = proxy;
    this.reason = reason;
  }
}

/** What a kubeconfig says of a server and the way there. */
export interface Way {
  readonly server: string;
  readonly proxyUrl?: string;
}

/** A URL, which need not be a usable one; `undefined`: there is none on the way. */
export function proxyFor({ server, proxyUrl }: Way, environment: Environment): string | undefined {
  if (proxyUrl !== undefined) return proxyUrl;
  const url = new URL(server);
  const scheme = url.protocol === 'https:' ? 'HTTPS' : 'HTTP';
  const named = variable(environment, `${scheme}_PROXY`);
  if (named === '' || isExempt(url, variable(environment, 'NO_PROXY'))) return undefined;
  return /^(?:https?|socks5h?):\/\//i.test(named) ? named : `http://${named}`;
}

/** Whether the client library can speak through it. */
export function isUsableProxy(proxy: string): boolean {
  return URL.canParse(proxy) && /^(?:https?|socks5h?):$/.test(new URL(proxy).protocol);
}

/** Host and port, for messages. */
export function proxyHost(proxy: string): string {
  return URL.canParse(proxy) ? new URL(proxy).host : '?';
}

/** In capital letters first, as Go reads it. */
function variable(environment: Environment, name: string): string {
  return (environment[name] || environment[name.toLowerCase()]) ?? '';
}

/** Loopback never goes through a proxy of the environment. */
function isExempt({ hostname, port, protocol }: URL, noProxy: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (host === 'localhost' || (net.isIP(host) !== 0 && isLoopback(host))) return true;
  const number = port || (protocol === 'https:' ? '443' : '80');
  return noProxy
    .split(',')
    .map(part => part.trim().toLowerCase())
    .some(part => part !== '' && isMatch(part, host, number));
}

function isLoopback(address: string): boolean {
  return net.isIPv4(address) ? address.startsWith('127.') : address === '::1';
}

/** `*`, `10.0.0.0/8`, `10.1.2.3`, `example.org` with all below it, `.example.org` for those below it alone; each but a range with a port if wanted. */
function isMatch(part: string, host: string, port: string): boolean {
  if (part === '*') return true;
  if (part.includes('/')) return isInRange(part, host);
  const [, bracketed, name = part, wanted = port] =
    /^(?:\[(.+)\]|(.*?))(?::(\d+))?$/.exec(net.isIPv6(part) ? `[${part}]` : part) ?? [];
  if (wanted !== port) return false;
  const pattern = (bracketed ?? name).replace(/^\*(?=\.)/, '');
  if (net.isIP(pattern) !== 0) return pattern === host;
  return pattern.startsWith('.') ? host.endsWith(pattern) : host === pattern || host.endsWith(`.${pattern}`);
}

function isInRange(range: string, host: string): boolean {
  const [address = '', bits = ''] = range.split('/');
  const family = net.isIP(address);
  if (family === 0 || net.isIP(host) !== family || !/^\d{1,3}$/.test(bits)) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  if (Number(bits) > (family === 4 ? 32 : 128)) return false;
  const list = new net.BlockList();
  list.addSubnet(address, Number(bits), type);
  return list.check(host, type);
}
