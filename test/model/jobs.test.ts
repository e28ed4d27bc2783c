import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describe as told } from '../../build/findings/problem.ts'
import { alert, group } from '../../build/language/alert.ts'
import { exposedBy } from '../../build/language/declare.ts'
import { sum } from '../../build/language/functions.ts'
import { job } from '../../build/language/job.ts'
import { misfits } from '../../build/model/jobs.ts'
import { temporaryFolder } from '../output/folder.ts'
import { pinned } from './definitions.ts'

const about = { title: 'MySQL', component: 'database', whenDown: 'critical' } as const
const stack = { ...pinned, targets: { ...pinned.targets } }
const { prometheus, alertmanager, grafana } = pinned.targets
const bare = { ...stack, targets: { prometheus, alertmanager, grafana } }

const said = (...problems: Parameters<typeof misfits>): string =>
  misfits(...problems)
    .map(told)
    .join('\n')

test('a job with an address of its own needs no setting', () => {
  expect(said('/', bare, [job('mysql', { ...about, address: 'mysqld_exporter:9104' })], [])).toBe('')
})

test('a job that is nowhere, and one that is twice', () => {
  const mysql = job('mysql', about)
  expect(said('/', bare, [mysql], [])).toBe(`error  queries/jobs.ts › mysql
  Nobody says where the job mysql is: it has no address, and \`targets\` of the settings has prometheus, alertmanager and grafana.
  Give it an address, such as 'mysql:9100', or add 'mysql': { address: … } to \`targets\` in stack.ts.`)
  const here = job('mysql', { ...about, address: 'a:1' })
  expect(said('/', bare, [here, here], [])).toContain('There are two jobs called mysql')
})

test('a release that no set has', () => {
  const postgres = job('postgres', { ...about, address: 'a:1', release: 'postgresExportr' })
  expect(said('/', bare, [postgres], [])).toContain(
    'is of the release postgresExportr, and the release sets have prometheus, alertmanager, grafana, postgresExporter',
  )
  expect(said('/', bare, [postgres], [])).toContain('Write postgresExporter, or add postgresExportr to each set')
})

test('an address of a job that nobody declares', () => {
  const moved = { ...bare, targets: { ...bare.targets, mysq: { ...prometheus, address: 'a:1' } } }
  expect(said('/', moved, [job('mysql', { ...about, address: 'a:1' })], [])).toBe(`error  stack.ts › targets.mysq
  There is no job mysq; there is mysql, prometheus, alertmanager and grafana.
  Write mysql.`)
})

test('an alert of a component that no job belongs to, where it is written', () => {
  const root = temporaryFolder()
  mkdirSync(join(root, 'alerts'))
  writeFileSync(join(root, 'alerts/a.ts'), "export const deep = alert('Deep', {\n  component: 'databse',\n})\n")
  const mysql = job('mysql', { ...about, address: 'a:1' })
  const queue = exposedBy(mysql).gauge('queue', { help: 'For tests.' })
  const deep = alert('Deep', {
    when: sum(queue).above(1),
    severity: 'warning',
    // @ts-expect-error: the types know the components of PyBase's jobs, and a build without types none.
    component: 'databse',
    summary: 'Deep.',
    description: () => 'Deep.',
  })
  const found = misfits(root, bare, [mysql], [{ file: 'alerts/a.ts', name: 'a', value: group(deep) }])
  expect(found.map(told)).toEqual([
    `error  alerts/a.ts:1:21 › alert Deep
  The component of Deep is databse, which no job belongs to; there is database.
  Write database.`,
  ])
  expect(found[0]).toMatchObject({ spot: { file: 'alerts/a.ts', line: 1, column: 21 }, key: 'component' })
})
