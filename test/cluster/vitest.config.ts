import { defineConfig } from 'vitest/config';

/** Tests on a real cluster; `npm run test:cluster` starts them with a session in their environment. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    environment: 'node',
    // a scenario mostly waits; more at once and the controllers, on two cores, act on states that are seconds old
    maxConcurrency: 40,
    fileParallelism: false,
    // Real controllers race with a busy machine: what fails is staged once more, and what fails three times fails.
    retry: 2,
    testTimeout: 200_000,
    hookTimeout: 120_000,
    slowTestThreshold: 1000,
  },
});
