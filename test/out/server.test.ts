import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { parse as parseYaml } from 'yaml'
import * as z from 'zod'
import { parse } from '../../build/promql/parse.ts'
import { print } from '../../build/promql/print.ts'
import { type Prometheus, startPrometheus } from '../support/prometheus.ts'
import { testWith } from '../support/tools.ts'
import { filledIn, type Written, written } from './expressions.ts'
import { alertRules, compiled, pathsIn, textOf, writtenOut } from './generated.ts'

const start = (prometheus: string) => startPrometheus(prometheus, { folder: writtenOut() })

const rulesAnswer = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.object({ name: z.string(), health: z.string(), lastError: z.string().optional(), query: z.string() }),
      ),
    }),
  ),
})

/** The rule groups once Prometheus has evaluated every rule: each group's first time comes within one interval. */
async function evaluatedGroups(server: Prometheus) {
  for (let attempt = 0; ; attempt++) {
    const { groups } = rulesAnswer.parse(await server.api('rules'))
    if (attempt === 450 || groups.every(({ rules }) => rules.every(({ health }) => health !== 'unknown'))) return groups
    await sleep(100)
  }
}

testWith(['prometheus'], 'a real Prometheus loads every rule and evaluates it without an error', async (tools) => {
  await using server = await start(tools.prometheus)
  const groups = await evaluatedGroups(server)
  const rules = groups.flatMap((group) => group.rules)
  expect(rules.filter(({ health }) => health !== 'ok')).toEqual([])
  expect(rules).toHaveLength(compiled.rules)
  expect(groups.map(({ name }) => name).sort()).toEqual(
    pathsIn('alerts', '.yml').map((path) => path.slice('alerts/'.length, -'.yml'.length)),
  )
  // What is recorded has a colon in its name.
  const alerts = rules.map(({ name }) => name).filter((name) => !name.includes(':'))
  expect(alerts.sort()).toEqual(alertRules.map(({ alert }) => alert).sort())
})

const configAnswer = z.object({ yaml: z.string() })
const config = z.object({
  global: z.object({ scrape_interval: z.string(), evaluation_interval: z.string() }),
  scrape_configs: z.array(z.object({ job_name: z.string() })),
})
const targetsAnswer = z.object({
  activeTargets: z.array(z.object({ scrapePool: z.string(), scrapeUrl: z.string() })),
})

testWith(['prometheus'], 'a real Prometheus runs with the generated configuration', async (tools) => {
  await using server = await start(tools.prometheus)
  const { yaml } = configAnswer.parse(await server.api('status/config'))
  const loaded = config.parse(parseYaml(yaml))
  const generated = config.parse(parseYaml(textOf('prometheus.yml')))
  expect(loaded.global).toMatchObject({ scrape_interval: '15s', evaluation_interval: '15s' })
  expect(loaded.scrape_configs).toEqual(generated.scrape_configs)
  expect(loaded.scrape_configs.map(({ job_name }) => job_name)).toEqual(compiled.model.jobs.map(({ name }) => name))

  // Targets appear some seconds after the start.
  await expect
    .poll(() => scrapeUrls(server), { interval: 200 })
    .toEqual({
      'pybase-api': 'http://backend:8000/api/v1/metrics',
      'extraction-worker': 'http://extraction-worker:9090/metrics',
      'search-worker': 'http://search-worker:9091/metrics',
      postgres: 'http://postgres_exporter:9187/metrics',
      redis: 'http://redis_exporter:9121/metrics',
      node: 'http://node_exporter:9100/metrics',
      cadvisor: 'http://cadvisor:8080/metrics',
      prometheus: 'http://prometheus:9090/metrics',
      alertmanager: 'http://alertmanager:9093/metrics',
      grafana: 'http://grafana:3000/metrics',
    })
})

async function scrapeUrls(server: Prometheus): Promise<Readonly<Record<string, string>>> {
  const { activeTargets } = targetsAnswer.parse(await server.api('targets', { state: 'active' }))
  return Object.fromEntries(activeTargets.map(({ scrapePool, scrapeUrl }) => [scrapePool, scrapeUrl]))
}

/** Where a query differs from what Prometheus makes of it, or is refused; `undefined` where all agree. */
async function objection(server: Prometheus, { where, text }: Written): Promise<object | undefined> {
  const tree = parse(text)
  if (print(tree) !== text) return { where, text, parsedAndPrinted: print(tree) }
  const query = print(filledIn(tree))
  try {
    await server.api('query', { query })
    const formatted = await server.api('format_query', { query })
    return formatted === query ? undefined : { where, query, formatted }
  } catch (error) {
    return { where, query, error: String(error) }
  }
}

testWith(['prometheus'], 'a real Prometheus answers every generated query, and formats it as we do', async (tools) => {
  await using server = await start(tools.prometheus)
  for (const [kind, read] of Object.entries(written)) {
    const queries = read()
    expect(queries.length, kind).toBeGreaterThan(0)
    const objections = await Promise.all(queries.map((query) => objection(server, query)))
    expect(
      objections.filter((each) => each !== undefined),
      kind,
    ).toEqual([])
  }
})
