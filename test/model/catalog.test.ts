import { describe, expect, test } from 'vitest'
import { exposedBy } from '../../build/language/declare.ts'
import { rate, sum } from '../../build/language/functions.ts'
import { job } from '../../build/language/job.ts'
import { record } from '../../build/language/record.ts'
import { Catalog } from '../../build/model/catalog.ts'
import type { Stack } from '../../build/stack/schema.ts'
import { running } from '../targets/stack.ts'
import { pinned } from './definitions.ts'

const help = 'For tests.'
const about = { title: 'the exporter', component: 'database', whenDown: 'critical' } as const
const postgres = job('postgres', {
  ...about,
  release: 'postgresExporter',
  flags: { '--always': {}, '--late': { since: '0.15.0' } },
})
const { gauge, histogram } = exposedBy(postgres)
const plain = gauge('plain', { help })
const late = gauge('late', { help, since: '0.13.0' })
const former = gauge('former', { help, until: '0.13.0' })
const between = gauge('between', { help, since: '0.12.0', until: '0.14.0' })
const flagged = gauge('flagged', { help, needs: '--always' })
const lateFlag = gauge('late_flag', { help, needs: '--late' })
const noFlag = gauge('no_flag', { help, needs: '--never' })
const ours = exposedBy(job('pybase-api', about)).gauge('ours', { help, since: '9.0.0' })
const spread = histogram('spread', { help, since: '0.13.0', buckets: [1, 2] })

const named = { plain, late, former, between, flagged, lateFlag, noFlag, ours } as const
const metrics = [...Object.values(named), spread]

/** The catalog of a stack that has this release of the exporter. */
function catalogWith(postgresExporter: string): Catalog {
  return new Catalog({ stack: running(pinned, { postgresExporter }), jobs: [postgres], metrics, recordings: [] })
}

describe('a metric that the releases do not have', () => {
  test.each([
    ['0.12.9', 'late', ['late exists from the exporter 0.13.0 on, and the stack has 0.12.9.']],
    ['0.13.0', 'late', []],
    ['0.12.9', 'former', []],
    ['0.13.0', 'former', ['former exists until the exporter 0.13.0, and the stack has 0.13.0.']],
    ['0.11.1', 'between', ['between exists from the exporter 0.12.0 on, and the stack has 0.11.1.']],
    ['0.13.5', 'between', []],
    ['0.20.1', 'between', ['between exists until the exporter 0.14.0, and the stack has 0.20.1.']],
    ['0.9.0', 'plain', []],
    ['0.9.0', 'flagged', []],
    ['0.14.9', 'lateFlag', ['late_flag needs the flag --late, which the job postgres does not have.']],
    ['0.15.0', 'lateFlag', []],
    ['0.20.1', 'noFlag', ['no_flag needs the flag --never, which the job postgres does not have.']],
    // PyBase's own processes have no release that could lack something.
    ['0.9.0', 'ours', []],
  ] as const)('in %s: %s', (version, name, reasons) => {
    expect(catalogWith(version).missing(named[name].expr)).toEqual(reasons)
  })

  test('each part of an expression is looked at, and the parts of a histogram', () => {
    const catalog = catalogWith('0.12.0')
    expect(catalog.missing(late.plus(noFlag).expr)).toHaveLength(2)
    expect(catalog.missing(sum(rate(spread.upTo(1))).expr)).toEqual([
      'spread exists from the exporter 0.13.0 on, and the stack has 0.12.0.',
    ])
  })

  test('a job without a release exposes nothing', () => {
    const grafana = job('grafana', { ...about, title: 'Grafana', release: 'grafana' })
    const boards = exposedBy(grafana).gauge('boards', { help })
    const stack: Stack = { ...pinned, versions: 'debian12' }
    const catalog = new Catalog({ stack, jobs: [grafana], metrics: [boards], recordings: [] })
    expect(catalog.missing(boards.expr)).toEqual(['boards is exposed by Grafana, which this stack has no release of.'])
  })
})

describe('names of series', () => {
  const recorded = record('job:plain:sum', sum(plain))
  const catalog = new Catalog({ stack: pinned, jobs: [postgres], metrics, recordings: [recorded] })

  test('stand for metrics, for parts of histograms, and for recordings', () => {
    expect(catalog.find('plain')).toEqual({ metric: plain })
    expect(catalog.find('spread_bucket')).toEqual({ metric: spread })
    expect(catalog.find('spread_sum')).toEqual({ metric: spread })
    expect(catalog.find('job:plain:sum')).toEqual({ recording: recorded })
  })
  test('and nothing else', () => {
    expect(catalog.find('spread')).toBeUndefined()
    expect(catalog.find('toString')).toBeUndefined()
    expect(catalog.names).toHaveLength(metrics.length + 2 + 1)
  })
  test('a recording is no metric of a job', () => {
    expect(catalog.metricOf({ is: 'selector', metric: 'job:plain:sum', matchers: [] })).toBeUndefined()
  })
})
