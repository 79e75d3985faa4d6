import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** The whole of what the typist types: about an hour. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['whole.test.ts'],
    maxConcurrency: Math.max(2, Math.min(6, availableParallelism())),
    testTimeout: 3_600_000,
    hookTimeout: 600_000,
    reporters: ['verbose'],
  },
});
