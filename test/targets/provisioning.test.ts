import { expect, test } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import type { Stack } from '../../build/stack/schema.ts'
import { compose } from '../../build/targets/compose.ts'
import { prometheusUid, provisioning } from '../../build/targets/provisioning.ts'
import { composeSchema } from './compose-schema.ts'
import { jobs, pinned, reaching } from './stack.ts'

const dataSource = z.record(z.string(), z.unknown())
const textOf = (stack: Stack, path: string): string =>
  provisioning(stack).find((artifact) => artifact.path === path)?.text ?? ''
const dataSources = (stack: Stack) =>
  z
    .object({ prune: z.literal(true), datasources: z.tuple([dataSource, dataSource]) })
    .parse(parse(textOf(stack, 'provisioning/datasources/prometheus.yml'))).datasources
const provider = z
  .object({ providers: z.tuple([z.looseObject({ options: z.object({ path: z.string() }) })]) })
  .parse(parse(textOf(pinned, 'provisioning/dashboards/pybase.yml'))).providers[0]

test('the Prometheus data source has a fixed uid, is the default, and cannot be edited away', () => {
  const [prometheus] = dataSources(pinned)
  expect(prometheus).toMatchObject({ uid: prometheusUid(pinned), type: 'prometheus', isDefault: true, editable: false })
})

test('the data sources are where Prometheus finds them, too', () => {
  const stack = reaching({ prometheus: 'metrics:9999', alertmanager: 'alerts:8888' })
  expect(dataSources(stack).map(({ url }) => url)).toEqual(['http://metrics:9999', 'http://alerts:8888'])
})

test('the time interval is the scrape interval, since rates have no data with a shorter one', () => {
  const slow = { ...pinned, scrape: { interval: '1m', timeout: '10s' } }
  expect(dataSources(slow)[0].jsonData).toMatchObject({ timeInterval: '1m', httpMethod: 'POST' })
})

test('no value is one that Grafana would expand', () => {
  for (const { text } of provisioning(pinned)) expect(text).not.toContain('$')
})

test('the dashboard provider reads the folder that the compose file mounts, which the file system owns', () => {
  const volumes = composeSchema.parse(parse(compose(pinned, jobs).text)).services.grafana?.volumes
  expect(volumes).toContain(`./grafana-dashboards:${provider.options.path}:ro`)
  expect(volumes).toContain('./provisioning:/etc/grafana/provisioning:ro')
  expect(provider).toMatchObject({ type: 'file', folder: 'PyBase', disableDeletion: false, allowUiUpdates: false })
})
