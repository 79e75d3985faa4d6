/** From a version of Argo Rollouts to the release line whose language it speaks. */
import type { ArgoVersion } from './schema.ts';

/** `1.9.3`, `v1.9` → `1.9`; what is newer than all that is known → `next`. Undefined: it is no version. */
export function releaseLine(version: string): ArgoVersion | undefined {
  const [, major, minor] = /^v?(\d{1,6})\.(\d{1,6})(?!\d)/.exec(version) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  if (Number(major) !== 1) return Number(major) > 1 ? 'next' : '1.7';
  switch (Number(minor)) {
    case 8:
      return '1.8';
    case 9:
      return '1.9';
    case 10:
      return '1.10';
    default:
      // Older ones lack more than 1.7 does, but nothing is known of them.
      return Number(minor) > 10 ? 'next' : '1.7';
  }
}
