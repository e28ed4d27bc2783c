import { expect, test } from 'vitest'
import { dataSourceInterval } from '../../../build/checks/time/data-source-interval.ts'
import { grafana } from '../stack.ts'
import { ours, subject, told } from '../subject.ts'

const each = (interval: number, jsonData?: object) =>
  subject({
    provisioning: grafana({ datasources: [{ name: 'Prometheus', type: 'prometheus', jsonData }] }),
    scraping: ours.scraping && { ...ours.scraping, jobs: ours.scraping.jobs.map((job) => ({ ...job, interval })) },
  })

test('a shorter interval than that of the scrapes', () => {
  expect(told(dataSourceInterval, each(60, { timeInterval: '30s' }))).toMatchInlineSnapshot(`
    "error  data-source-interval   grafana/provisioning.yml › data source Prometheus
      The data source takes 30s for the scrape interval, and the job pybase-api is scraped every 1m.
      Set jsonData.timeInterval to 1m."
  `)
})

test("Grafana's own figure", () => {
  expect(told(dataSourceInterval, each(60))).toContain("takes 15s, Grafana's own figure, for the scrape interval")
})

test.each([
  ['the same', each(60, { timeInterval: '1m' })],
  ['a longer one', each(60, { timeInterval: '90s' })],
  ["Grafana's own figure, which fits", each(15)],
  ['another data source', subject({ provisioning: grafana({ datasources: [{ name: 'Loki', type: 'loki' }] }) })],
])('%s is fine', (_, of) => {
  expect(told(dataSourceInterval, of)).toBe('')
})
