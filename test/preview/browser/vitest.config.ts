import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const packages = fileURLToPath(new URL('../../../build/preview/node_modules', import.meta.url))

export default defineConfig({
  // The preview's packages are installed beside it, where a test does not look for them.
  resolve: {
    alias: [
      {
        find: /^(@grafana\/\w+|react|react-dom|playwright-core|pngjs|pixelmatch)(?=$|\/)/,
        replacement: `${packages}/$1`,
      },
    ],
  },
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  test: {
    include: ['test/preview/browser/**/*.test.ts'],
    globalSetup: ['test/preview/browser/support/setup.ts'],
    reporters: ['default', './test/support/loud-skips.ts'],
    // What is waited for keeps two processors busy.
    maxWorkers: 2,
    // Grafana's packages are loaded once for each of the two, not for each file.
    isolate: false,
    setupFiles: ['test/preview/browser/support/unstub.ts'],
    // What is waited for comes late on a loaded machine.
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Grafana's packages are ES modules that import CommonJS ones by name.
    server: { deps: { inline: [/@grafana\//] } },
  },
})
