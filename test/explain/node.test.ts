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
