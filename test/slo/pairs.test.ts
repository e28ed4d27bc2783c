import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { group } from '../../build/language/alert.ts'
import { latencySlo, slo } from '../../build/language/slo.ts'
import { resolve } from '../../build/model/model.ts'
import { ruleTests } from '../../build/targets/rule-tests.ts'
import { ruleFiles } from '../../build/targets/rules.ts'
import * as http from '../../queries/http.ts'
import { model } from '../checks/model.ts'
import { temporaryFolder } from '../output/folder.ts'
import { testWith } from '../support/tools.ts'

const about = { over: '30d', component: 'api' } as const
const objectives = ['99%', '99.5%', '99.9%', '99.95%'] as const
const named = (objective: string) => objective.replace('.', '-').replace('%', '')

const ours = resolve({
  ...model,
  dashboards: [],
  groups: [
    {
      file: 'alerts/any.ts',
      name: 'any',
      value: group(
        ...objectives.map((objective) =>
          slo(`availability-${named(objective)}`, {
            ...about,
            objective,
            total: http.requestRate,
            bad: http.serverErrorRate,
          }),
        ),
        latencySlo('latency', { ...about, objective: '99.5%', of: http.latency, within: '500ms' }),
      ),
    },
  ],
})
const { artifacts, shown } = ruleTests(ours)

test('each alert of each objective is shown to fire, to resolve, and to be silent just under, idle and without series', () => {
  expect(shown).toHaveLength(2 * (objectives.length + 1))
  for (const { alert, kinds } of shown)
    expect({ alert, kinds: new Set(kinds.flat()) }).toEqual({
      alert,
      kinds: new Set(['fires', 'resolves', 'just under', 'idle', 'absent']),
    })
})

test('after a time in which all was well, each pair is seen to fire by itself', () => {
  for (const { alert, tests } of shown)
    expect({ alert, pairs: tests.match(/fires some time after it was well/g) }).toMatchObject({ pairs: { length: 2 } })
})

testWith(['promtool'], 'promtool plays them, through the recording rules', ({ promtool }) => {
  const folder = temporaryFolder()
  for (const { path, text } of [...ruleFiles(ours), ...artifacts]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const { status, stdout, stderr } = spawnSync(promtool, ['test', 'rules', ...artifacts.map(({ path }) => path)], {
    cwd: folder,
    encoding: 'utf8',
  })
  expect({ status, text: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, text: '' })
})
