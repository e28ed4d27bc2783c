import { expect, test } from 'vitest'
import { alert } from '../../build/language/alert.ts'
import { exposedBy } from '../../build/language/declare.ts'
import { sum } from '../../build/language/functions.ts'
import { job } from '../../build/language/job.ts'
import { timeseries } from '../../build/language/panels.ts'
import { cli } from '../commands/cli.ts'
import { put, temporaryFolder } from '../output/folder.ts'
import { modelOf, pinned, titles } from './definitions.ts'

const help = 'For tests.'
const some = job('redis', { title: 'Some', component: 'api', whenDown: 'critical' })
const level = exposedBy(some).gauge('level', { help })
const now = sum(level)

const parts = {
  jobs: [some],
  metrics: [level],
  lines: [
    [
      timeseries('today', now, 'Any.'),
      timeseries('against last week', { now, 'a week ago': now.offset('1w') }, 'Any.'),
      timeseries('against yesterday', { now, yesterday: now.offset('1d') }, 'Any.'),
    ],
  ],
  alerts: [
    alert('Level', {
      when: level.offset('1w').above(1),
      severity: 'warning',
      component: 'api',
      summary: 'Any.',
      description: () => 'Any.',
    }),
  ],
} as const

test('panels that look beyond the retention are left out, and said to be; alerts stay, for a check to refuse', () => {
  const model = modelOf({ ...parts, stack: { ...pinned, retention: '3d' } })
  expect(titles(model)).toEqual(['today', 'against yesterday'])
  expect(model.leftOut).toEqual(['panel Any › against last week: it looks 1w back, and Prometheus keeps 3d.'])
  expect(model.groups.flatMap(({ alerts }) => alerts.map(({ name }) => name))).toEqual(['Level'])
})

test('a retention that is just long enough leaves nothing out', () => {
  expect(modelOf({ ...parts, stack: { ...pinned, retention: '7d' } }).leftOut).toEqual([])
})

test('an objective over more than what is kept is refused, and its rules are not told beside it', async () => {
  const folder = temporaryFolder()
  put(folder, 'overrides.yml', 'retention: 10d\n')
  const { code, stderr } = await cli(['build', '--out', `${folder}/out`, '--stack', `${folder}/overrides.yml`])
  expect(code).toBe(1)
  expect(stderr).toMatchInlineSnapshot(`
    "error  objective-beyond-retention   alerts/slos.ts › api-latency
      The objective of 99% is meant over 14d, and Prometheus keeps 10d.
      Choose a period of 10d or less, or raise the retention in stack.ts.

    error  objective-beyond-retention   alerts/slos.ts › api-availability
      The objective of 99.9% is meant over 14d, and Prometheus keeps 10d.
      Choose a period of 10d or less, or raise the retention in stack.ts.
    "
  `)
})

test('an alert that looks beyond the retention is refused', async () => {
  const folder = temporaryFolder()
  put(folder, 'overrides.yml', 'retention: 15m\n')
  const { code, stderr } = await cli(['build', '--out', `${folder}/out`, '--stack', `${folder}/overrides.yml`])
  expect(code).toBe(1)
  expect(stderr).toContain('error  window-beyond-retention   alerts/')
  expect(stderr).not.toContain('window-beyond-retention   dashboards/')
})
