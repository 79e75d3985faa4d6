import { defineConfig } from 'vitest/config';

const limits = { testTimeout: 20_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{agents,core,rules,client,corpus,disk,house,schemas,contract,scripts,support}/**/*.test.ts'],
          environment: 'node',
          ...limits,
        },
      },
      {
        test: {
          name: 'programs',
          include: ['test/{lsp,cli,package}/**/*.test.ts'],
          environment: 'node',
          globalSetup: 'test/support/build-programs.ts',
          ...limits,
        },
      },
    ],
  },
});
