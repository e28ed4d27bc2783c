import { defineConfig } from 'vitest/config'

const python = 'test/instrumentation/**/*.test.ts'

export default defineConfig({
  test: {
    reporters: ['default', './test/support/loud-skips.ts'],
    // Vitest leaves a processor for its own process, which is half of a small machine.
    maxWorkers: '100%',
    // What hangs, not what is slow: a machine may be as busy as it likes.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 300_000 } },
    // Nothing tested keeps a state between calls: a process loads the compiler once for all its files, not for each.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'compiler',
          include: ['test/**/*.test.ts'],
          // The first need the preview's own packages and a browser: npm run test:preview.
          exclude: ['test/preview/browser/**', python, '**/node_modules/**'],
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
