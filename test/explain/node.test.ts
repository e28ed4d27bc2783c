import { expect, test } from 'vitest'
import { loadedBy, sources } from '../support/imports.ts'

test('the engine loads nothing of Node, so that it can run in a browser', () => {
  const engine = [...sources.keys()].filter((file) => file.startsWith('build/explain/'))
  expect(engine.length).toBeGreaterThan(10)
  const offences = engine.flatMap((file) =>
    [...loadedBy(file, [])].filter((each) => each.startsWith('node:')).map((each) => `${file} loads ${each}`),
  )
  expect(offences).toEqual([])
  // Counted in the same way, the command does.
  expect(loadedBy('build/commands/explain.ts', [])).toContain('node:fs')
})

test('nor does it use what only Node has', () => {
  const engine = loadedBy('build/explain/page/worker.ts', [])
  const words = /(?<![\w.'"`])(?:Buffer|process|require|setImmediate|__dirname)(?=[.(])/
  const offences = [...engine].filter((file) =>
    words.test((sources.get(file) ?? '').replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '')),
  )
  expect(offences).toEqual([])
  expect(engine.size).toBeGreaterThan(100)
  // A large package, whose trick of making functions of texts the page's policy forbids.
  expect(engine).not.toContain('zod')
})
