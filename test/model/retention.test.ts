import { expect, test } from 'vitest'
import { alert } from '../../build/language/alert.ts'
import { exposedBy } from '../../build/language/declare.ts'
import { sum } from '../../build/language/functions.ts'
import { job } from '../../build/language/job.ts'
import { timeseries } from '../../build/language/panels.ts'
import { cli } from '../commands/cli.ts'
import { put, temporaryFolder, textOf } from '../output/folder.ts'
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

test('our definitions build for three days, without the look at last week', async () => {
  const folder = temporaryFolder()
  put(folder, 'overrides.yml', 'retention: 3d\n')
  const { code, stdout, stderr } = await cli(['build', '--out', `${folder}/out`, '--stack', `${folder}/overrides.yml`])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout.match(/^left out: .*/gm)).toEqual([
    'left out: panel PyBase / API performance › Traffic against last week: it looks 7d5m back, and Prometheus keeps 3d.',
  ])
  expect(textOf(folder, 'out/grafana-dashboards/api-performance.json')).not.toContain('last week')
})

test('an alert that looks beyond the retention is refused', async () => {
  const folder = temporaryFolder()
  put(folder, 'overrides.yml', 'retention: 15m\n')
  const { code, stderr } = await cli(['build', '--out', `${folder}/out`, '--stack', `${folder}/overrides.yml`])
  expect(code).toBe(1)
  expect(stderr).toContain('error  window-beyond-retention   alerts/')
  expect(stderr).not.toContain('window-beyond-retention   dashboards/')
})
