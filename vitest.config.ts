import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They need the preview's own packages and a browser: npm run test:preview.
    exclude: ['test/preview/browser/**', '**/node_modules/**'],
    typecheck: {
      enabled: true,
      include: ['test/**/*.test-d.ts'],
      tsconfig: './tsconfig.json',
      // `npm run types` reports what is wrong in every other file.
      ignoreSourceErrors: true,
    },
    reporters: ['default', './test/support/loud-skips.ts'],
    // Vitest leaves a processor for its own process, which is half of a small machine.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
