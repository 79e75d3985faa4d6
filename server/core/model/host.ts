/** Hosts in texts that are used as addresses. */
import type { Range } from '../text/range.ts';

export interface Host {
  /** First label of a Service's name, or the whole host; placeholders as they are written. */
  readonly name: string;
  /** Where the name stands in the text. */
  readonly range: Range;
  /** The text is nothing but the host: it may as well be something else. */
  readonly isBare: boolean;
}

/** The host of a URL, of `host:port`, or of a text that could be one. */
export function readHost(text: string): Host | undefined {
  const found = /^(\w[\w+.-]*:\/\/)?([^/@\s]*@)?((?:\{\{[^}]*\}\}|[\w.-])+)(:(?:\d+|\{\{[^}]*\}\}))?([/?#].*)?$/s.exec(
    text,
  );
  const [, scheme = '', user = '', host = '', port, path] = found ?? [];
  if (host === '') return undefined;
  const name = host.replace(/(\.[\w-]+)?\.svc(\.[\w.-]*)?$/, '');
  const start = scheme.length + user.length;
  return {
    name,
    range: { start, end: start + name.length },
    isBare: scheme === '' && port === undefined && path === undefined && name === host,
  };
}

/** Names of the args that a template's text puts where the host of a URL stands. */
export function hostArgs(text: string): ReadonlySet<string> {
  const uses = text.matchAll(/:\/\/\{\{\s*args\.([^{}\s]+)\s*\}\}(?=[:/?"'\s]|$)/gm);
  return new Set([...uses].map(([, arg = '']) => arg));
}
