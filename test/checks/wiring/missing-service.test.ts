import { expect, test } from 'vitest'
import { servicesOf } from '../../../build/checks/support/compose-services.ts'
import { missingService } from '../../../build/checks/wiring/missing-service.ts'
import type { Subject } from '../../../build/model/subject.ts'
import { reaching, running } from '../../targets/stack.ts'
import { composed } from '../stack.ts'
import { ours, told } from '../subject.ts'

const without = (gone: string, model: Subject['model'] = ours.model) => {
  const left = servicesOf(ours).filter(({ name }) => name !== gone)
  return composed(Object.fromEntries(left.map(({ name, image }) => [name, { image }])), { model })
}

test('an exporter that is scraped and does not run', () => {
  expect(told(missingService, without('redis_exporter'))).toMatchInlineSnapshot(`
    "error  missing-service   docker-compose.yml
      The settings have a release of redisExporter, which is scraped at redis_exporter, and no service has this name; there is volumes, prometheus, alertmanager, grafana, postgres_exporter, node_exporter and cadvisor.
      Add the service, or set the release of redisExporter to null in stack.ts."
  `)
})

test('a target outside of Docker, and one without a release, are no services', () => {
  const { model } = ours
  const stack = running(reaching({ redis: 'redis.example.org:9121' }), { cadvisor: null })
  const changed = model && { ...model, stack }
  expect(told(missingService, without('redis_exporter', changed))).toBe('')
  expect(told(missingService, without('cadvisor', changed))).toBe('')
  expect(told(missingService, without('grafana', changed))).toContain('a release of grafana')
})

test("somebody's services are believed", () => {
  expect(told(missingService, { ...without('redis_exporter'), model: undefined })).toBe('')
})
