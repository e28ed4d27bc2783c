import { defineConfig } from 'vitest/config'

const python = 'test/instrumentation/**/*.test.ts'

export default defineConfig({
  test: {
    reporters: ['default', './test/support/loud-skips.ts'],
    // Vitest leaves a processor for its own process, which is half of a small machine.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'compiler',
          include: ['test/**/*.test.ts'],
          // The first need the preview's own packages and a browser: npm run test:preview.
          exclude: ['test/preview/browser/**', python, '**/node_modules/**'],
          typecheck: {
            enabled: true,
            include: ['test/**/*.test-d.ts'],
            tsconfig: './tsconfig.json',
            // `npm run types` reports what is wrong in every other file.
            ignoreSourceErrors: true,
          },
        },
      },
      // Apart, since their virtual environments take a while to be made: only where one of these tests runs.
      {
        extends: true,
        test: { name: 'instrumentation', include: [python], globalSetup: './test/instrumentation/sets/setup.ts' },
      },
    ],
  },
})
