import { defineConfig } from 'vitest/config';

/** What a person sees, in VS Code in a real browser: one window at a time. The whole of the typist is `npm run typist`. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
