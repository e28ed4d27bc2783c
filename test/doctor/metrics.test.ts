import { expect } from 'vitest'
import { expectedOf } from '../../build/doctor/contract/expected.ts'
import { metrics } from '../../build/doctor/prometheus/metrics/metrics.ts'
import type { Job } from '../../build/language/job.ts'
import { isClosed, isPossiblyEmpty, type Labels } from '../../build/language/labels.ts'
import { Catalog } from '../../build/model/catalog.ts'
import { startPrometheus } from '../support/prometheus.ts'
import { testWith } from '../support/tools.ts'
import { until } from '../support/until.ts'
import { examinedAt, model } from './pretend.ts'
import { always, serve } from './serve.ts'

const scraped = ['postgres', 'node'] as const

/** What a healthy exporter exposes where it has nothing to say in the labels that it may leave empty. */
function exposition(job: (typeof scraped)[number], of = model): string {
  const declared = of.jobs.find(({ name }) => name === job)
  if (declared === undefined) throw new Error(`there is no job ${job}`)
  return expectedOf(of, declared)
    .flatMap(({ name, type, labels }) => [`# HELP ${name} For tests.`, `# TYPE ${name} ${type}`, sample(name, labels)])
    .concat('')
    .join('\n')
}

const sample = (name: string, labels: Labels): string => {
  const pairs = Object.entries(labels).map(([label, values]) => {
    const value = isClosed(values) ? values[0] : isPossiblyEmpty(values) ? '' : 'any'
    return `${label}="${value}"`
  })
  return `${name}{${pairs.join(',')}} 1`
}

const findings = async (prometheus: string, texts: Readonly<Record<(typeof scraped)[number], string>>, of = model) => {
  const targets = await Promise.all(
    scraped.map(async (job) => ({ job, url: (await serve(always(texts[job], { type: 'text/plain' }))).url })),
  )
  const config = JSON.stringify({
    global: { scrape_interval: '1s', scrape_timeout: '1s' },
    scrape_configs: targets.map(({ job, url }) => ({
      job_name: job,
      static_configs: [{ targets: [new URL(url).host] }],
    })),
  })
  await using server = await startPrometheus(prometheus, { config })
  const up = async () => (await server.api('query', { query: 'count(up == 1) == 2' })) as { result: unknown[] }
  expect(await until(async () => (await up()).result.length === 1, 60_000)).toBe(true)
  return (await examinedAt(metrics, server.url, { model: of })).findings.map(({ what }) => what)
}

testWith(['prometheus'], 'labels that the exporters leave empty are no difference, and others are', async (tools) => {
  const texts = { postgres: exposition('postgres'), node: exposition('node') }
  expect(texts.node).toContain('device_error=""')
  expect(texts.postgres).toContain('application_name=""')
  expect(await findings(tools.prometheus, texts)).toEqual([])

  const broken = { ...texts, node: texts.node.replace('device="any",', '') }
  expect(await findings(tools.prometheus, broken)).toEqual([
    'node_filesystem_avail_bytes does not have the declared label device.',
  ])
})

testWith(['prometheus'], 'the type that an exporter exposes may be another than the meaning', async (tools) => {
  const flag = { '--collector.stat_statements.include_query': {} }
  const jobs = model.jobs.map(
    (job): Job => (job.name === 'postgres' ? { ...job, flags: { ...job.flags, ...flag } } : job),
  )
  const own = { ...model.own, jobs }
  const of = { ...model, jobs, own, catalog: new Catalog(own) }
  const told = '# TYPE pg_stat_statements_query_id'
  const texts = { postgres: exposition('postgres', of), node: exposition('node', of) }
  expect(texts.postgres).toContain(`${told} counter`)
  const asGauge = { ...texts, postgres: texts.postgres.replace(`${told} counter`, `${told} gauge`) }
  expect(await findings(tools.prometheus, asGauge, of)).toEqual([
    'pg_stat_statements_query_id is exposed as a gauge, and declared as a counter.',
  ])
})
