/** What a snippet becomes when every default is accepted: `${1:name}` is `name`, a mirrored `$1` the same, `\$` is `$`. */
export function acceptDefaults(body: string): string {
  const defaults = new Map<string, string>();
  const tokens = [...body.matchAll(/\\([\\$}])|\$\{(\d+):((?:\\.|[^\\}])*)\}|\$\{?(\d+)\}?|([^\\$]+|[\\$])/g)];
  for (const [, , stop, value] of tokens) {
    if (stop !== undefined && value !== undefined && !defaults.has(stop))
      defaults.set(stop, value.replace(/\\([\\$}])/g, '$1'));
  }
  return tokens
    .map(([, escaped, stop, , mirror, text]) => escaped ?? text ?? defaults.get(stop ?? mirror ?? '') ?? '')
    .join('');
}
