import { expect, test } from 'vitest'
import { scrapedPath } from '../../../build/checks/wiring/scraped-path.ts'
import { composed, scraping } from '../stack.ts'
import { ours, told } from '../subject.ts'

const asked = (path: string, service: object, targetLabels: readonly string[] = []) => {
  const all = scraping(['it:9100'])
  return composed(
    { it: service },
    { scraping: all && { ...all, jobs: all.jobs.map((job) => ({ ...job, path, targetLabels })) } },
  )
}
const image = 'prom/node-exporter:v1.9.0'

test('a path that an exporter does not serve', () => {
  expect(told(scrapedPath, asked('/metricz', { image }))).toMatchInlineSnapshot(`
    "error  scraped-path   queries/jobs.ts › pybase-api
      The job some asks it:9100 for /metricz, and node-exporter serves /metrics.
      Set metrics_path to /metrics, or leave it out."
  `)
})

test.each([
  ['its path', asked('/metrics', { image })],
  ['the path of a flag', asked('/metricz', { image, command: ['--web.telemetry-path=/metricz'] })],
  ['a prefix', asked('/p/metrics', { image: 'prom/prometheus:v3', command: '--web.route-prefix=/p' })],
  ['a URL with a path', asked('/p/metrics', { image: 'prom/prometheus:v3', command: '--web.external-url=http://a/p' })],
  ['a path of the environment', asked('/a', { image, environment: { PG_EXPORTER_WEB_TELEMETRY_PATH: '/a' } })],
  ['what is asked about another', asked('/probe', { image: 'prom/blackbox-exporter:v0.27.0' })],
  ['federation', asked('/federate', { image: 'prom/prometheus:v3' })],
  ['a program that is not known', asked('/actuator/prometheus', { image: 'shop/api:1' })],
  ['an image of its own', asked('/a', { image, build: '.' })],
  ['a path that relabelling writes', asked('/a', { image }, ['__metrics_path__'])],
])('%s is fine', (_, of) => {
  expect(told(scrapedPath, of)).toBe('')
})

test("another address or path than the settings have for PyBase's own processes", () => {
  const changed = (change: object) =>
    told(scrapedPath, {
      ...ours,
      scraping: ours.scraping && {
        ...ours.scraping,
        jobs: ours.scraping.jobs.slice(0, 1).map((job) => ({ ...job, ...change })),
      },
    })
  expect(changed({ path: '/metrics' })).toContain('the settings have it at backend:8000/api/v1/metrics')
  expect(changed({ targets: ['backend:8001'] })).toContain('asks backend:8001/api/v1/metrics')
})
