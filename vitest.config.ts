import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{core,rules,client,house,cli,lsp,schemas,contract,scripts}/**/*.test.ts'],
    environment: 'node',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
