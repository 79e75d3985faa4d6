/**
 * Text for messages of the editor, which makes links of `[text](target)`, commands included: a name that comes from a
 * file must not become one.
 */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

/** Text for labels of pickers, in which `$(name)` would become an icon. */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', '$ (');
}
