import { expect, test } from 'vitest'
import { unscrapedExporter } from '../../../build/checks/metrics/unscraped-exporter.ts'
import { composed, scraping } from '../stack.ts'
import { told } from '../subject.ts'

const services = { node: { image: 'prom/node-exporter:v1.9.0', container_name: 'the-node' }, app: { image: 'app:1' } }

test('an exporter that nobody scrapes', () => {
  expect(told(unscrapedExporter, composed(services, { scraping: scraping(['app:80']) }))).toMatchInlineSnapshot(`
    "error  unscraped-exporter   docker-compose.yml › node
      node exposes metrics, and no job scrapes it.
      Add its address to the scrape configuration, or remove the service."
  `)
})

test.each([
  ['its name', scraping(['app:80', 'node:9100'])],
  ['the name of its container', scraping(['the-node:9100'])],
])('an exporter is found by %s', (_, found) => {
  expect(told(unscrapedExporter, composed(services, { scraping: found }))).toBe('')
})

test('targets that are discovered are not known', () => {
  const found = scraping(['app:80'])
  const jobs = found?.jobs.map((job) => ({ ...job, targetLabels: undefined })) ?? []
  expect(told(unscrapedExporter, composed(services, { scraping: found && { ...found, jobs } }))).toBe('')
})
