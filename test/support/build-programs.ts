/** vitest runs this once before the tests that start what `dist/` holds. */
import { build } from '../../scripts/build.ts';

export async function setup(): Promise<void> {
  await build();
}
