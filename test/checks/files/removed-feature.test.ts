import { expect, test } from 'vitest'
import { removedFeature } from '../../../build/checks/files/removed-feature.ts'
import { against, alerts } from '../foreign.ts'
import { told } from '../subject.ts'

const smooth = alerts('holt_winters(theirs[1h], 0.3, 0.6) > 5')
const compose = (image: string) => ({ 'docker-compose.yml': `services:\n  prometheus:\n    image: ${image}\n` })
const server = (interfaces: string) => ({
  'prometheus.yml': `alerting:\n  alertmanagers:\n    - {${interfaces}, static_configs: [{targets: ['a:9093']}]}\n`,
})
const of = (files: Readonly<Record<string, string>>) => told(removedFeature, against('a 1\n', files))

test('a function that release 3 no longer has', () => {
  expect(of(smooth)).toMatchInlineSnapshot(`
    "error  removed-feature   rules.yml:1:63 › group › Alert1
      holt_winters(theirs[1h], 0.3, 0.6) > 5
      ^^^^^^^^^^^^
      Prometheus 3.0 no longer knows holt_winters(), and refuses every query and rule file that calls it; double_exponential_smoothing took its place.
      Replace it, or name the release that loads the file: --prometheus-version 2.53."
  `)
})

test('an interface of Alertmanager that release 3 no longer speaks', () => {
  expect(of(server('api_version: v1'))).toContain('"api_version: v1", which Prometheus 3.0 no longer speaks')
  expect(of({ ...server('api_version: v1'), ...compose('prom/prometheus:v3.1.0') })).toContain('no longer speaks')
  expect(of({ ...server('api_version: v1'), ...compose('prom/prometheus:v2.53.0') })).toBe('')
  expect(of(server('api_version: v2'))).toBe('')
  expect(of(server('scheme: https'))).toBe('')
})

test('an older release is known by its image, or because somebody says so', () => {
  expect(of({ ...smooth, ...compose('quay.io/prometheus/prometheus:v2.53.1') })).toBe('')
  expect(told(removedFeature, { ...against('a 1\n', smooth), version: '2.45' })).toBe('')
})
