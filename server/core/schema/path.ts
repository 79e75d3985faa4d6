/** A path as people write it: `spec.templates[0].name`. */
import type { PathStep } from './walk.ts';

export function formatPath(path: readonly PathStep[]): string {
  return path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('');
}
