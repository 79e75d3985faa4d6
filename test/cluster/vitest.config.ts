import { defineConfig } from 'vitest/config';

/** Tests on a real cluster; `npm run test:cluster` starts them with a session in their environment. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    environment: 'node',
    // A test mostly waits, so files and tests run side by side; more at once and the controllers, on two cores, act on states that are
    // seconds old.
    maxConcurrency: 40,
    maxWorkers: 4,
    testTimeout: 300_000,
    hookTimeout: 120_000,
    slowTestThreshold: 1000,
  },
});
