import { spawnSync } from 'node:child_process'
import { expect } from 'vitest'
import { testWith } from '../support/tools.ts'
import { compiled, pathsIn, writtenOut } from './generated.ts'

/** Runs a tool inside the output folder. Answers its exit code and all that it printed. */
function run(tool: string, words: readonly string[], cwd: string) {
  const { status, stdout, stderr, error } = spawnSync(tool, words, { cwd, encoding: 'utf8' })
  return { code: error === undefined ? status : error.message, text: stdout + stderr }
}

const rulesFound = (text: string): number =>
  [...text.matchAll(/SUCCESS: (\d+) rules found/g)].reduce((sum, [, count]) => sum + Number(count), 0)

testWith(['promtool'], 'promtool finds every rule, and no fault in the configuration', ({ promtool }) => {
  const folder = writtenOut()
  const { code, text } = run(promtool, ['check', 'config', '--lint=all', '--lint-fatal', 'prometheus.yml'], folder)
  expect(text).not.toMatch(/warning|duplicate|FAILED/i)
  expect({ code, rules: rulesFound(text) }, text).toEqual({ code: 0, rules: compiled.rules })
})

testWith(['promtool'], 'promtool finds no fault in any rule file', ({ promtool }) => {
  const folder = writtenOut()
  const paths = pathsIn('alerts', '.yml')
  const found = paths.map((path) => {
    const { code, text } = run(promtool, ['check', 'rules', '--lint=all', '--lint-fatal', path], folder)
    return { path, code, rules: rulesFound(text), text: code === 0 ? '' : text }
  })
  const expected = compiled.model.groups.map(({ name, recordings, alerts }) => ({
    path: `alerts/${name}.yml`,
    code: 0,
    rules: recordings.length + alerts.flatMap(({ arms }) => arms).length,
    text: '',
  }))
  expect(found).toEqual(expected)
})

testWith(['amtool'], 'amtool accepts the Alertmanager configuration with its templates', ({ amtool }) => {
  const { code, text } = run(amtool, ['check-config', 'alertmanager/alertmanager.yml'], writtenOut())
  expect({ code, text }).toMatchObject({ code: 0, text: expect.stringMatching(/1 templates[\s\S]*SUCCESS/) })
})
