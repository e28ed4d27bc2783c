import { defineConfig } from 'vitest/config'
import { compiler, packageName } from './build/place.js'
import { LongestFirst } from './test/support/longest-first.ts'

const python = 'test/instrumentation/**/*.test.ts'
// They wait for minutes: npm run test:drills, npm run test:pair.
const waiting = [
  ...(process.env.DRILLS === undefined ? ['test/drills/alertmanager.test.ts'] : []),
  ...(process.env.PAIR === undefined ? ['test/pair/pair.test.ts'] : []),
]
const debian = 'test/doctor/alertmanager.test.ts'

export default defineConfig({
  // Definitions that a test copies elsewhere get their words from here, too.
  resolve: {
    alias: [
      { find: new RegExp(`^${packageName}$`), replacement: `${compiler}index.ts` },
      { find: new RegExp(`^${packageName}/(.+)$`), replacement: `${compiler}$1.ts` },
    ],
  },
  test: {
    reporters: ['default', './test/support/loud-skips.ts'],
    // Vitest leaves a processor for its own process, which is half of a small machine.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    // What hangs, not what is slow: a machine may be as busy as it likes.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 300_000 } },
    // The compiler keeps no state between calls but the settings: a process loads it once for all its files, not for each.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'compiler',
          include: ['test/**/*.test.ts'],
          // The first need the preview's own packages and a browser: npm run test:preview.
          exclude: ['test/preview/browser/**', debian, python, ...waiting, '**/node_modules/**'],
        },
      },
      // Apart, since it loads other settings than those of stack.ts.
      { extends: true, test: { name: 'debian', isolate: true, include: [debian] } },
      // Apart, since their virtual environments take a while to be made: only where one of these tests runs.
      {
        extends: true,
        test: { name: 'instrumentation', include: [python], globalSetup: './test/instrumentation/sets/setup.ts' },
      },
    ],
  },
})
