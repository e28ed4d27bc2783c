import { expect, test } from 'vitest'
import { alert } from '../../build/language/alert.ts'
import { exposedBy } from '../../build/language/declare.ts'
import { sum } from '../../build/language/functions.ts'
import { job } from '../../build/language/job.ts'
import { stat, timeseries } from '../../build/language/panels.ts'
import { panelsOf } from '../../build/model/model.ts'
import { releasesOf } from '../../build/stack/releases.ts'
import { cli } from '../commands/cli.ts'
import { everything, put, temporaryFolder, textOf } from '../output/folder.ts'
import { debian12, modelOf, pinned, titles } from './definitions.ts'

const help = 'For tests.'
const postgres = job('postgres', {
  title: 'the exporter',
  component: 'database',
  whenDown: 'critical',
  release: 'postgresExporter',
})
const { gauge } = exposedBy(postgres)
const old = gauge('old', { help })
const recent = gauge('recent', { help, since: '0.12.0' })

const about = { severity: 'warning', component: 'database', summary: 'Any.', description: () => 'Any.' } as const
const parts = {
  jobs: [postgres],
  metrics: [old, recent],
  lines: [
    [
      stat('old', sum(old), 'Any.'),
      stat('recent', sum(recent), 'Any.'),
      timeseries('both', { old: sum(old), recent: sum(recent) }, 'Any.'),
    ],
    [stat('recent alone', sum(recent), 'Any.')],
  ],
  alerts: [
    alert('Old', { ...about, when: old.above(1) }),
    alert('Recent', { ...about, when: old.above(1).unless(recent.above(1)) }),
  ],
} as const

test('the older release leaves out the panels and alerts that read what it lacks, and says so', () => {
  const model = modelOf({ ...parts, stack: debian12 })
  expect(titles(model)).toEqual(['old'])
  expect(model.groups.flatMap(({ alerts }) => alerts.map(({ name }) => name))).toEqual(['Old'])
  const reason = `recent exists from the exporter 0.12.0 on, and the stack has ${releasesOf(debian12).postgresExporter}.`
  expect(model.leftOut).toEqual([
    `alert Recent: ${reason}`,
    `panel Any › recent: ${reason}`,
    `panel Any › both: ${reason}`,
    `panel Any › recent alone: ${reason}`,
  ])
})

test('what is left moves together, and keeps its id', () => {
  const [left] = modelOf({ ...parts, stack: debian12 }).dashboards.flatMap(panelsOf)
  const [whole] = modelOf(parts).dashboards.flatMap(panelsOf)
  expect(left?.gridPos).toEqual({ x: 0, y: 1, w: 24, h: 4 })
  expect(left?.id).toBe(whole?.id)
})

test('the pinned releases leave nothing out', () => {
  const model = modelOf({ ...parts, stack: pinned })
  expect(titles(model)).toEqual(['old', 'recent', 'both', 'recent alone'])
  expect(model.leftOut).toEqual([])
})

test('our definitions build for Debian 12, without what it does not have', async () => {
  const folder = temporaryFolder()
  put(folder, 'overrides.yml', 'versions: debian12\n')
  const { code, stdout, stderr } = await cli(['build', '--out', `${folder}/out`, '--stack', `${folder}/overrides.yml`])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })

  const told = [...stdout.matchAll(/^left out: (.*?):/gm)].map(([, what]) => what)
  expect(told).toEqual([
    'job cadvisor',
    'job grafana',
    'runbook PyBaseTargetUnstable › Was it killed for its memory?',
    'alert PyBaseReplicaBehind',
    'alert PyBaseTransactionIdsRunOut',
    'alert PyBaseKilledForMemory',
    'alert PyBaseContainerMemoryNearLimit',
    'alert PyBaseContainerThrottled',
    'runbook PyBaseHostCpuBusy › Which containers take memory?',
    'runbook PyBaseHostCpuBusy › Which containers take processor time?',
    'runbook PyBaseHostMemoryLow › Which containers take memory?',
    'runbook PyBaseHostMemoryLow › Which containers take processor time?',
    'picker PyBase / Database & Redis › cAdvisor',
    'panel PyBase / Database & Redis › Slowest statements',
    'panel PyBase / Database & Redis › Replication lag',
    'panel PyBase / Database & Redis › Transaction ids',
    'panel PyBase / Database & Redis › Container CPU',
    'panel PyBase / Database & Redis › Container memory',
    'panel PyBase / Database & Redis › Container disk I/O',
    'picker PyBase / Host & containers › cAdvisor',
    'panel PyBase / Host & containers › Container CPU',
    'panel PyBase / Host & containers › Container memory',
    'panel PyBase / Host & containers › Container disk I/O',
    'panel PyBase / Host & containers › Memory against the limit',
    'panel PyBase / Host & containers › Held back',
    'panel PyBase / Host & containers › Ended for want of memory',
    'drill Nothing is frozen, and transaction ids run out',
    'drill A replica falls two minutes behind, and catches up',
    'drill A replica is two hours behind',
    'drill A container leaks memory up to its limit',
    'drill A container may use too little processor time',
    'drill A container is held back now and then',
    'drill The kernel ends a process of the extraction worker for its memory',
  ])

  // No panel, rule or runbook reads what the older exporters do not expose; only the reference describes it.
  const lacking = /pg_stat_statements_|pg_replication_lag|container_[a-z]+_|job="(?:cadvisor|grafana)"/
  const files = everything(`${folder}/out`).filter((path) => /^(?!reference\/).*\.(?:json|yml|md)$/.test(path))
  expect(files.filter((path) => lacking.test(textOf(`${folder}/out`, path)))).toEqual([])
  expect(files.length).toBeGreaterThan(30)
})
