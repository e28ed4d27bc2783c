import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import { type AnyAlert, alert } from '../../build/language/alert.ts'
import type { Condition } from '../../build/language/condition.ts'
import { age, count, ratio } from '../../build/language/functions.ts'
import { promql } from '../../build/language/raw.ts'
import { ruleTests } from '../../build/targets/rule-tests.ts'
import { ruleFiles } from '../../build/targets/rules.ts'
import * as application from '../../queries/application.ts'
import * as extraction from '../../queries/extraction.ts'
import * as http from '../../queries/http.ts'
import * as node from '../../queries/node.ts'
import { testWith } from '../support/tools.ts'
import { model } from './grid.ts'

const about = { severity: 'warning', component: 'api', summary: 'Any.', description: () => 'Any.' } as const
const errors = http.serverErrorRatio
const burns = (
  factor: number,
  objective: number,
  long: '1h' | '6h' | '1d' | '3d',
  short: '5m' | '30m' | '2h' | '6h',
) => {
  const share = `${Number((factor * (100 - objective)).toPrecision(6))}%` as const
  return errors.over(long).above(share).and(errors.over(short).above(share))
}
const within = { labels: ['job', 'instance'], unit: 'bytes' } as const
const versions = count(count(application.buildInfo).by('version'))

const conditions: Readonly<Record<string, Condition<never, never>>> = Object.fromEntries(
  Object.entries({
    Pages: burns(14.4, 99.9, '1h', '5m'),
    Tickets: burns(3, 99.95, '1d', '2h'),
    TicketsLater: burns(1, 99, '3d', '6h'),
    Week: errors.over('1w').above('0.01%'),
    Month: errors.over('30d').above('1%'),
    MonthAndMinutes: errors.over('30d').above('1%').and(errors.over('5m').above('2%')),
    MonthOfTasks: extraction.tasksOverTenMinutes.over('30d').above(20),
    QuietMonth: extraction.taskRate.over('30d').below('1/s'),
    HalfOfLastWeek: ratio(http.requestRate.over('1h'), http.requestRate.over('1h').offset('1w')).below('50%'),
    TwoVersions: versions.above(1),
    OldProcess: age(application.startTime).above('14d'),
    DiskFull: promql(within)`predict_linear(${node.available}[6h], 14400)`.below('0B'),
    TwiceTheMonth: count(promql(within)`${node.available} > 2 * avg_over_time(${node.available}[30d])`).above(0),
  }).map(([name, when]) => [name, when as unknown as Condition<never, never>]),
)

testWith(
  ['promtool'],
  'promtool plays the rule tests of alerts that look back for days and weeks',
  ({ promtool }) => {
    const alerts = Object.entries(conditions).map(
      ([name, when]) => alert(name as 'Any', { ...about, when, for: '1h' }) as unknown as AnyAlert,
    )
    const looking = { ...model, groups: [{ file: 'alerts/any.ts', name: 'any', recordings: [], alerts }] }
    const folder = mkdtempSync(join(tmpdir(), 'long-'))
    try {
      const { artifacts, shown } = ruleTests(looking)
      for (const { path, text } of [...ruleFiles(looking), ...artifacts]) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), text)
      }
      const files = artifacts.map(({ path }) => path)
      const { status, stdout, stderr } = spawnSync(promtool, ['test', 'rules', ...files], {
        cwd: folder,
        encoding: 'utf8',
      })
      expect({ status, text: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, text: '' })
      // Each is seen to fire at some time, and not to at another.
      expect(shown.filter(({ kinds }) => !kinds.flat().includes('fires')).map(({ alert: name }) => name)).toEqual([])
      expect(shown.filter(({ kinds }) => kinds.length < 3).map(({ alert: name }) => name)).toEqual([])
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
  300_000,
)
